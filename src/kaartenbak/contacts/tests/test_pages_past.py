"""The history on the card."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.pictures import remove_picture, set_picture
from kaartenbak.history.models import Change, Operation
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def test_the_card_tells_what_happened_in_sentences():
    company = a_company(postcode="9000")
    change_contact(contact=company, values={"postcode": "9050"}, by=EDITOR)

    page = visitor(READER).get(f"/contacts/{company.number}/history/lately/").content.decode()

    assert "Eddy Editor changed postcode from 9000 to 9050" in page
    assert "created the card" in page


def test_the_page_of_a_card_fetches_its_history_when_it_is_there():
    company = a_company()
    page = visitor(READER).get(f"/contacts/{company.number}/").content.decode()

    assert f'hx-get="/contacts/{company.number}/history/lately/" hx-trigger="load"' in page
    assert f'<noscript><p class="panel-body"><a href="/contacts/{company.number}/history/">' in page
    assert "created the card" not in page


def test_a_former_value_is_put_back():
    company = a_company(postcode="9000")
    change_contact(contact=company, values={"postcode": "9050"}, by=EDITOR)
    change = Change.objects.latest("id")

    answer = visitor(EDITOR).post(f"/contacts/{company.number}/history/{change.pk}/postcode/", headers=PART)

    assert Contact.objects.get().postcode == "9000"
    assert 'hx-swap-oob="true" id="field-address"' in answer.content.decode()


def test_a_change_of_another_card_is_not_put_back_here():
    company, other = a_company(), a_company("Andere", city="Gent")
    change_contact(contact=other, values={"city": "Aalst"}, by=EDITOR)
    change = Change.objects.latest("id")

    answer = visitor(EDITOR).post(f"/contacts/{company.number}/history/{change.pk}/city/", headers=PART)

    assert (answer.status_code, Contact.objects.get(pk=other.pk).city) == (404, "Aalst")


def test_the_card_is_shown_as_it_was_and_cannot_be_edited_there():
    company = a_company("Eerst", street="Korenmarkt 1", phone="09 111 11 11")
    moment = Change.objects.latest("id").at
    change_contact(
        contact=company, values={"name": "Later", "street": "Vrijdagmarkt 7", "phone": ""}, by=EDITOR
    )

    page = visitor(EDITOR).get(f"/contacts/{company.number}/", {"as_of": moment.isoformat()}).content.decode()

    for shown in ('<h1 id="card-name">Eerst</h1>', "Korenmarkt 1", "09 111 11 11"):
        assert shown in page
    assert "Vrijdagmarkt" not in page
    assert "hx-post" not in page
    assert 'class="edit"' not in page


def test_the_link_of_an_operation_shows_the_card_right_after_it():
    company = a_company("Eerst")
    change_contact(contact=company, values={"name": "Tweede"}, by=EDITOR)
    client = visitor(EDITOR)
    page = client.get(f"/contacts/{company.number}/history/lately/").content.decode()
    link = page.split(f'href="/contacts/{company.number}/?as_of=')[1].split('"')[0]
    change_contact(contact=company, values={"name": "Derde"}, by=EDITOR)

    then = client.get(f"/contacts/{company.number}/?as_of={link}").content.decode()

    assert '<h1 id="card-name">Tweede</h1>' in then


def test_before_it_was_made_the_card_was_not_there():
    company = a_company()
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()

    page = visitor(READER).get(f"/contacts/{company.number}/", {"as_of": yesterday}).content.decode()

    assert "This card was not there yet." in page


def test_a_former_employer_that_is_gone_shows_as_blank():
    company = a_company("Zeta")
    person = a_person("An Claes", company=company)
    moment = Change.objects.latest("id").at
    change_contact(contact=person, values={"company": ""}, by=EDITOR)
    visitor(EDITOR).post(f"/contacts/{company.number}/removal/", {"people": "keep"})

    page = visitor(READER).get(f"/contacts/{person.number}/", {"as_of": moment.isoformat()})

    assert page.status_code == 200


@pytest.mark.parametrize("moment", ["nonsense", "2026-13-45T00:00", "9999-99-99", "\x00"])
def test_a_moment_that_is_none_is_not_found(moment):
    company = a_company()

    assert visitor(READER).get(f"/contacts/{company.number}/", {"as_of": moment}).status_code == 404


def test_the_whole_history_is_paged():
    company = a_company()
    for number in range(60):
        change_contact(contact=company, values={"city": f"Stad {number}"}, by=EDITOR)
    client = visitor(READER)

    first = client.get(f"/contacts/{company.number}/history/")
    older = client.get(f"/contacts/{company.number}/history/", {"before": first.context["older"]})

    told = [
        int(key)
        for page in (first, older)
        for key in re.findall(r'id="operation-(\d+)"', page.content.decode())
    ]
    assert told == sorted(set(told), reverse=True)
    assert len(told) == 61


def test_the_card_costs_the_same_queries_for_one_comment_person_and_change_and_for_three():
    company = a_company()
    client = visitor(EDITOR)

    def add() -> None:
        a_person(company=company)
        add_comment(contact=company, text="Let op", by=EDITOR)
        change_contact(contact=company, values={"city": f"Stad {Operation.objects.count()}"}, by=EDITOR)

    assert_same_queries(lambda: client.get(f"/contacts/{company.number}/"), add)


def test_the_people_of_a_company_are_paged():
    company = a_company()
    for number in range(25):
        a_person(f"An Claes {number:02}", company=company)
    client = visitor(READER)

    first = client.get(f"/contacts/{company.number}/").context["people"]
    rest = client.get(f"/contacts/{company.number}/people/", {"at": first.next}, headers=PART).context[
        "people"
    ]

    assert [len(first.rows), len(rest.rows)] == [20, 5]


def test_a_picture_is_told_of_without_the_name_of_its_file():
    person = a_person()
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, "PNG")
    set_picture(contact=person, data=written.getvalue(), by=EDITOR)
    remove_picture(contact=person, by=EDITOR)

    page = visitor(READER).get(f"/contacts/{person.number}/history/lately/").content.decode()

    assert "Eddy Editor put a picture on the card" in page
    assert "Eddy Editor removed the picture" in page
    assert "pictures/" not in page
