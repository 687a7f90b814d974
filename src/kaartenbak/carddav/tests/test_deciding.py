"""Accepting and declining what programs proposed."""

import pytest

from kaartenbak.carddav.models import Member, Proposal
from kaartenbak.carddav.ops.deciding import accept, decline
from kaartenbak.carddav.ops.proposing import propose
from kaartenbak.carddav.tests.proposing import (
    NEW,
    book_of,
    card_of,
    proposed,
    proposed_new,
    removal_of,
    text_of,
)
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_company, a_person, a_setup, an_address
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import user_of

pytestmark = pytest.mark.django_db


def now(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def channels(contact: Contact) -> list[tuple[str, str]]:
    return list(contact.channels.order_by("kind", "position").values_list("kind", "value"))


def accepted(proposal: Proposal | None) -> Operation:
    assert proposal is not None
    user_of(MANAGER)
    return Operation.objects.get(pk=perform(accept, proposal=proposal, by=MANAGER).operation or 0)


def test_an_accepted_change_is_made_and_the_phone_reads_back_what_it_sent():
    person = a_person("An Maes", city="Gent", phone="09 222 22 22")
    found = proposed(person, "Gent", "Aalst\r\nX-PET:Rex")
    assert found is not None

    accepted(found)

    assert now(person).city == "Aalst"
    book = book_of()
    assert text_of(card_of(person, book)) == found.text
    found.refresh_from_db()
    assert (found.state, found.decided_by_id) == ("accepted", MANAGER.user_id)


def test_what_no_field_is_for_survives_a_later_change_on_the_web():
    person = a_person("An Maes", city="Gent")
    accepted(proposed(person, "END:VCARD", "X-PET:Rex\r\nEND:VCARD"))

    change_contact(contact=now(person), values={"city": "Lier"}, by=EDITOR)

    text = text_of(card_of(person, book_of()))
    assert "X-PET:Rex" in text
    assert "Lier" in text


def test_only_what_the_phone_changed_is_applied():
    person = a_person("An Maes", city="Gent", phone="09 222 22 22")
    found = proposed(person, "Gent", "Aalst")
    change_contact(contact=now(person), values={"phone": "09 444 44 44"}, by=EDITOR)

    accepted(found)

    assert (now(person).city, channels(person)) == ("Aalst", [("phone", "09 444 44 44")])


@pytest.mark.parametrize(
    ("case", "old", "new", "expected"),
    [
        ("changed", "09 222 22 22", "09 333 33 33", [("email", "an@a.be"), ("phone", "09 333 33 33")]),
        ("removed", "EMAIL:an@a.be\r\n", "", [("phone", "09 222 22 22")]),
        (
            "added",
            "EMAIL:an@a.be",
            "EMAIL:an@a.be\r\nEMAIL:an@b.be",
            [("email", "an@a.be"), ("email", "an@b.be"), ("phone", "09 222 22 22")],
        ),
    ],
)
def test_ways_to_reach_somebody_are_changed(case, old, new, expected):
    person = a_person("An Maes", phone="09 222 22 22", email="an@a.be")

    accepted(proposed(person, old, new))

    assert channels(person) == expected, case


def test_a_field_that_the_phone_made_blank_is_blank():
    person = a_person("An Maes", job_title="Boss")

    accepted(proposed(person, "TITLE:Boss\r\n", ""))

    assert now(person).job_title == ""


def test_a_person_gets_the_employer_of_that_name_or_a_new_one():
    company, person = a_company("De Smet"), a_person("An Maes")

    accepted(proposed(person, "END:VCARD", "ORG:De Smet\r\nEND:VCARD"))

    assert now(person).company == company


def test_groups_come_and_go():
    person = a_person("An Maes")
    a_code(MailingGroup, "SPRING")
    assign(contact=person, code=a_code(MailingGroup, "XMAS"), by=EDITOR)

    accepted(proposed(person, "XMAS", "SPRING"))

    codes = MailingGroup.objects.filter(assignments__contact=person).values_list("code", flat=True)
    assert list(codes) == ["SPRING"]


def test_notes_come_and_go():
    person = a_person("An Maes")
    add_comment(contact=person, text="Calls back", by=EDITOR)

    accepted(proposed(person, "Calls back", "Wants tea"))

    assert list(person.comments.values_list("text", flat=True)) == ["Wants tea"]


def test_an_alternative_address_that_the_phone_removed_goes():
    person = a_person("An Maes", city="Gent")
    an_address(person, "HOME", street="Dorp 1", city="Lier")
    text = text_of(card_of(person, book_of()))
    line = next(line for line in text.split("\r\n") if "Lier" in line)

    accepted(proposed(person, f"{line}\r\n", ""))

    assert person.alternative_addresses.count() == 0


def test_an_accepted_new_card_is_a_contact_in_the_book_under_its_name():
    a_setup()
    found = proposed_new("Maes")
    assert found is not None

    accepted(found)

    contact = Contact.objects.get()
    assert (contact.name, contact.surname, channels(contact)) == ("An Maes", "Maes", [("phone", "09 111")])
    assert Member.objects.get().name == "new.vcf"
    assert contact.comments.count() == 0


def test_a_new_card_in_the_book_of_a_group_joins_the_group():
    a_setup()
    group = a_code(MailingGroup, "XMAS")
    book = book_of(key=f"group-{group.pk}")
    found = propose(book=book, name="new.vcf", card=None, text=NEW.format(uid="u", surname="Maes"), by=EDITOR)

    accepted(found)

    assert list(book.cards(EDITOR).values_list("name", flat=True)) == ["An Maes"]


def test_a_new_card_of_a_contact_that_is_there_already_brings_that_contact_into_the_book():
    person, group = a_person("An Maes", city="Gent"), a_code(MailingGroup, "XMAS")
    text = text_of(card_of(person, book_of())).replace("Gent", "Aalst")
    propose(book=book_of(key=f"group-{group.pk}"), name="new.vcf", card=None, text=text, by=EDITOR)

    accept(proposal=Proposal.objects.get(), by=MANAGER)

    only = Contact.objects.get()
    assert (only.pk, only.city) == (person.pk, "Aalst")
    assert group.assignments.get().contact_id == person.pk


def test_a_new_card_whose_identifier_came_into_the_book_meanwhile_stays_to_be_decided():
    person = a_person("An Maes")
    text = text_of(card_of(person, book_of()))
    propose(book=book_of(), name="new.vcf", card=None, text=text, by=EDITOR)

    with pytest.raises(Refused) as refused:
        accept(proposal=Proposal.objects.get(), by=MANAGER)

    assert refused.value.key == "books.uid_there"
    assert Proposal.objects.get().state == Proposal.State.PENDING
    assert Contact.objects.count() == 1


def test_an_accepted_removal_deletes_the_contact_and_undo_brings_it_back():
    person = a_person("An Maes")
    operation = accepted(removal_of(person))
    assert Contact.objects.count() == 0

    undo(entry=operation, by=MANAGER)

    assert now(person).name == "An Maes"
    assert Proposal.objects.get().state == "pending"


def test_undo_of_an_accepted_change_makes_it_wait_again():
    person = a_person("An Maes", city="Gent")
    operation = accepted(proposed(person, "Gent", "Aalst"))

    undo(entry=operation, by=MANAGER)

    assert now(person).city == "Gent"
    assert Proposal.objects.get().state == "pending"


def test_a_declined_change_leaves_the_register_as_it_is():
    person = a_person("An Maes", city="Gent")
    found = proposed(person, "Gent", "Aalst")
    assert found is not None

    decline(proposal=found, reason="She did not move", by=MANAGER)

    found.refresh_from_db()
    assert (found.state, found.reason, now(person).city) == ("declined", "She did not move", "Gent")


@pytest.mark.parametrize("op", [accept, decline])
def test_it_is_decided_once(op):
    found = proposed(a_person("An Maes", city="Gent"), "Gent", "Aalst")
    assert found is not None
    decline(proposal=found, by=MANAGER)

    with pytest.raises(Refused) as refusal:
        op(proposal=found, by=EDITOR)

    assert refusal.value.key == "proposals.decided"


@pytest.mark.parametrize("op", [accept, decline])
def test_who_may_not_change_contacts_decides_nothing(op):
    person = a_person("An Maes", city="Gent")
    found = proposed(person, "Gent", "Aalst", by=READER)
    assert found is not None

    with pytest.raises(NotAllowed):
        op(proposal=found, by=READER)

    assert (now(person).city, Proposal.objects.get().state) == ("Gent", "pending")


def test_what_a_rule_refuses_stays_to_be_decided():
    person = a_person("An Maes", email="an@a.be", city="Gent")
    found = proposed(person, "Gent", "G" * 400)

    with pytest.raises(Refused):
        accepted(found)

    assert (now(person).city, Proposal.objects.get().state) == ("Gent", "pending")
