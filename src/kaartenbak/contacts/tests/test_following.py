"""What a person shares with his company, and what he keeps."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.channels import add_channel, make_main
from kaartenbak.contacts.ops.people import follow
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.refusals import Refused, Stale
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def again(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def test_people_follow_the_company_when_it_moves_and_come_back_when_that_is_undone():
    company = a_company(street="Korenmarkt 1", postcode="9000", city="Gent")
    follower = a_person("An Claes", company=company)
    own = a_person("Jan Claes", company=company, street="Thuisstraat 2", postcode="9050", city="Ledeberg")

    change_contact(contact=company, values={"street": "Vrijdagmarkt 3"}, by=EDITOR)

    assert (again(follower).street, again(own).street) == ("Vrijdagmarkt 3", "Thuisstraat 2")

    undo(entry=Operation.objects.latest("id"), by=MANAGER)

    assert (again(company).street, again(follower).street, again(own).street) == (
        "Korenmarkt 1", "Korenmarkt 1", "Thuisstraat 2",
    )  # fmt: skip


def test_a_field_typed_by_hand_follows_no_more_until_one_says_so():
    company = a_company(street="Korenmarkt 1", postcode="9000", city="Gent", phone="09 1")
    person = a_person(company=company)
    change_contact(contact=person, values={"street": "Thuisstraat 2"}, by=EDITOR)
    change_contact(contact=company, values={"street": "Vrijdagmarkt 3"}, by=EDITOR)
    assert again(person).street == "Thuisstraat 2"

    follow(contact=person, groups=["address"], by=EDITOR)

    assert again(person).street == "Vrijdagmarkt 3"


def test_another_main_phone_of_the_company_reaches_who_follows_it():
    company = a_company(phone="09 111 11 11")
    person = a_person(company=company)
    second = add_channel(contact=company, kind="phone", value="09 222 22 22", by=EDITOR)

    make_main(channel=second, by=EDITOR)

    assert [c.value for c in again(person).channels.all()] == ["09 222 22 22"]


def test_a_new_name_of_the_company_stands_on_its_people():
    company = a_company("Oud")
    person = a_person(company=company)

    change_contact(contact=company, values={"name": "Nieuw"}, by=EDITOR)

    assert again(person).company_name == "Nieuw"
    assert again(person).list_key.startswith("nieuw\x01")


def test_the_second_of_two_who_edit_one_card_is_told():
    company = a_company()
    change_contact(contact=company, values={"city": "Gent"}, version=company.version, by=EDITOR)

    with pytest.raises(Stale):
        change_contact(contact=company, values={"city": "Aalst"}, version=company.version, by=EDITOR)

    assert (again(company).city, again(company).version) == ("Gent", 2)


def test_deleting_a_company_takes_its_people_along_and_undo_brings_all_back():
    company = a_company(phone="09 111 11 11")
    person = a_person(company=company)

    delete_contact(contact=company, by=EDITOR)
    assert Contact.objects.count() == 0

    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert again(person).company == company
    assert [c.value for c in again(person).channels.all()] == ["09 111 11 11"]


def test_deleting_a_company_can_leave_its_people_independent():
    company = a_company(street="Korenmarkt 1")
    person = a_person(company=company)

    delete_contact(contact=company, people="keep", by=EDITOR)

    assert (again(person).company, again(person).company_name, again(person).street) == (
        None,
        "",
        "Korenmarkt 1",
    )


def test_a_card_with_people_cannot_become_a_person():
    company = a_company()
    a_person(company=company)

    with pytest.raises(Refused) as refusal:
        change_contact(contact=company, values={"kind": "person"}, by=EDITOR)

    assert refusal.value.key == "type.has_people"
    assert again(company).kind == "company"
