"""What happened to a card, newest first: which value changed from what into what, when and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kaartenbak.history.asof import rows_now, take_back
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.registry import TRACKED, Row


@dataclass(frozen=True)
class Event:
    """One value that an operation changed, or one row that it made or removed.

    `field` is a column of the row; blank when the row as a whole came or went (`new` or `old` then hold all its columns).
    """

    change: int
    operation: Operation
    model: str
    row: int
    action: str
    field: str
    old: Any
    new: Any


def story(card: int, *, limit: int = 50, before: int | None = None) -> list[Event]:
    """The events of a card, newest first; `before` is the change with which an earlier page ended."""
    return list(islice((e for e in told(card) if before is None or e.change < before), limit))


def told(card: int) -> Iterator[Event]:
    """All events of a card, newest first. The new value of each is found by walking back from today."""
    rows = rows_now(card)
    for change in Change.objects.filter(card=card).select_related("operation").order_by("-id").iterator(chunk_size=200):
        after = take_back(rows, change)
        yield from events_of(change, after)


def events_of(change: Change, after: Row | None) -> Iterator[Event]:
    """One event per changed value."""
    table = TRACKED.get(change.model)
    if table is None:
        return
    where = (change.pk, change.operation, change.model, change.row, change.action)
    if change.action == Change.Action.CREATED:
        yield Event(*where, "", None, after)
    elif change.action == Change.Action.DELETED:
        yield Event(*where, "", table.read(change.before), None)
    else:
        for name, old in table.read(change.before).items():
            yield Event(*where, name, old, (after or {}).get(name))
