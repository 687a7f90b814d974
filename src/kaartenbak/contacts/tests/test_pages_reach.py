"""Numbers and addresses on the card: adding, changing, removing, the main one, and where a click leads."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.channels import change_channel
from kaartenbak.contacts.views.reach import href
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def values(contact: Contact) -> list[tuple[str, str, str, int]]:
    return list(contact.channels.values_list("kind", "value", "label", "position"))


def test_a_number_is_added_with_its_label():
    company = a_company(phone="09 111 11 11")

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/channels/",
        {"kind": "phone", "value": "09 222 22 22", "label": "Onthaal"},
        headers=PART,
    )

    assert values(company) == [("phone", "09 111 11 11", "", 1), ("phone", "09 222 22 22", "Onthaal", 2)]
    assert 'hx-swap-oob="true" id="reach"' in answer.content.decode()
    assert "close-dialog" in answer.headers["HX-Trigger"]


def test_the_first_number_is_typed_on_its_blank_line():
    company = a_company()

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/fields/phone/", {"was-phone": "", "phone": "09 111 11 11"}, headers=PART
    )

    channel = company.channels.get()
    assert answer.content.decode().startswith(f'<div class="row way editable" id="channel-{channel.pk}">')


def test_a_number_and_its_label_are_changed_in_place():
    company = a_company(phone="09 111 11 11")
    channel = company.channels.get()

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/channels/{channel.pk}/",
        {"value": "09 333 33 33", "label": "Balie"},
        headers=PART,
    )

    assert values(company) == [("phone", "09 333 33 33", "Balie", 1)]
    assert answer.content.decode().startswith(f'<div class="row way editable" id="channel-{channel.pk}">')


def test_a_wrong_address_is_refused_in_place():
    company = a_company(email="info@example.com")
    channel = company.channels.get()

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/channels/{channel.pk}/", {"value": "info@", "label": ""}, headers=PART
    )

    assert (answer.status_code, values(company)) == (422, [("email", "info@example.com", "", 1)])
    assert "is not an e-mail address" in answer.content.decode()


def test_another_number_becomes_the_main_one_and_one_is_removed():
    company = a_company(email="een@example.com; twee@example.com")
    first, second = company.channels.all()
    client = visitor(EDITOR)

    client.post(f"/contacts/{company.number}/channels/{second.pk}/main/", headers=PART)
    assert [value for _kind, value, *_ in values(company)] == ["twee@example.com", "een@example.com"]

    client.post(f"/contacts/{company.number}/channels/{first.pk}/removal/", headers=PART)
    assert values(company) == [("email", "twee@example.com", "", 1)]


def test_the_form_of_a_companys_main_number_says_who_follows():
    company = a_company(phone="09 111 11 11")
    a_person("An Claes", company=company)
    channel = company.channels.get()

    form = visitor(EDITOR).get(f"/contacts/{company.number}/channels/{channel.pk}/", headers=PART)

    assert "1 person follows." in form.content.decode()


def test_a_channel_of_another_card_is_not_found():
    company, other = a_company(phone="09 111 11 11"), a_company("Andere")
    channel = company.channels.get()

    answer = visitor(EDITOR).post(f"/contacts/{other.number}/channels/{channel.pk}/removal/", headers=PART)

    assert (answer.status_code, company.channels.count()) == (404, 1)


def test_a_reader_changes_no_channel():
    company = a_company(phone="09 111 11 11")
    channel = company.channels.get()

    answer = visitor(READER).post(f"/contacts/{company.number}/channels/{channel.pk}/removal/", headers=PART)

    assert (answer.status_code, company.channels.count()) == (403, 1)


@pytest.mark.parametrize(
    ("kind", "value", "leads_to"),
    [
        ("phone", "+32 (0)9 224 11 61", "tel:+3292241161"),
        ("mobile", "0475 12 34 56", "tel:0475123456"),
        ("fax", "09 224 11 61", ""),
        ("email", "info@example.com", "mailto:info@example.com"),
        ("website", "https://example.com/a", "https://example.com/a"),
        ("website", "HTTP://example.com", "HTTP://example.com"),
        ("website", "www.example.com/a?b=c", "https://www.example.com/a?b=c"),
        ("website", "javascript:alert(1)", ""),
        ("website", "javascript://example.com/%0aalert(1)", ""),
        ("website", "data:text/html,x", ""),
        ("website", "ask the boss", ""),
        ("messaging", "@smet", ""),
    ],
)
def test_a_click_leads_where_it_is_safe(kind, value, leads_to):
    assert href(kind, value) == leads_to


def test_the_second_of_two_who_change_a_number_sees_both():
    company = a_company(phone="09 111 11 11")
    channel = company.channels.get()
    change_channel(channel=channel, value="09 222 22 22", by=EDITOR)

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/channels/{channel.pk}/",
        {"was-value": "09 111 11 11", "value": "09 333 33 33", "was-label": "", "label": ""},
        headers=PART,
    )

    assert (answer.status_code, values(company)) == (409, [("phone", "09 222 22 22", "", 1)])
    for told in ("09 111 11 11", "09 222 22 22", "09 333 33 33"):
        assert told in answer.content.decode()
