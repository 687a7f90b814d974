"""Every operation can be taken back, and what stands in the way is told instead of overwritten."""

import pytest
from django.utils.translation import override

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.core import events
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.events import CardsTouched, Restored
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import title
from kaartenbak.history.tests.cards import (
    a_card,
    a_comment,
    a_phone,
    add,
    change,
    change_many,
    done,
    dump,
    make_card,
    make_cards,
    make_code,
    new_card,
    now,
    numbers,
    remove,
    run,
)
from kaartenbak.history.undo import plan_undo, undo
from kaartenbak.setup.models import Language, Salutation, SalutationFormula
from kaartenbak.testing.cast import ADMIN, EDITOR

pytestmark = pytest.mark.django_db


def a_number():
    return f"N{next(numbers)}"


def undone(entry, **options):
    return done(undo, entry=entry, by=EDITOR, **options)


def refused(entry, **options):
    """The refusal of an undo, having checked that nothing changed."""
    before = dump()
    with pytest.raises(Refused) as refusal:
        undo(entry=entry, by=EDITOR, **options)
    assert dump() == before
    return refusal.value


def conflicts_of(refusal):
    return [(each.field, each.then, each.now) for each in refusal.facts["conflicts"]]


def test_a_change_is_taken_back():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", city="Gent", by=EDITOR)

    back = undone(entry)

    assert (now(card).name, now(card).city) == ("A", "")
    assert (back.kind, back.undoes, now(entry).undone_by) == ("history.undo", entry, back)
    with override("en"):
        assert title(back) == "Undid: Changed a row"


def test_making_a_card_with_its_parts_is_taken_back():
    before = dump()
    entry = done(run, body=lambda: a_phone(a_card()), by=EDITOR)

    undone(entry)

    assert dump() == before


def test_a_removal_is_taken_back_and_the_version_goes_on():
    card = a_card(name="A")
    a_phone(card)
    before, version = dump(), now(card).version
    entry = done(run, body=lambda: remove(rows=[card.channels.get(), now(card)], by=EDITOR), by=EDITOR)

    undone(entry)

    assert dump() == before
    assert now(card).version == version + 1
    assert now(card).modified_at > card.modified_at


def test_an_undo_is_undone_and_that_again():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)

    first = undone(entry)
    second = undone(first)
    assert (now(card).name, now(entry).undone_by, now(first).undone_by) == ("B", None, second)

    third = undone(second)
    assert (now(card).name, now(entry).undone_by, now(first).undone_by) == ("A", first, None)

    undone(third)
    assert (now(card).name, now(entry).undone_by, now(second).undone_by) == ("B", None, None)


def test_an_undone_operation_cannot_be_undone_again():
    entry = done(change, row=a_card(), name="B", by=EDITOR)
    undone(entry)

    assert refused(entry).key == "undo.already_undone"


def test_a_value_changed_since_is_told_with_what_it_was_made_and_what_it_is():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", city="Gent", by=EDITOR)
    change(row=card, name="C", by=EDITOR)

    refusal = refused(entry)

    assert (refusal.key, refusal.facts["count"], conflicts_of(refusal)) == (
        "undo.conflicts",
        1,
        [("name", "B", "C")],
    )
    assert refusal.facts["conflicts"][0].card == card.pk


def test_newer_values_stay_when_asked_and_the_rest_is_taken_back():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", city="Gent", by=EDITOR)
    change(row=card, name="C", by=EDITOR)

    undone(entry, keep_newer=True)

    assert (now(card).name, now(card).city) == ("C", "")


def test_a_value_that_went_and_came_back_is_no_conflict():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)
    change(row=card, name="C", by=EDITOR)
    change(row=card, name="B", by=EDITOR)

    undone(entry)

    assert now(card).name == "A"


def test_a_value_that_is_already_what_it_was_leaves_nothing_to_undo():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)
    change(row=card, name="A", by=EDITOR)

    assert refused(entry).key == "undo.nothing"


def test_a_row_that_is_gone_since_is_told():
    phone = a_phone(a_card(), "1")
    entry = done(change, row=phone, value="2", by=EDITOR)
    remove(rows=[phone], by=EDITOR)

    assert conflicts_of(refused(entry)) == [("record", None, None)]
    assert refused(entry, keep_newer=True).key == "undo.nothing"


