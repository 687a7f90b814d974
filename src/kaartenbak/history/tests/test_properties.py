"""Whatever is done, in whatever order: taking it all back gives the first state, and every moment can be seen again."""

from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.asof import rows_at, rows_now
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import LongOperation, attempt, perform
from kaartenbak.history.tests.cards import a_card, done, dump, new_card, run, versions
from kaartenbak.history.tests.test_long_operations import LONG
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import Territory
from kaartenbak.testing.cast import ADMIN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORDS = st.sampled_from(["", "A", "B", "Gent", "é😀“"])
PICK = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("make"), WORDS),
    st.tuples(st.just("make many"), WORDS, st.integers(1, 4)),
    st.tuples(st.just("make person"), PICK),
    st.tuples(st.just("rename"), PICK, WORDS),
    st.tuples(st.just("renumber"), PICK, PICK),
    st.tuples(st.just("follow"), PICK, st.lists(st.sampled_from(["address", "territory"]), max_size=2)),
    st.tuples(st.just("change many"), WORDS),
    st.tuples(st.just("change each"), WORDS),
    st.tuples(st.just("phone"), PICK, WORDS),
    st.tuples(st.just("move phone"), PICK, PICK),
    st.tuples(st.just("drop phone"), PICK),
    st.tuples(st.just("comment"), PICK, st.dates()),
    st.tuples(st.just("code"), PICK, PICK),
    st.tuples(st.just("drop code"), PICK),
    st.tuples(st.just("drop card"), PICK),
    st.tuples(st.just("come and go"), PICK),
)
# Steps of one operation; several blocks are a long operation.
WORK = st.lists(st.lists(STEP, min_size=1, max_size=4), min_size=1, max_size=3)
EXAMPLES = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def nth(model: Any, place: int) -> Any:
    rows = list(model._base_manager.order_by("pk"))
    return rows[place % len(rows)] if rows else None


def a_card_of(place: int) -> Contact:
    return nth(Contact, place) or store.create(new_card())


def take(step: tuple[Any, ...]) -> None:
    match step:
        case "make", name:
            store.create(new_card(name=name))
        case "make many", name, number:
            store.create_many(Contact, [new_card(name=name) for _ in range(number)])
        case "make person", place:
            company = Contact._base_manager.filter(kind="company").order_by("pk").first()
            store.create(new_card(kind="person", company=company, surname=str(place)))
        case "rename", place, name:
            store.update(a_card_of(place), name=name, city=name)
        case "renumber", place, other:
            first, second = a_card_of(place), a_card_of(other)
            if first != second:
                numbers = first.number, second.number
                store.update(first, number="-")
                store.update(second, number=numbers[0])
                store.update(first, number=numbers[1])
        case "follow", place, groups:
            store.update(a_card_of(place), follows=groups)
        case "change many", name:
            store.update_many(Contact._base_manager.all(), street=name)
        case "change each", name:
            store.update_each(
                Contact, {c.pk: {"county": f"{name}{c.pk % 2}"} for c in Contact._base_manager.all()}
            )
        case _:
            take_part(step)


def take_part(step: tuple[Any, ...]) -> None:
    match step:
        case "phone", place, value:
            store.create(Channel(contact=a_card_of(place), kind="phone", value=value or "0"))
        case "move phone", place, card:
            if phone := nth(Channel, place):
                store.update(phone, contact=a_card_of(card), label=str(card))
        case "drop phone", place:
            if phone := nth(Channel, place):
                store.delete(phone)
        case "comment", place, day:
            store.create(Comment(contact=a_card_of(place), text="x", date=day))
        case "come and go", place:
            store.delete(store.create(Comment(contact=a_card_of(place), text="x")))
        case _:
            take_away(step)


def take_away(step: tuple[Any, ...]) -> None:
    match step:
        case "code", place, card:
            code = Territory._base_manager.filter(code=str(place)).first() or store.create(
                Territory(code=str(place))
            )
            store.update(a_card_of(card), territory=code)
        case "drop code", place:
            if code := nth(Territory, place):
                with suppress(Refused), attempt():
                    store.delete(code)
        case "drop card", place:
            with suppress(Refused), attempt():
                card = a_card_of(place)
                store.delete_many(Comment._base_manager.filter(contact=card))
                store.delete_many(Channel._base_manager.filter(contact=card))
                store.update_many(Contact._base_manager.filter(company=card), company=None)
                store.delete(card)


def take_all(steps: list[tuple[Any, ...]]) -> None:
    for step in steps:
        take(step)


def carry_out(blocks: list[list[tuple[Any, ...]]]) -> Operation | None:
    """One operation; with several blocks a long one. None when nothing changed."""
    if len(blocks) == 1:
        number = perform(run, body=partial(take_all, blocks[0]), by=ADMIN).operation
        return Operation.objects.get(pk=number) if number else None
    work = LongOperation(LONG.kind, ADMIN, needs=LONG.needs)
    for block in blocks:
        work.run(partial(take_all, block))
    return work.entry


def start() -> None:
    """Two cards and nothing else."""
    for model in (Channel, Comment, Contact, Territory):
        run(body=partial(store.delete_many, model._base_manager.all()), by=ADMIN)
    a_card(name="A")
    a_card(name="B")


@EXAMPLES
@given(st.lists(WORK, min_size=1, max_size=5))
def test_undoing_everything_in_reverse_gives_the_first_state(works):
    start()
    first, entries, states = dump(), [], [dump()]
    for blocks in works:
        if entry := carry_out(blocks):
            entries.append(entry)
            states.append(dump())
    seen = versions()

    for entry, before in zip(reversed(entries), reversed(states[:-1]), strict=True):
        if before != dump():
            undo(entry=Operation.objects.get(pk=entry.pk), by=ADMIN)
        assert dump() == before

    assert dump() == first
    assert all(version >= seen[card] for card, version in versions().items() if card in seen)


@EXAMPLES
@given(st.lists(WORK, min_size=1, max_size=4))
def test_undone_and_redone_is_as_it_was(works):
    start()
    for blocks in works:
        before = dump()
        entry = carry_out(blocks)
        after = dump()
        if entry is None or after == before:
            continue
        back = done(undo, entry=Operation.objects.get(pk=entry.pk), by=ADMIN)
        assert dump() == before
        undo(entry=back, by=ADMIN)
        assert dump() == after


@EXAMPLES
@given(st.lists(WORK, min_size=1, max_size=5))
def test_every_moment_can_be_seen_again(works):
    start()
    seen, first = [], Change.objects.latest("id").pk
    for blocks in works:
        carry_out(blocks)
        later = Change.objects.filter(pk__gt=first - 3).values_list("card", flat=True)
        cards: set[int] = {card for card in later if card}
        seen.append((Change.objects.latest("id").at, {card: recorded(rows_now(card)) for card in cards}))

    for moment, snapshot in seen:
        assert {card: recorded(rows_at(card, moment)) for card in snapshot} == snapshot


def recorded(rows: Any) -> Any:
    """Rows by table and key without counters and stamps."""
    counters = {"version", "modified_at"}
    return {
        label: {key: {n: v for n, v in row.items() if n not in counters} for key, row in found.items()}
        for label, found in rows.items()
        if found
    }
