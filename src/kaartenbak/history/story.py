"""What happened to a card, newest first: which value changed from what into what, when and by whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaartenbak.history.asof import Known, RowsNow, take_back
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.history.registry import TRACKED, Row, Tracked

# Whoever opens a card sees a few changes; whoever goes on reading wants many.
FIRST_BLOCK, BLOCK = 20, 100
LAST_KEY = 2**63 - 1


def changes(most: int) -> Prepared[Change]:
    """The read of so many changes of a card, from one on backwards."""
    return Prepared(
        lambda: (
            Change.objects.filter(card=Given("card"), pk__lt=Given("before"))
            .select_related("operation__undoes")
            .order_by("-id")[:most]
        )
    )


LATEST, EARLIER = changes(FIRST_BLOCK), changes(BLOCK)


@dataclass(frozen=True)
class Event:
    """One value that an operation changed, or one row that it made or removed.

    `field` is a column of the row; blank when the row as a whole came or went (`new` or `old` then hold all
    its columns). `at` is the moment from which on the card was so.
    """

    change: int
    at: datetime
    operation: Operation
    model: str
    row: int
    action: str
    field: str
    old: Any
    new: Any


def told_always(_event: Event) -> bool:
    """Pass nothing over."""
    return False


def story(
    card: int,
    *,
    limit: int = 50,
    before: int | None = None,
    passing: Callable[[Event], bool] = told_always,
    known: Known | None = None,
) -> list[Event]:
    """The events of a card, newest first; `before` is the change with which an earlier page ended.

    A page never ends within a change, so it may hold a few events more than `limit`. Those that are `passing` are passed
    over. `known` is what of its rows is at hand.
    """
    found: list[Event] = []
    for event in told(card, known):
        if (before is not None and event.change >= before) or passing(event):
            continue
        if len(found) >= limit and event.change != found[-1].change:
            break
        found.append(event)
    return found


def told(card: int, known: Known | None = None) -> Iterator[Event]:
    """All events of a card, newest first. The new value of each is found by walking back from today."""
    rows = RowsNow(card, known)
    for change in changes_of(card):
        after = take_back(rows, change)
        if change.model in TRACKED:
            yield from events_of(TRACKED[change.model], change, after)


def changes_of(card: int) -> Iterator[Change]:
    """The changes of a card with their operations, newest first; read a block at a time."""
    block, most = LATEST(card=card, before=LAST_KEY), FIRST_BLOCK
    while block:
        yield from block
        block, most = EARLIER(card=card, before=block[-1].pk) if len(block) == most else [], BLOCK


def events_of(table: Tracked, change: Change, after: Row | None) -> Iterator[Event]:
    """One event per value that is another afterwards, in the order of the table's columns."""
    where = (change.pk, change.at, change.operation, change.model, change.row, change.action)
    if change.action == Change.Action.CREATED:
        yield Event(*where, "", None, shown(table, after))
    elif change.action == Change.Action.DELETED:
        yield Event(*where, "", shown(table, table.whole(change.before)), None)
    else:
        former, present = table.read(change.before), after or {}
        changed = [name for name in table.fields if name in former and former[name] != present.get(name)]
        yield from (Event(*where, name, former[name], present.get(name)) for name in changed)


def shown(table: Tracked, row: Row | None) -> Row:
    """A row without its counters, stamps and secrets."""
    return {name: value for name, value in (row or {}).items() if name not in table.untracked}
