"""The gate writes what it is told and the history keeps what was before."""

import datetime
import uuid
from contextlib import suppress
from typing import Any

import pytest

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale
from kaartenbak.history import store
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import attempt, perform, title
from kaartenbak.history.registry import tracked
from kaartenbak.history.tests.cards import (
    a_card,
    a_comment,
    a_phone,
    add,
    change,
    change_many,
    done,
    make_cards,
    new_card,
    now,
    remove,
    run,
    versions,
)
from kaartenbak.setup.models import Country, Salesperson
from kaartenbak.testing.cast import ADMIN, EDITOR, READER

pytestmark = pytest.mark.django_db


def changes_of(row):
    return list(Change.objects.filter(model=row._meta.label_lower, row=row.pk).order_by("id"))


def test_a_change_keeps_only_the_former_values_of_what_changed():
    card = a_card(name="De Smet", city="Gent")

    entry = done(change, row=card, name="Desmet", city="Gent", by=EDITOR)

    (kept,) = entry.changes.all()
    assert (kept.action, kept.before, kept.card) == ("U", {"name": "De Smet"}, card.pk)
    assert (entry.kind, entry.actor_name, entry.contacts) == ("history.change", EDITOR.name, 1)


def test_an_operation_that_changes_nothing_leaves_no_entry_and_no_version():
    card = a_card(name="De Smet")

    outcome = perform(change, row=card, name="De Smet", by=EDITOR)

    assert (outcome.result, outcome.operation) == (False, None)
    assert now(card).version == 1


def test_each_operation_on_a_card_or_its_parts_counts_the_version_up_by_one():
    card = a_card()
    phone = a_phone(card)
    change(row=phone, value="1", by=EDITOR)
    change(row=card, name="A", city="B", by=EDITOR)

    assert now(card).version == 4


def test_several_changes_of_a_row_in_one_operation_are_one_change_with_the_first_value_before():
    card = a_card(name="A")

    def twice():
        store.update(card, name="B", city="Gent")
        store.update(card, name="C")

    run(body=twice, by=EDITOR)

    assert changes_of(card)[-1].before == {"name": "A", "city": ""}
    assert now(card).version == 2


def test_a_value_that_returns_within_an_operation_was_never_changed():
    card = a_card(name="A")

    def there_and_back():
        store.update(card, name="B")
        store.update(card, name="A")

    outcome = perform(run, body=there_and_back, by=EDITOR)

    assert (outcome.operation, now(card).version) == (None, 1)


def test_a_row_made_and_removed_in_one_operation_leaves_no_trace():
    card = a_card()

    def come_and_go():
        store.delete(store.create(Comment(contact=card, text="x")))

    assert perform(run, body=come_and_go, by=EDITOR).operation is None


def test_a_row_removed_and_made_again_with_its_key_counts_as_changed():
    card = a_card()
    phone = a_phone(card, "1")

    def again():
        store.delete(phone)
        store.create(Channel(pk=phone.pk, contact=card, kind="phone", value="2"))

    entry = done(run, body=again, by=EDITOR)

    (kept,) = entry.changes.all()
    assert (kept.action, kept.before) == ("U", {"value": "1"})


def test_a_row_that_goes_to_another_card_left_the_one_and_came_to_the_other():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")

    entry = done(change, row=phone, contact=new, by=EDITOR)

    left, came = entry.changes.order_by("id")
    assert (left.action, left.card, left.before["value"]) == ("D", old.pk, "1")
    assert (came.action, came.card, came.before) == ("C", new.pk, None)
    assert (now(old).version, now(new).version, entry.contacts) == (3, 2, 2)


def test_a_list_that_is_changed_in_place_is_seen():
    card = a_card(follows=["address"])

    def grow():
        held = store.lock(card)
        held.follows.append("territory")
        store.update(held, follows=held.follows)

    entry = done(run, body=grow, by=EDITOR)

    assert now(card).follows == ["address", "territory"]
    assert entry.changes.get().before == {"follows": ["address"]}


