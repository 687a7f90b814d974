"""Finding a card by what it said once."""

from urllib.parse import quote

import pytest

from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.search import index
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db


def hits(text: str) -> list[tuple[str, str, str, bool]]:
    """The cards that are found, each with the field, its text and whether that is past."""
    found = api(READER).get(f"/search?q={quote(text)}").body["items"]
    return [(each["name"], *(each["hit"][name] for name in ("field", "text", "formerly"))) for each in found]


@pytest.mark.parametrize(
    ("field", "before", "after", "text"),
    [
        ("name", "An Wouters", "An Claes", "wouters"),
        ("phone", "016 23 01 89", "016 23 01 90", "016/23.01.89"),
        ("email", "an@oud.example", "an@nieuw.example", "an@oud.example"),
        ("number", "OUD77", "NIEUW77", "oud77"),
    ],
)
def test_a_card_is_found_by_what_it_said_before(field, before, after, text):
    person = a_person(**{"name": "An Claes", field: before})
    change_contact(contact=person, values={field: after}, by=EDITOR)

    now = "An Claes"
    assert hits(text) == [(now, field, before, True)]


def test_a_person_is_found_by_a_former_employer():
    person = a_person("An Claes", company=a_company("Drukkerij Maes"))
    change_contact(contact=person, values={"company": a_company("Garage Peeters")}, by=EDITOR)

    found = hits("claes maes")

    assert found == [("An Claes", "company_name", "Drukkerij Maes", True)]


def test_what_a_card_says_now_comes_before_what_another_said():
    change_contact(contact=a_person("An Wouters"), values={"name": "An Claes"}, by=EDITOR)
    a_person("Bo Wouters")

    assert [name for name, *_ in hits("wouters")] == ["Bo Wouters", "An Claes"]


def test_what_was_undone_is_no_former_value():
    person = a_person("An Claes")
    change_contact(contact=person, values={"name": "An Vergissing"}, by=EDITOR)
    undo(entry=Operation.objects.latest("id"), by=MANAGER)

    assert (hits("vergissing"), index.wrong()) == ([], [])

    undo(entry=Operation.objects.filter(undoes__isnull=False).latest("id"), by=MANAGER)
    assert hits("claes") == [("An Vergissing", "name", "An Claes", True)]
    assert index.wrong() == []


def test_a_card_that_was_deleted_is_found_no_more():
    company = a_company("Oud")
    change_contact(contact=company, values={"name": "Nieuw"}, by=EDITOR)
    delete_contact(contact=company, by=SYSTEM)

    assert (hits("oud"), hits("nieuw")) == ([], [])


def test_the_list_and_the_suggestions_say_formerly():
    change_contact(contact=a_person("An Wouters"), values={"name": "An Claes"}, by=EDITOR)
    client = visitor(READER)

    for address in ("/", "/suggestions/"):
        page = client.get(address, {"q": "wouters"}).content.decode()
        assert "Name, formerly: An <mark>Wouters</mark>" in page, address
