"""Taking changes of cards back while life went on."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def changed(contact: Contact, **values: object) -> Operation:
    change_contact(contact=contact, values=values, by=EDITOR)
    return Operation.objects.latest("id")


def test_who_joined_since_carries_the_name_that_the_company_has_again():
    company = a_company("Oud")
    renaming = changed(company, name="Nieuw")
    person = a_person("An", company=company)
    assert Contact.objects.get(pk=person.pk).company_name == "Nieuw"

    undo(entry=renaming, by=MANAGER)

    person = Contact.objects.get(pk=person.pk)
    assert (person.company_name, person.list_key.split("\x01")[0]) == ("Oud", "oud")


def test_a_company_with_people_does_not_become_the_person_it_was():
    card = a_person("Eva Claes")
    becoming = changed(card, kind="company")
    create_contact(values={"name": "An", "company": card.number}, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        undo(entry=becoming, by=MANAGER)

    assert refusal.value.key == "type.has_people"
    assert Contact.objects.get(pk=card.pk).kind == "company"


def test_what_is_newer_stays_and_the_keys_follow_what_the_card_says():
    person = a_person("An Claes")
    both = changed(person, first_name="Jo", surname="Peeters")
    changed(person, surname="Zwart")

    undo(entry=both, keep_newer=True, by=MANAGER)

    person = Contact.objects.get(pk=person.pk)
    assert (person.first_name, person.surname) == ("An", "Zwart")
    assert person.name_key.startswith("zwart")