def test_equal_values_of_another_type_are_no_change():
    card = a_card()
    comment = add(row=Comment(contact=card, text="x", date=datetime.date(2026, 3, 1)), by=EDITOR)

    assert change(row=comment, date="2026-03-01", by=EDITOR) is False
    assert change(row=card, uid=str(card.uid), by=EDITOR) is False


def test_every_sort_of_column_comes_back_from_the_record_as_it_was():
    seller = add(row=Salesperson(code="AB"), by=EDITOR)
    card = a_card(kind="person", follows=["address"], minor=True, salesperson=seller)
    comment = add(row=Comment(contact=card, text="“é😀", date=datetime.date(2026, 3, 1)), by=EDITOR)
    before = [Contact.objects.filter(pk=card.pk).values().get(), Comment.objects.values().get(pk=comment.pk)]

    remove(rows=[comment, card], by=EDITOR)

    kept = Change.objects.filter(action="D").order_by("-model")
    tables = {table.label: table for table in (tracked(Contact), tracked(Comment))}
    assert [tables[each.model].whole(each.before) for each in kept] == before


def test_many_rows_are_made_with_keys_defaults_and_history():
    cards = make_cards(cards=[new_card(follows=["address"]), new_card(minor=True)], by=EDITOR)

    first, second = Contact.objects.filter(pk__in=[card.pk for card in cards]).order_by("pk")
    assert (first.uid, first.follows, first.created_at) == (cards[0].uid, ["address"], cards[0].created_at)
    assert (second.minor, second.follows) == (True, [])
    assert [kept.action for kept in Change.objects.filter(card=second.pk)] == ["C"]


def test_a_card_made_one_by_one_after_many_gets_a_key_of_its_own():
    (made,) = make_cards(cards=[new_card()], by=EDITOR)

    assert a_card().pk > made.pk


def test_rows_given_as_values_get_their_defaults():
    card = a_card()

    def fill():
        return store.create_rows(
            Channel, [{"contact_id": card.pk, "kind": "email", "value": "a@b.be", "normal": "a@b.be"}]
        )

    (key,) = run(body=fill, by=EDITOR)
    channel = Channel.objects.get(pk=key)
    assert (channel.contact, channel.label, channel.position) == (card, "", 1)


def test_many_rows_each_with_values_of_their_own_change_in_one_go():
    cards = [a_card(city="Gent") for _ in range(3)]
    texts = ["A", "it's \\ %s \t\n ; “x”", "C" * 100]
    values: dict[int, dict[str, Any]] = {
        card.pk: {"name": text, "follows": [text], "minor": True}
        for card, text in zip(cards, texts, strict=True)
    }

    entry = done(change_many, model=Contact, values=values, by=EDITOR)

    assert [(now(card).name, now(card).follows, now(card).minor) for card in cards] == [
        (t, [t], True) for t in texts
    ]
    assert entry.changes.count() == 3
    assert entry.changes.earliest("id").before == {"name": "De Smet", "follows": [], "minor": False}


def test_dates_keys_and_nothing_change_in_bulk_too():
    card, other = a_card(), a_card()
    first, second = a_comment(card), add(row=Comment(contact=card, text="y", date="2026-01-02"), by=EDITOR)
    values: dict[int, dict[str, Any]] = {
        first.pk: {"date": datetime.date(2026, 5, 1), "contact": other},
        second.pk: {"date": None, "contact_id": other.pk},
    }

    change_many(model=Comment, values=values, by=EDITOR)

    assert [(c.date, c.contact) for c in (now(first), now(second))] == [
        (datetime.date(2026, 5, 1), other),
        (None, other),
    ]


def test_more_rows_than_a_statement_takes_are_changed_and_removed():
    cards = make_cards(cards=[new_card() for _ in range(1_200)], by=EDITOR)
    entry = done(change_many, model=Contact, values={c.pk: {"city": c.number} for c in cards}, by=EDITOR)

    assert entry.contacts == 1_200
    assert Contact.objects.filter(city="").count() == 0
    run(body=lambda: store.delete_many(Contact.objects.all()), by=EDITOR)
    assert Contact.objects.count() == 0


def test_a_company_and_its_people_go_together_however_many_they_are():
    company = a_card()
    make_cards(cards=[new_card(kind="person", company=company) for _ in range(600)], by=EDITOR)

    run(body=lambda: store.delete_many(Contact.objects.all()), by=EDITOR)

    assert Contact.objects.count() == 0


