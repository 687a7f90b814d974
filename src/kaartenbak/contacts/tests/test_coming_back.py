"""Taking changes of cards back while life went on."""

import pytest

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.channels import add_channel
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.models import Operation
from kaartenbak.history.tests.cards import done, make_cards, new_card, run
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.queries import queries_of

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


def test_the_channel_that_came_second_takes_the_place_of_one_that_is_undone():
    company = a_company("Peeters", phone="09 1", website="https://peeters.be")
    first = changed(company, mobile="0470 11 22 33")
    for value in ("0471 11 22 33", "0472 11 22 33"):
        add_channel(contact=company, kind="mobile", value=value, by=EDITOR)

    undo(entry=first, by=MANAGER)

    assert list(company.channels.values_list("kind", "position", "value")) == [
        ("mobile", 1, "0471 11 22 33"),
        ("mobile", 2, "0472 11 22 33"),
        ("phone", 1, "09 1"),
        ("website", 1, "https://peeters.be"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_main_channels_of_many_cards_are_looked_at_in_as_few_queries_as_those_of_one(count):
    cards = [new_card() for _ in range(count)]
    done(make_cards, cards=cards, by=EDITOR)
    phones = [Channel(contact=card, kind="phone", value="1") for card in cards]
    added = done(run, body=lambda: store.create_many(Channel, phones), by=EDITOR)

    asked = queries_of(lambda: undo(entry=added, by=MANAGER))

    looks = [
        each for each in asked if each.startswith("SELECT") and '"position" FROM "contacts_channel"' in each
    ]
    assert (len(looks), Channel.objects.count()) == (2, 0)
