"""A card as it was: the rows of today with every later change taken back, in memory."""

from datetime import datetime

from kaartenbak.history.models import Change
from kaartenbak.history.registry import TRACKED, Row, card_tables
from kaartenbak.history.store import manager

Rows = dict[str, dict[int, Row]]


def rows_now(card: int) -> Rows:
    """Every row of a card today, by table and key."""
    return {
        table.label: {
            row["id"]: row for row in manager(table.model).filter(**{table.card: card}).values(*table.fields)
        }
        for table in card_tables()
    }


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
    found = rows.setdefault(change.model, {})
    after = found.get(change.row)
    if change.action == Change.Action.CREATED:
        return found.pop(change.row, None)
    if change.action == Change.Action.DELETED:
        found[change.row] = table.whole(change.before)
    elif after is not None:
        found[change.row] = after | table.read(change.before)
    return after