def test_a_row_that_others_point_at_stays():
    card = a_card()
    a_phone(card)

    with pytest.raises(Refused) as refusal:
        remove(rows=[card], by=EDITOR)

    assert refusal.value.key == "record.in_use"
    assert Contact.objects.filter(pk=card.pk).exists()


def test_a_stale_version_is_refused_and_nothing_changes():
    card = a_card(name="A")
    change(row=card, name="B", by=EDITOR)

    with pytest.raises(Stale) as refusal:
        change(row=card, version=1, name="C", by=EDITOR)

    assert refusal.value.facts == {"read": 1, "present": 2}
    assert now(card).name == "B"


def test_a_row_that_is_gone_is_not_found():
    card = a_card()
    remove(rows=[now(card)], by=EDITOR)

    with pytest.raises(NotFound):
        change(row=card, name="B", by=EDITOR)


def test_who_lacks_the_permission_is_refused():
    with pytest.raises(NotAllowed):
        change(row=a_card(), name="B", by=READER)


def test_writing_outside_an_operation_is_a_mistake():
    with pytest.raises(RuntimeError):
        store.create(new_card())


def test_an_operation_within_another_joins_it():
    def both():
        card = a_card(name="A")
        change(row=card, name="B", by=EDITOR)
        return card

    outcome = perform(run, body=both, by=EDITOR)

    assert Operation.objects.filter(pk__gte=outcome.operation).count() == 1
    assert [kept.action for kept in changes_of(outcome.result)] == ["C"]


def test_the_facts_of_the_outer_operation_stand():
    entry = done(run, body=lambda: make_cards(cards=[new_card()], by=EDITOR), by=EDITOR)

    assert (entry.facts, title(entry)) == ({"count": 1}, "Ran …")


def test_a_part_that_is_refused_after_writing_can_be_left_out():
    card, other = a_card(name="A"), a_card(name="A")

    def one_fails():
        store.update(card, name="B")
        for each in (card, other):
            with suppress(Refused), attempt():
                store.update(each, name="C")
                store.create(Comment(contact=each, text="x"))
                if each is other:
                    raise Refused("value.required")

    entry = done(run, body=one_fails, by=EDITOR)

    assert (now(card).name, now(other).name) == ("C", "A")
    assert sorted((kept.model, kept.card) for kept in entry.changes.all()) == [
        ("contacts.comment", card.pk),
        ("contacts.contact", card.pk),
    ]
    assert entry.changes.get(model="contacts.contact").before == {"name": "A"}


def test_an_operation_that_failed_halfway_inside_another_cannot_be_hushed_up():
    card = a_card(name="A")

    def half():
        store.update(card, name="B")
        raise Refused("value.required")

    def hush():
        with suppress(Refused):
            run(body=half, by=EDITOR)

    with pytest.raises(RuntimeError):
        run(body=hush, by=EDITOR)
    assert now(card).name == "A"


def test_two_cards_with_one_number_are_not_stored():
    card = a_card()

    with pytest.raises(Exception, match=r"(?i)unique"):
        make_cards(cards=[new_card(number=card.number)], by=EDITOR)
    assert list(versions()) == [card.pk]


def test_counters_are_written_but_not_recorded():
    card = a_card()

    assert perform(change, row=card, modified_at=card.created_at, by=EDITOR).operation is None


def test_codes_of_no_card_are_recorded_without_one():
    country = add(row=Country(code="BE", vat_formats=["BE0#########"]), by=ADMIN)
    entry = done(change, row=country, vat_formats=[], by=ADMIN)

    kept = entry.changes.get()
    assert (kept.card, kept.before, entry.contacts) == (None, {"vat_formats": ["BE0#########"]}, 0)


def test_the_record_keeps_identifiers_as_text():
    card = a_card()
    former, fresh = card.uid, uuid.uuid4()

    entry = done(change, row=card, uid=fresh, by=EDITOR)

    assert entry.changes.get().before == {"uid": str(former)}
    assert now(card).uid == fresh
