"""What the palette offers, through the page it asks."""

import re

import pytest

from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.search import opened
from kaartenbak.search.ops.saving import save_view
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR, OUTSIDER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries
from kaartenbak.web import palette
from kaartenbak.web.palette import Asked

pytestmark = pytest.mark.django_db


def offered(who, **asked):
    """What is offered, by heading."""
    answer = visitor(who).get("/palette/", asked)
    assert answer.status_code == 200
    groups = re.split(r'class="heading"[^>]*>', answer.content.decode())[1:]
    labels = {each.split("<", 1)[0]: re.findall(r'class="label">(.*?)</span>', each) for each in groups}
    return {heading: [re.sub("</?mark>", "", label) for label in found] for heading, found in labels.items()}


def test_without_a_card_it_leads_to_pages_and_new_contacts():
    a_setup()

    found = offered(EDITOR)

    assert list(found) == ["Make", "Go to"]
    assert found["Make"] == ["New person", "New company", "Quick entry"]
    assert {"Contacts", "What happened", "Setup", "Your profile", "Tokens", "Keys"} <= {*found["Go to"]}


def test_a_reader_is_offered_nothing_that_changes():
    card = a_company("Zeta")

    assert offered(READER, contact=card.number)["This card"] == ["Whole history"]
    assert "Make" not in offered(READER)
    assert offered(READER, q="users") == {}
    assert offered(ADMIN, q="users")["Go to"] == ["Users"]


def test_who_may_see_no_contacts_finds_none():
    card = a_company("Zeta")

    assert palette.offered(Asked(OUTSIDER, "zeta")) == []
    assert {"This card", "Recent"}.isdisjoint(
        str(each) for each, _ in palette.offered(Asked(OUTSIDER, "", card.number))
    )


def test_contacts_opened_lately_and_what_was_used_come_first():
    opened.note(EDITOR, a_company("Alfa"))
    opened.note(EDITOR, a_person("Bo Claes"))
    present = a_company("Zeta")
    opened.note(EDITOR, present)

    found = offered(EDITOR, contact=present.number, used=["add-mailing-groups", "nonsense"])

    assert next(iter(found)) == "Recent"
    assert found["Recent"] == ["Add a mailing group", "Bo Claes", "Alfa"]
    assert "Add a mailing group" not in found["This card"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("edit vat", ["Edit VAT number"]),
        ("VAT", ["Edit VAT number"]),
        ("mailing", ["Add a mailing group"]),
        ("history", ["Whole history"]),
        ("job title", []),
    ],
)
def test_what_is_done_with_a_card_is_found_by_its_words(typed, found):
    card = a_company("Zeta")

    assert offered(EDITOR, contact=card.number, q=typed).get("This card", []) == found


def test_the_tables_of_the_setup_are_found():
    assert offered(READER, q="territ")["Go to"] == ["Territories"]
    assert offered(READER, q="setup postc")["Go to"] == ["Postcodes"]


def test_a_contact_is_found_in_spite_of_a_typing_error():
    a_person("An Zeeman", company=a_company("Zeta"))

    assert offered(READER, q="zeemna")["Contacts"] == ["An Zeeman"]


def test_the_last_thing_the_reader_did_can_be_undone():
    card = a_company("Zeta")
    change_contact(contact=card, values={"name": "Eta"}, by=EDITOR)

    assert offered(EDITOR, q="undo") == {"Recent": ["Undo: Changed CT000001 Zeta"]}
    assert offered(READER, q="undo") == {}


@pytest.mark.parametrize(
    "asked", [{"q": "\0"}, {"q": "<script>" * 100}, {"contact": "\0'"}, {"contact": "CT9"}]
)
def test_nonsense_finds_nothing_of_a_card(asked):
    a_setup()

    assert "This card" not in offered(EDITOR, **asked)


def test_it_costs_the_same_however_much_was_opened():
    card = a_company("Zeta")
    client = visitor(EDITOR)

    def open_another():
        opened.note(EDITOR, a_person(company=card))

    assert_same_queries(lambda: client.get("/palette/", {"contact": card.number}), open_another)


def test_views_are_places_to_go_to():
    save_view(name="Bakers of Ghent", shared=True, by=EDITOR)
    save_view(name="Bakers I know", by=EDITOR)

    assert offered(READER, q="bakers")["Go to"] == ["Bakers of Ghent"]
    assert offered(READER, q="my cont")["Go to"] == ["My contacts"]
