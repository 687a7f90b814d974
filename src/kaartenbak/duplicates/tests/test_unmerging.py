"""Taking a merge back, at once or after life went on."""

from datetime import date
from typing import Any

import pytest

from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.channels import add_channel, change_channel
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.duplicates.rules.merging import Choice, Settled
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.tests.cards import dump
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_company, a_person, an_address
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def merging(contact: Contact, other: Contact, **choice: Any) -> Operation:
    """The operation that made one card of two."""
    duplicates = [Duplicate(other, Choice(**choice))]
    return entry(perform(merge, contact=contact, duplicates=duplicates, by=EDITOR).operation)


def entry(number: int | None) -> Operation:
    return Operation.objects.get(pk=number or 0)


def unmerge(operation: Operation, **how: Any) -> Operation:
    return entry(perform(undo, entry=entry(operation.pk), by=MANAGER, **how).operation)


def phones(contact: Contact) -> list[tuple[int, str]]:
    return [(each.position, each.value) for each in queries.channels_of(contact) if each.kind == "phone"]


def now(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def two_full_cards() -> tuple[Contact, Contact]:
    """Two companies with something of everything."""
    kept = a_company("A", phone="+32 9 111 11 11", street="Kerkstraat 1", city="Gent")
    other = a_company("B", phone="+32 9 222 22 22", email="b@b.example", street="Dorp 2", city="Aalst")
    for card in (kept, other):
        assign(contact=card, code=a_code(MailingGroup, "XMAS"), by=EDITOR)
        an_address(card, "SUMMER", street=card.name, starts=date(2026, 6, card.pk % 20 + 1))
        a_person(f"An van {card.name}", company=card)
    add_comment(contact=other, text="Called", by=EDITOR)
    return kept, other


def settled() -> dict[str, Any]:
    resolve = {"alternative_addresses": {"SUMMER": Settled(take=("street",))}}
    return {"take": frozenset({"phone", "city"}), "resolve": resolve}


def test_taken_back_at_once_both_cards_are_what_they_were():
    kept, other = two_full_cards()
    before = dump()
    operation = merging(kept, other, **settled())
    after = dump()

    back = unmerge(operation)
    assert dump() == before
    assert queries.by_ref(other.number, by=EDITOR).pk == other.pk

    unmerge(back)
    assert dump() == after


def test_what_was_added_since_stays_with_the_survivor():
    kept, other = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    operation = merging(kept, other)
    add_channel(contact=now(kept), kind="phone", value="+32 9 333 33 33", by=EDITOR)
    add_comment(contact=now(kept), text="Later", by=EDITOR)

    unmerge(operation)

    assert (phones(kept), phones(other)) == ([(1, "+32 9 333 33 33")], [(1, "+32 9 222 22 22")])
    assert [each.text for each in kept.comments.all()] == ["Later"]


def test_a_number_edited_since_goes_back_with_its_card():
    kept, other = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    operation = merging(kept, other)
    change_channel(channel=kept.channels.get(), value="+32 9 222 22 99", by=EDITOR)

    unmerge(operation)

    assert (phones(kept), phones(other)) == ([], [(1, "+32 9 222 22 99")])


def test_a_field_changed_since_is_listed_and_stays_when_asked():
    kept, other = a_company("A", city="Gent"), a_company("B", city="Aalst")
    operation = merging(kept, other, take=frozenset({"city"}))
    change_contact(contact=now(kept), values={"city": "Lier"}, by=EDITOR)
    change_contact(contact=now(kept), values={"name": "A en B"}, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        unmerge(operation)
    listed = refusal.value.facts["conflicts"]
    assert [(each.field, each.then, each.now) for each in listed] == [("city", "Aalst", "Lier")]

    unmerge(operation, keep_newer=True)
    assert (now(kept).name, now(kept).city, now(other).city) == ("A en B", "Lier", "Aalst")


def test_people_go_back_though_the_survivor_has_another_name_since():
    kept, other = a_company("A"), a_company("B")
    person = a_person("An", company=other)
    operation = merging(kept, other)
    change_contact(contact=now(kept), values={"name": "Zeta"}, by=EDITOR)

    unmerge(operation)

    person = now(person)
    assert (person.company, person.company_name, person.list_key[:1]) == (other, "B", "b")


def test_people_who_went_on_following_the_survivor_follow_their_own_company_again():
    kept, other = (
        a_company("A", phone="+32 9 111 11 11"),
        a_company("B", phone="+32 9 222 22 22", city="Aalst"),
    )
    person = a_person("An", company=other)
    operation = merging(kept, other)
    change_contact(contact=now(kept), values={"phone": "+32 9 333 33 33", "city": "Lier"}, by=EDITOR)

    unmerge(operation, keep_newer=True)

    assert (phones(person), now(person).city) == ([(1, "+32 9 222 22 22")], "Aalst")
    assert (phones(kept), now(kept).city) == ([(1, "+32 9 333 33 33")], "Lier")


def test_a_merge_before_another_merge_can_be_taken_back_by_itself():
    first, second = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    third = a_company("C", phone="+32 9 333 33 33")
    earlier = merging(second, third)
    merging(first, now(second))

    unmerge(earlier)

    assert (phones(first), phones(third)) == ([(1, "+32 9 222 22 22")], [(1, "+32 9 333 33 33")])
    assert [each.number for each in queries.former_cards(first)] == [second.number]


def test_after_the_survivor_was_deleted_its_deletion_is_undone_first():
    kept, other = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    before = dump()
    operation = merging(kept, other)
    deletion = entry(perform(delete_contact, contact=now(kept), by=EDITOR).operation)

    with pytest.raises(Refused) as refusal:
        unmerge(operation)
    assert refusal.value.key == "undo.conflicts"
    with pytest.raises(Refused) as refusal:
        unmerge(operation, keep_newer=True)
    assert refusal.value.key == "merge.survivor_gone"

    unmerge(deletion)
    unmerge(operation)
    assert dump() == before


def test_what_was_added_before_the_merge_can_still_be_taken_back():
    kept, other = a_company("A"), a_company("B")
    added = perform(add_channel, contact=other, kind="phone", value="+32 9 222 22 22", by=EDITOR)
    merging(kept, now(other))

    unmerge(entry(added.operation))

    assert phones(kept) == []