def test_a_new_card_that_was_changed_since_stays_whole():
    entry = done(run, body=lambda: a_phone(a_card(number="CT1", name="A"), "1"), by=EDITOR)
    other = a_card()
    card = Contact.objects.get(number="CT1")
    change(row=card, name="B", by=EDITOR)

    assert conflicts_of(refused(entry)) == [("name", "A", "B")]
    assert refused(entry, keep_newer=True).key == "undo.nothing"
    assert list(card.channels.values_list("value", flat=True)) == ["1"]
    assert now(other)


def test_a_new_card_stays_when_one_of_its_parts_was_changed():
    entry = done(run, body=lambda: a_phone(a_card(number="CT1"), "1"), by=EDITOR)
    change(row=Channel.objects.get(), value="2", by=EDITOR)

    assert conflicts_of(refused(entry)) == [("value", "1", "2"), ("record", None, "2")]


def test_a_new_card_with_a_later_part_stays_and_the_part_is_named():
    entry = done(make_card, number="CT1", by=EDITOR)
    a_comment(Contact.objects.get(), "Called")

    assert conflicts_of(refused(entry)) == [("record", None, "Called")]


def test_of_many_new_cards_those_still_needed_stay():
    cards = [new_card() for _ in range(3)]
    entry = done(make_cards, cards=cards, by=EDITOR)
    a_card(kind="person", company=cards[1])

    undone(entry, keep_newer=True)

    assert set(Contact.objects.filter(pk__in=[c.pk for c in cards]).values_list("pk", flat=True)) == {
        cards[1].pk
    }


def test_a_company_stays_for_its_person_who_stays():
    company, person = new_card(), new_card(kind="person", name="A")

    def both():
        store.create(company)
        person.company = company
        store.create(person)

    entry = done(run, body=both, by=EDITOR)
    change(row=person, name="B", by=EDITOR)

    found = conflicts_of(refused(entry))
    assert found == [("name", "A", "B"), ("record", None, str(now(person)))]


def test_a_removed_card_does_not_come_back_when_its_number_was_given_away():
    card = a_card(number="CT1")
    entry = done(remove, rows=[card], by=EDITOR)
    other = a_card(number="CT1")

    refusal = refused(entry)

    assert conflicts_of(refusal) == [("number", "CT1", str(other))]


def test_a_removed_row_does_not_come_back_to_a_card_that_is_gone():
    card = a_card()
    phone = a_phone(card)
    entry = done(remove, rows=[phone], by=EDITOR)
    remove(rows=[now(card)], by=EDITOR)

    assert conflicts_of(refused(entry)) == [("contact_id", str(card.pk), None)]


def test_a_code_that_is_gone_is_not_put_back():
    code = make_code(code="N", by=ADMIN)
    card = a_card(territory=code, city="Gent")
    entry = done(change, row=card, territory=None, city="Aalst", by=EDITOR)
    remove(rows=[code], by=ADMIN)

    assert conflicts_of(refused(entry)) == [("territory_id", str(code.pk), None)]
    undone(entry, keep_newer=True)
    assert (now(card).territory, now(card).city) == (None, "Gent")


def test_numbers_that_were_exchanged_are_exchanged_back():
    first, second = a_card(number="A"), a_card(number="B")
    phone = a_phone(first)

    def exchange():
        store.update(first, number="-")
        store.update(second, number="A")
        store.update(first, number="B")

    entry = done(run, body=exchange, by=EDITOR)

    undone(entry)

    assert (now(first).number, now(second).number, now(phone).contact) == ("A", "B", first)
    undone(Operation.objects.latest("id"))
    assert (now(first).number, now(second).number) == ("B", "A")


def test_numbers_that_were_passed_on_in_a_row_are_passed_back():
    cards = [a_card(number=number) for number in "ABC"]
    fresh = a_number()

    def pass_on():
        for card, number in zip(reversed(cards), [fresh, "C", "B"], strict=True):
            store.update(card, number=number)

    entry = done(run, body=pass_on, by=EDITOR)
    undone(entry)

    assert [now(card).number for card in cards] == ["A", "B", "C"]


