"""Many people at once: nothing accepted is lost, and whoever reads the feed misses nothing."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import NotFound, Refused, Stale
from kaartenbak.history import feed, store
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import operation
from kaartenbak.history.story import story
from kaartenbak.history.tests.cards import a_card, add, change, done, new_card, now, remove
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import Territory
from kaartenbak.testing.cast import ADMIN, EDITOR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@operation(needs="contacts.change", title="Added a line")
def append(*, card: Contact, text: str, by: Any) -> None:
    held = store.lock(card)
    store.update(held, name=held.name + text)


@operation(needs="contacts.change", title="Waited")
def write_and_wait(*, card: Contact, wrote: threading.Event, go_on: threading.Event, by: Any) -> None:
    store.update(card, city="Gent")
    wrote.set()
    assert go_on.wait(60)


@operation(needs="setup.change", title="Made a code if there is none")
def make_once(*, code: str, both: threading.Barrier, by: Any) -> Territory:
    if Territory.objects.filter(code=code).exists():
        raise Refused("reference.unknown", what="code", code=code)
    both.wait(2) if not both.broken and both.n_waiting < both.parties else None
    return store.create(Territory(code=code))


def at_once(number: int, work: Callable[[int], Any]) -> list[Any]:
    """What `work` gave in each of so many threads, each with a connection of its own; exceptions are results too."""

    def alone(place: int) -> Any:
        try:
            return work(place)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(alone, range(number)))


def test_twenty_people_append_to_one_card_and_nothing_is_lost():
    card = a_card(name="")

    results = at_once(20, lambda place: append(card=card, text=chr(97 + place), by=EDITOR))

    assert results == [None] * 20
    assert sorted(now(card).name) == [chr(97 + place) for place in range(20)]
    assert now(card).version == 21
    assert Operation.objects.count() == 21


def test_of_twenty_who_edit_one_version_one_is_accepted_and_the_others_are_told():
    card = a_card(name="")

    results = at_once(20, lambda place: change(row=card, version=1, name=f"N{place}", by=EDITOR))

    assert (results.count(True), sum(isinstance(each, Stale) for each in results)) == (1, 19)
    assert now(card).version == 2


def test_every_accepted_edit_of_a_card_is_in_its_story_and_the_versions_count_up():
    card = a_card(name="")

    def edit(place: int) -> int:
        accepted = 0
        for turn in range(10):
            try:
                change(row=now(card), version=now(card).version, name=f"{place}.{turn}", by=EDITOR)
                accepted += 1
            except Stale:
                continue
        return accepted

    accepted = sum(at_once(20, edit))

    events = [event for event in story(card.pk, limit=500) if event.field == "name"]
    assert (len(events), now(card).version) == (accepted, accepted + 1)
    assert [event.old for event in events[:-1]] == [event.new for event in events[1:]]
    assert (events[0].new, events[-1].old) == (now(card).name, "")


def test_whoever_reads_the_feed_while_others_write_gets_every_card_and_no_older_change():
    token, stop, read = feed.latest_token(), threading.Event(), []

    def write(place: int) -> list[int]:
        return [a_card(number=f"F{place}-{turn}").pk for turn in range(15)]

    def follow() -> None:
        nonlocal token
        while not stop.is_set() or feed.since(token).changed:
            page = feed.since(token, limit=3)
            read.extend(page.changed)
            token = page.token
        connection.close()

    reader = threading.Thread(target=follow)
    reader.start()
    made = [key for keys in at_once(8, write) for key in keys]
    stop.set()
    reader.join(30)

    assert sorted(read) == sorted(made)


def test_the_order_of_the_record_is_the_order_of_the_times():
    cards = [a_card(name="") for _ in range(8)]

    at_once(8, lambda place: [append(card=cards[place], text="x", by=EDITOR) for _ in range(5)])

    times = list(Change.objects.order_by("id").values_list("at", flat=True))
    assert times == sorted(times)
    assert len(set(times)) == len(times)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_a_transaction_that_began_first_and_commits_last_is_not_skipped():
    slow, quick = a_card(), a_card()
    token, wrote, go_on = feed.latest_token(), threading.Event(), threading.Event()

    def begin_first() -> None:
        write_and_wait(card=slow, wrote=wrote, go_on=go_on, by=EDITOR)
        connection.close()

    other = threading.Thread(target=begin_first)
    other.start()
    assert wrote.wait(60)
    change(row=quick, city="Aalst", by=EDITOR)
    first = feed.since(token)
    go_on.set()
    other.join(60)

    assert (first.changed, feed.since(first.token).changed) == ([quick.pk], [slow.pk])


def test_of_two_who_make_the_same_code_the_second_gets_the_rules_own_refusal():
    both = threading.Barrier(2, timeout=2)

    def make(_place: int) -> Any:
        try:
            return make_once(code="N", both=both, by=ADMIN)
        except threading.BrokenBarrierError:
            return make_once(code="N", both=both, by=ADMIN)

    results = at_once(2, make)

    assert sorted(type(each).__name__ for each in results) == ["Refused", "Territory"]
    assert Territory.objects.count() == 1


def test_people_who_lock_two_cards_in_opposite_order_both_get_through():
    first, second = a_card(name=""), a_card(name="")

    def cross(place: int) -> None:
        for _ in range(3):
            touch_both(cards=[first, second] if place % 2 else [second, first], by=EDITOR)

    assert at_once(4, cross) == [None] * 4
    assert (now(first).version, now(second).version) == (13, 13)


@operation(needs="contacts.change", title="Touched both")
def touch_both(*, cards: list[Contact], by: Any) -> None:
    for card in cards:
        held = store.lock(card)
        store.update(held, name=held.name[-40:] + "x" if len(held.name) < 90 else "")


def test_of_two_who_undo_the_same_operation_one_is_told_it_is_done():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)

    results = at_once(2, lambda _place: undo(entry=entry, by=EDITOR))

    assert sorted(getattr(each, "key", "undone") for each in results) == ["undo.already_undone", "undone"]
    assert now(card).name == "A"


def test_a_card_removed_while_another_edits_it_is_gone_for_him():
    card = a_card(name="A")

    results = at_once(
        2,
        lambda place: remove(rows=[now(card)], by=EDITOR) if place else change(row=card, name="B", by=EDITOR),
    )

    assert not Contact.objects.filter(pk=card.pk).exists()
    assert results[0] is True or isinstance(results[0], NotFound)


def test_an_operation_does_not_reach_into_another_thread():
    def strange() -> Any:
        return at_once(1, lambda _place: add_outside())[0]

    def add_outside() -> str:
        try:
            store.create(new_card())
        except RuntimeError as mistake:
            return str(mistake)
        return ""

    assert "inside an operation only" in strange()
    assert add(row=new_card(), by=EDITOR).pk
