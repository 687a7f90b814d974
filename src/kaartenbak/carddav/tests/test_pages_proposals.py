"""The pages of what was proposed from phones."""

import re
from dataclasses import replace

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.deciding import decline
from kaartenbak.carddav.tests.proposing import proposed, proposed_new, removal_of
from kaartenbak.carddav.views.differing import in_words
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.views import past
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def card_page(person: Contact) -> str:
    return f"/contacts/{person.number}/"


def test_the_card_shows_what_is_proposed_beside_what_it_says():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")
    change_contact(contact=person, values={"city": "Lier"}, by=EDITOR)

    page = visitor(MANAGER).get(card_page(person)).content.decode()

    assert "Proposed from a phone" in page
    assert "Eddy Editor" in page
    assert "Aalst" in page
    assert "changed meanwhile; it was Gent" in " ".join(page.split())


def test_what_waits_for_a_decision_is_the_first_thing_on_the_card():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")

    page = visitor(EDITOR).get(card_page(person)).text

    assert 0 < page.index('id="proposals-title"') < page.index('id="general-title"')


@pytest.mark.parametrize(
    ("device", "told"), [("", "Eddy Editor ·"), ("My iPhone", "Eddy Editor · My iPhone ·")]
)
def test_a_proposal_says_by_whom_it_is_and_from_which_device_if_it_is_known(device, told):
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst", by=replace(EDITOR, reason=device))

    page = visitor(MANAGER).get(card_page(person)).content.decode()

    said = " ".join(strip_tags(page.partition('class="said-by"')[2].partition("</p>")[0]).strip(">").split())
    assert said.startswith(told)
    assert "· ·" not in said


def test_the_history_of_the_card_tells_who_proposed_and_who_declined():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst", by=replace(EDITOR, reason="My iPhone"))
    decline(proposal=Proposal.objects.get(), reason="She moved back", by=MANAGER)
    change_contact(contact=person, values={"city": "Lier"}, by=EDITOR)

    page = strip_tags(visitor(MANAGER).get(f"{card_page(person)}history/lately/").content.decode())

    told = ["from Gent to Lier", "declined what Eddy Editor proposed: She moved back"]
    told += ["Eddy Editor proposed a change from My iPhone", "created the card"]
    places = [page.find(each) for each in told]
    assert places == sorted(places)
    assert places[0] > 0


def test_what_was_proposed_stands_on_the_page_of_the_history_it_falls_into(monkeypatch):
    monkeypatch.setattr(past, "PAGE", 2)
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")
    for number in range(3):
        change_contact(contact=person, values={"street": f"Meir {number}"}, by=EDITOR)
    browser, url = visitor(MANAGER), f"{card_page(person)}history/"

    newest = browser.get(url).content.decode()
    before = re.findall(r"before=(\d+)", newest)[0]

    assert "proposed a change" not in newest
    assert "proposed a change" in browser.get(url, {"before": before}).content.decode()


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("1948-01-19", "19 Jan 1948"),
        ("--03-31", "31 March"),
        ("0000-00-00", "0000-00-00"),
        ("spring", "spring"),
    ],
)
def test_a_birthday_is_read_as_readers_write_it(sent, read):
    with translation.override("en"):
        assert in_words("birthday", (sent,)) == [read]


def test_who_merges_cards_is_not_asked_about_what_phones_have_of_them():
    kept, person = a_person("An Maes"), a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")

    page = visitor(EDITOR).get(f"/contacts/{kept.number}/merging/?with={person.number}").text
    assert "Moves along: 1 proposal" in " ".join(strip_tags(page).split())
    assert "BEGIN:VCARD" not in page
    merge(contact=kept, duplicates=[Duplicate(person)], by=EDITOR)

    assert Proposal.objects.get().contact == kept


def test_a_reader_sees_it_and_cannot_decide():
    person = a_person("An Maes", city="Gent")
    found = proposed(person, "Gent", "Aalst")
    assert found is not None
    browser = visitor(READER)

    page = browser.get(card_page(person)).content.decode()
    assert "Aalst" in page
    assert 'data-key="accept"' not in page
    assert browser.post(f"/proposals/{found.pk}/acceptance/").status_code == 403
    assert Proposal.objects.get().state == "pending"


def test_accepting_leads_back_to_the_card():
    person = a_person("An Maes", city="Gent")
    found = proposed(person, "Gent", "Aalst")
    assert found is not None

    answer = visitor(MANAGER).post(f"/proposals/{found.pk}/acceptance/", {"next": card_page(person)})

    assert answer.headers["Location"] == card_page(person)
    assert Contact.objects.get().city == "Aalst"


@pytest.mark.parametrize("reason", ["x" * 5_000, "\0", "<script>", "🎈"])
def test_a_reason_is_kept_or_refused_and_never_an_error(reason):
    found = proposed(a_person("An Maes", city="Gent"), "Gent", "Aalst")
    assert found is not None

    assert visitor(MANAGER).post(f"/proposals/{found.pk}/refusal/", {"reason": reason}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.reason) in {("pending", ""), ("declined", reason)}


def test_what_was_decided_already_is_said_and_nothing_is_done():
    found = proposed(a_person("An Maes", city="Gent"), "Gent", "Aalst")
    assert found is not None
    browser = visitor(MANAGER)
    browser.post(f"/proposals/{found.pk}/refusal/")

    page = browser.post(f"/proposals/{found.pk}/acceptance/", follow=True).content.decode()

    assert "was decided already" in page
    assert Contact.objects.get().city == "Gent"


def test_the_list_shows_all_that_waits_and_the_navigation_counts_it():
    proposed(a_person("An Maes", city="Gent"), "Gent", "Aalst")
    removal_of(a_person("Bea"))
    proposed_new("Claes")

    page = visitor(MANAGER).get("/proposals/").content.decode()

    assert page.count('class="row-link"') == 3
    assert '<span class="waiting">3</span>' in page
    assert 'class="waiting"' not in visitor(READER).get("/proposals/").content.decode()


def test_the_list_names_the_card_as_it_is_now():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")
    kept = a_person("Anna Maes")
    merge(contact=kept, duplicates=[Duplicate(person)], by=EDITOR)

    page = visitor(MANAGER).get("/proposals/").text

    assert f"{kept}</a>" in page
    assert str(person) not in page


def test_a_new_card_and_a_removal_have_pages_of_their_own():
    removal, new = removal_of(a_person("Bea")), proposed_new("Claes")
    assert removal is not None
    assert new is not None
    browser = visitor(MANAGER)

    assert "Wants this contact removed." in browser.get(f"/proposals/{removal.pk}/").content.decode()
    assert "09 111" in browser.get(f"/proposals/{new.pk}/").content.decode()


@pytest.mark.parametrize("ref", ["0", "999", "9" * 30])
def test_one_that_is_not_there_is_not_found(ref):
    assert visitor(MANAGER).get(f"/proposals/{ref}/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many():
    proposed_new("Aerts", name="a.vcf")
    browser, names = visitor(MANAGER), iter("bcdefgh")

    assert_same_queries(
        lambda: browser.get("/proposals/"), lambda: proposed_new("Claes", name=f"{next(names)}.vcf")
    )


def test_the_palette_offers_to_accept_on_the_card():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")

    found = visitor(MANAGER).get("/palette/", {"q": "accept", "contact": person.number}).content.decode()

    assert "Accept the proposal from a phone" in found