def test_a_pair_that_may_occur_once_is_not_put_back_twice():
    salutation, language = add(row=Salutation(code="M"), by=ADMIN), add(row=Language(code="NL"), by=ADMIN)
    formula = SalutationFormula(salutation=salutation, language=None, type="formal", text="Beste")
    add(row=formula, by=ADMIN)
    entry = done(change, row=formula, language=language, by=EDITOR)
    add(row=SalutationFormula(salutation=salutation, language=None, type="formal", text="Dag"), by=ADMIN)

    with pytest.raises(Refused) as refusal:
        undo(entry=entry, by=EDITOR)

    assert conflicts_of(refusal.value)[0][0] == "language_id"


def test_a_mixture_that_breaks_a_rule_of_the_table_is_refused():
    card = a_card(kind="company", name="A")
    entry = done(change, row=card, kind="person", by=EDITOR)
    change(row=card, first_name="An", by=EDITOR)

    assert [each[0] for each in conflicts_of(refused(entry))] == ["record"]
    assert refused(entry, keep_newer=True).key == "undo.nothing"


def test_a_part_that_moved_to_another_card_moves_back():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")
    entry = done(change, row=phone, contact=new, value="2", by=EDITOR)

    undone(entry)

    assert (now(phone).contact, now(phone).value) == (old, "1")


def test_a_value_changed_on_the_other_card_after_the_move_is_told():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")
    entry = done(change, row=phone, contact=new, value="2", by=EDITOR)
    change(row=phone, value="3", label="work", by=EDITOR)

    assert conflicts_of(refused(entry)) == [("value", "2", "3")]


def test_a_value_changed_before_a_later_move_is_told():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")
    entry = done(change, row=phone, value="2", by=EDITOR)
    change(row=phone, contact=new, by=EDITOR)
    change(row=phone, value="3", by=EDITOR)

    assert conflicts_of(refused(entry)) == [("value", "2", "3")]


def test_sort_keys_are_not_told_beside_the_name_they_are_made_from():
    card = a_card(name="A", name_key="a")
    entry = done(change, row=card, name="B", name_key="b", by=EDITOR)
    change(row=card, name="C", name_key="c", by=EDITOR)

    assert conflicts_of(refused(entry)) == [("name", "B", "C")]


def test_looking_at_an_undo_writes_nothing():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)

    plan = plan_undo(entry)

    assert (plan.restored, plan.conflicts, now(card).name) == (1, [], "B")


def test_followers_hear_which_rows_came_back_and_which_are_a_mixture(monkeypatch):
    heard: list[object] = []
    monkeypatch.setitem(events._reactions, Restored, (heard.append,))
    card, other = a_card(name="A"), a_card(name="A")
    values = {each.pk: {"name": "B", "city": "Gent"} for each in (card, other)}
    entry = done(change_many, model=Contact, values=values, by=EDITOR)
    change(row=other, name="C", by=EDITOR)

    undone(entry, keep_newer=True)

    rows = {frozenset({"name", "city"}): frozenset({card.pk}), frozenset({"city"}): frozenset({other.pk})}
    mixed = {"contacts.contact": frozenset({other.pk})}
    assert heard == [Restored({"contacts.contact": rows}, mixed, kept_newer=True)]


def test_a_card_that_comes_back_is_told_but_not_as_new(monkeypatch):
    heard: list[object] = []
    card = a_card()
    entry = done(remove, rows=[card], by=EDITOR)
    monkeypatch.setitem(events._reactions, CardsTouched, (heard.append,))

    undone(entry)

    cards = frozenset({card.pk})
    assert heard == [CardsTouched(cards, frozenset(), {"contacts.contact": {frozenset(): {card.pk}}})]


def test_a_table_that_is_no_longer_tracked_is_passed_over():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)
    Change.objects.create(
        operation=entry, at=entry.at, model="contacts.gone", row=1, card=card.pk, action="U", before={"x": 1}
    )

    undone(entry)

    assert now(card).name == "A"


def test_a_column_that_is_gone_is_passed_over_and_a_later_one_gets_its_default():
    comment = a_comment(a_card())
    entry = done(remove, rows=[comment], by=EDITOR)
    kept = entry.changes.get()
    before = {name: value for name, value in kept.before.items() if name != "code"} | {"gone": 1}
    Change.objects.filter(pk=kept.pk).update(before=before)

    undone(entry)

    assert (now(comment).code, Comment.objects.count()) == ("", 1)
