"""A card as it was: the rows of today with every later change taken back, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models

from kaartenbak.history.models import Change
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.history.registry import TRACKED, Row, Tracked, card_tables
from kaartenbak.history.store import manager

Rows = dict[str, dict[int, Row]]
# Rows of a card as they are now, all those of each table that is named.
Known = Mapping[str, Sequence[models.Model]]


class RowsNow(Rows):
    """The rows of a card today, by table and key. A table is read when it is asked for: there are many, and most cards have
    no rows in most of them.
    """

    def __init__(self, card: int, known: Known | None = None) -> None:
        self.card = card
        self.known = known or {}

    def __missing__(self, label: str) -> dict[int, Row]:
        table = TRACKED.get(label)
        if table and label in self.known:
            self[label] = {
                row.pk: {name: vars(row)[name] for name in table.fields} for row in self.known[label]
            }
        else:
            self[label] = rows_of(table, self.card) if table and table.card else {}
        return self[label]


def rows_now(card: int) -> Rows:
    """Every row of a card today, by table and key."""
    rows = RowsNow(card)
    for table in card_tables():
        rows[table.label]
    return rows


def rows_of(table: Tracked, card: int) -> dict[int, Row]:
    """The rows of a card in one table."""
    return {row["id"]: row for row in reading(table.label)(card=card)}


@cache
def reading(label: str) -> Prepared[Any]:
    """The read of a card's rows in one table."""
    table = TRACKED[label]
    return Prepared(
        lambda: manager(table.model).filter(**{table.card: Given("card")}).order_by().values(*table.fields)
    )


def rows_at(card: int, moment: datetime) -> Rows:
    """Every row of a card as it was at `moment`: what was committed by then. A card that was not there has no
    rows.

    Untracked columns (version, stamps) hold what they held when the row was last recorded whole.
    """
    rows = rows_now(card)
    for change in Change.objects.filter(card=card, at__gt=moment).order_by("-id").iterator(chunk_size=500):
        take_back(rows, change)
    return rows


def take_back(rows: Rows, change: Change) -> Row | None:
    """Undo one change in `rows`; gives the row as the change had left it."""
    table = TRACKED.get(change.model)
    if table is None:
        return None
    found = rows[change.model]
    after = found.get(change.row)
    if change.action == Change.Action.CREATED:
        return found.pop(change.row, None)
    if change.action == Change.Action.DELETED:
        found[change.row] = table.whole(change.before)
    elif after is not None:
        found[change.row] = after | table.read(change.before)
    return after
