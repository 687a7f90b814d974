"""Making one card of several."""

from datetime import date
from typing import Any

import pytest

from kaartenbak.classification.models import BusinessRelation, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.contacts.ops.channels import add_channel
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.refusals import Moved, NotAllowed, Refused, Stale
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.duplicates.rules.merging import Choice, Settled
from kaartenbak.testing.builders import a_code, a_company, a_person, an_address
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def merged(contact: Contact, *others: Contact, **choice: Any) -> Contact:
    """The survivor after a merge; `choice` holds for every duplicate."""
    if "take" in choice:
        choice["take"] = frozenset(choice["take"])
    duplicates = [Duplicate(other, Choice(**choice)) for other in others]
    return merge(contact=contact, duplicates=duplicates, by=EDITOR)


def refused(contact: Contact, *others: Contact, **choice: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        merged(contact, *others, **choice)
    assert Contact.objects.filter(pk__in=[contact.pk, *(other.pk for other in others)]).count() > 0
    return refusal.value


def channels(contact: Contact) -> list[tuple[str, int, str]]:
    return [(each.kind, each.position, each.value) for each in queries.channels_of(contact)]


def test_the_survivor_keeps_its_own_and_takes_what_was_chosen():
    kept, other = a_company("Bakkerij De Smet", city="Gent"), a_company("De Smet bv", city="Aalst")

    found = merged(kept, other, take={"city"})

    assert (found.pk, found.uid, found.number) == (kept.pk, kept.uid, kept.number)
    assert (found.name, found.city) == ("Bakkerij De Smet", "Aalst")
    assert not Contact.objects.filter(pk=other.pk).exists()


def test_a_persons_name_is_taken_with_its_parts():
    kept, other = a_person("A. Claes"), a_person("An Maria Claes")

    found = merged(kept, other, take={"name", "first_name", "middle_name", "surname"})

    assert (found.name, found.first_name, found.middle_name) == ("An Maria Claes", "An", "Maria")


def test_ways_to_reach_somebody_are_united_and_each_stays_once():
    kept = a_company("A", phone="+32 9 111 11 11", email="a@a.example")
    other = a_company("B", phone="+32 9 222 22 22", email="A@a.example")
    add_channel(contact=other, kind="phone", value="+32 9 111 1111", by=EDITOR)

    found = merged(kept, other)

    assert channels(found) == [
        ("email", 1, "a@a.example"),
        ("phone", 1, "+32 9 111 11 11"),
        ("phone", 2, "+32 9 222 22 22"),
    ]


def test_a_taken_phone_becomes_the_main_one():
    kept, other = a_company("A", phone="+32 9 111 11 11"), a_company("B", phone="+32 9 222 22 22")

    found = merged(kept, other, take={"phone"})

    assert channels(found) == [("phone", 1, "+32 9 222 22 22"), ("phone", 2, "+32 9 111 11 11")]


def test_comments_and_groups_move_along_and_the_same_group_stays_once():
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        assign(contact=card, code=a_code(MailingGroup, "XMAS"), by=EDITOR)
    assign(contact=other, code=a_code(MailingGroup, "GIFT"), by=EDITOR)
    add_comment(contact=other, text="Called", by=EDITOR)

    found = merged(kept, other)

    assert sorted(found.mailing_groups.values_list("code__code", flat=True)) == ["GIFT", "XMAS"]
    assert [each.text for each in found.comments.all()] == ["Called"]


def test_people_move_along_and_take_what_they_followed():
    kept = a_company("A", street="Kerkstraat 1", city="Gent")
    other = a_company("B", street="Dorp 2", city="Aalst")
    person, own = a_person("An", company=other), a_person("Bo", company=other, street="Thuis 3", city="Lier")

    merged(kept, other)

    person, own = Contact.objects.get(pk=person.pk), Contact.objects.get(pk=own.pk)
    assert (person.company, person.company_name, person.street) == (kept, "A", "Kerkstraat 1")
    assert "address" in person.follows
    assert (own.company, own.street, "address" in own.follows) == (kept, "Thuis 3", False)


def test_the_summary_of_relations_is_made_anew():
    kept, other = a_company("A"), a_company("B")
    assign(contact=other, code=a_code(BusinessRelation, "PROSPECT"), by=EDITOR)

    assert merged(kept, other).business_relation == "other"


def test_the_same_search_word_is_no_conflict_and_another_is_one():
    kept, other = a_company("A"), a_company("B")
    for card, word in ((kept, "smet"), (other, "de smet")):
        assign(contact=card, code=a_code(WebSource, "WEB", url="https://x/%1"), search_word=word, by=EDITOR)

    refusal = refused(kept, other)
    assert (refusal.key, refusal.facts["count"]) == ("merge.conflicts", 1)
    assert refusal.facts["conflicts"] == [{"table": "web_sources", "key": "WEB"}]

    found = merged(kept, other, resolve={"web_sources": {"WEB": Settled(take=("search_word",))}})
    assert [each.search_word for each in found.web_sources.all()] == ["de smet"]


def two_with_addresses() -> tuple[Contact, Contact]:
    kept, other = a_company("A"), a_company("B")
    an_address(kept, "SUMMER", street="Zee 1", starts=JUNE)
    an_address(other, "SUMMER", street="Duin 2", phone="09 222 22 22", starts=JULY)
    return kept, other


def test_an_address_with_the_same_code_stops_the_merge():
    kept, other = two_with_addresses()

    refusal = refused(kept, other)

    assert refusal.facts["conflicts"] == [{"table": "alternative_addresses", "key": "SUMMER"}]
    assert other.alternative_addresses.count() == 1


def test_the_address_that_gives_way_leaves_its_periods_and_the_picked_fields():
    kept, other = two_with_addresses()

    resolve = {"alternative_addresses": {"SUMMER": Settled(take=("phone",))}}
    found = merged(kept, other, resolve=resolve)

    address = found.alternative_addresses.get()
    assert (address.street, address.phone) == ("Zee 1", "09 222 22 22")
    assert list(address.ranges.values_list("starts", flat=True)) == [JUNE, JULY]


def test_an_address_can_get_another_code():
    kept, other = two_with_addresses()

    found = merged(kept, other, resolve={"alternative_addresses": {"SUMMER": Settled(rename="sea")}})

    assert list(found.alternative_addresses.values_list("code", "street")) == [
        ("SEA", "Duin 2"),
        ("SUMMER", "Zee 1"),
    ]


def test_a_new_code_that_the_survivor_has_as_well_is_a_conflict_again():
    kept, other = two_with_addresses()
    an_address(kept, "SEA")

    refusal = refused(kept, other, resolve={"alternative_addresses": {"SUMMER": Settled(rename="SEA")}})

    assert refusal.facts["conflicts"] == [{"table": "alternative_addresses", "key": "SEA"}]
    assert other.alternative_addresses.get().code == "SUMMER"


def test_two_periods_that_start_on_one_day_are_settled_by_another_day():
    kept, other = a_company("A"), a_company("B")
    an_address(kept, "SEA", starts=JUNE)
    an_address(other, "FAIR", starts=JUNE)

    assert refused(kept, other).facts["conflicts"] == [{"table": "address_ranges", "key": "2026-06-01"}]
    found = merged(kept, other, resolve={"address_ranges": {"2026-06-01": Settled(rename="2026-07-01")}})

    assert list(AddressRange.objects.filter(contact=found).values_list("address__code", "starts")) == [
        ("SEA", JUNE),
        ("FAIR", JULY),
    ]


@pytest.mark.parametrize(
    ("case", "resolve", "key"),
    [
        ("no such table", {"nonsense": {"SUMMER": Settled()}}, "merge.no_such_conflict"),
        ("no such key", {"alternative_addresses": {"X": Settled()}}, "merge.no_such_conflict"),
        ("no such field", {"alternative_addresses": {"SUMMER": Settled(take=("x",))}}, "field.unknown"),
        (
            "a code too long",
            {"alternative_addresses": {"SUMMER": Settled(rename="X" * 20)}},
            "value.too_long",
        ),
    ],
)
def test_a_settling_that_means_nothing_is_refused(case, resolve, key):
    kept, other = two_with_addresses()

    assert refused(kept, other, resolve=resolve).key == key, case
    assert Contact.objects.filter(pk=other.pk).exists()


def test_what_is_left_behind_goes_with_the_duplicate():
    kept, other = a_company("A"), a_company("B", phone="+32 9 222 22 22")
    address = an_address(other, "SUMMER", starts=JUNE)
    phone = queries.channels_of(other)[0]

    leave = {"channels": frozenset({phone.pk}), "alternative_addresses": frozenset({address.pk})}
    found = merged(kept, other, leave=leave)

    assert (channels(found), found.alternative_addresses.count()) == ([], 0)


def test_five_cards_become_one_and_a_sixth_is_refused():
    first, *rest = [a_company(name, phone=f"+32 9 111 11 1{place}") for place, name in enumerate("ABCDEF")]

    assert refused(first, *rest).key == "merge.too_many"
    found = merged(first, *rest[:4])

    assert [position for _kind, position, _value in channels(found)] == [1, 2, 3, 4, 5]
    assert [each.name for each in queries.former_cards(found)] == ["B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("case", "other", "key"),
    [("itself", lambda card: card, "merge.same"), ("a person", lambda card: a_person(), "merge.other_type")],
)
def test_what_cannot_be_one_card_is_refused(case, other, key):
    card = a_company()
    assert refused(card, other(card)).key == key, case


def test_a_card_that_is_gone_is_not_found():
    first, second, third = a_company("A"), a_company("B"), a_company("C")
    merged(first, second)

    assert refused(third, second).key == "merge.not_found"


def test_a_card_that_changed_meanwhile_is_stale():
    kept, other = a_company("A"), a_company("B")
    add_channel(contact=other, kind="phone", value="+32 9 222 22 22", by=EDITOR)

    with pytest.raises(Stale):
        merge(contact=kept, duplicates=[Duplicate(other, version=other.version)], by=EDITOR)
    assert Contact.objects.filter(pk=other.pk).exists()


def test_a_reader_may_not_merge():
    kept, other = a_company("A"), a_company("B")

    with pytest.raises(NotAllowed):
        merge(contact=kept, duplicates=[Duplicate(other)], by=READER)


def test_a_block_for_privacy_outlives_the_merge():
    kept, other = a_person("An"), a_person("An", privacy_blocked=True)

    assert merged(kept, other).privacy_blocked


def test_the_old_number_and_uid_lead_to_the_last_survivor():
    first, second, third = a_company("A"), a_company("B"), a_company("C")
    merged(second, third)
    merged(first, second)

    for ref in (third.number, str(third.uid), second.number.lower()):
        with pytest.raises(Moved) as moved:
            queries.by_ref(ref, by=READER)
        assert moved.value.facts["number"] == first.number


def test_a_person_gets_the_surviving_company_by_the_old_number():
    kept, other = a_company("A"), a_company("B")
    merged(kept, other)

    person = create_contact(values={"name": "An", "company": other.number}, by=EDITOR)

    assert person.company == kept


def test_the_number_of_a_merged_card_is_never_given_again():
    kept, other = a_company("A"), a_company("B", number="CT000003")
    merged(kept, other)

    assert [a_company(name).number for name in "XY"] == ["CT000002", "CT000004"]
    with pytest.raises(Refused) as refusal:
        create_contact(values={"name": "C", "number": "CT000003"}, by=EDITOR)
    assert refusal.value.key == "number.exists"
