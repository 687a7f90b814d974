"""Addresses that lead to no card: deleted ones, and a person where a company belongs."""

import pytest

from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def test_the_address_of_a_deleted_card_tells_who_deleted_it():
    card = a_company("Bakkerij Peeters")
    delete_contact(contact=card, by=EDITOR)
    answer = visitor(EDITOR).get(f"/contacts/{card.number}/")
    assert answer.status_code == 404
    assert f"Deleted by {EDITOR.name}" in answer.text
    assert "/undo/" in answer.text


def test_a_reader_is_not_offered_the_undo():
    card = a_company("Bakkerij Peeters")
    delete_contact(contact=card, by=EDITOR)
    assert "/undo/" not in visitor(READER).get(f"/contacts/{card.number}/").text


def test_a_number_that_never_was_is_not_found():
    assert "There is no contact" in visitor(EDITOR).get("/contacts/CX404/").text


def test_a_person_is_not_filled_in_as_the_company():
    person = a_person("An Claes")
    assert (
        f'value="{person.number}"'
        not in visitor(EDITOR).get(f"/contacts/new/person/?company={person.number}").text
    )


def test_a_refusal_names_the_permission_in_words():
    answer = visitor(READER).get("/contacts/new/company/").text
    assert "Add and change contacts" in answer
    assert "contacts.change" not in answer
