"""What undoing an operation would do, row by row: read from its changes and from those that came later."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from kaartenbak.history import store
from kaartenbak.history.bulk import JsonText, among, as_json
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.registry import TRACKED, Row, Tracked
from kaartenbak.history.shelf import Kept, Shelf, text_of
from kaartenbak.jobs.progress import report

BLOCK = 500
NOTHING = JsonText("{}")
CREATED, UPDATED, DELETED = (action.value for action in Change.Action)


@dataclass(frozen=True)
class Conflict:
    """A value that has changed since: what the undone operation had made it, and what it is now.

    `field` is a column, or `record` when the row as a whole is gone, taken or still needed (`now` then says
    by whom).
    """

    model: str
    row: int
    card: int | None
    field: str
    then: Any
    now: Any


@dataclass(slots=True)
class Net:
    """What one operation did to one row, all its changes taken together; `last` is the newest of them."""

    action: str
    card: int | None
    before: Kept
    last: int

    def values(self) -> Row:
        """The former values, in the form of the record."""
        return json.loads(text_of(self.before)) or {}


@dataclass
class Plan:
    """What an undo will do, by table and key: rows to remove, values to put back, rows to bring back; and
    what stands in the way. A row to bring back is kept as the text of the record, on a shelf: there may be very many.

    `made` are the cards the operation had made. `mixed` are rows with newer values beside those put back.
    `exchanging` are rows that take a unique value from each other.
    """

    remove: dict[str, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    put_back: dict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))
    bring_back: dict[str, dict[int, Kept]] = field(default_factory=lambda: defaultdict(dict))
    conflicts: list[Conflict] = field(default_factory=list)
    made: set[int] = field(default_factory=set)
    cards: dict[tuple[str, int], int | None] = field(default_factory=dict)
    mixed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    exchanging: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def restored(self) -> int:
        """How many rows the undo changes."""
        parts: tuple[Mapping[str, Sized], ...] = (self.remove, self.put_back, self.bring_back)
        return sum(len(rows) for part in parts for rows in part.values())

    def clash(self, table: Tracked, row: int, field: str, then: Any, now: Any) -> None:
        """Note what stands in the way."""
        card = self.cards.get((table.label, row), self.remove[table.label].get(row))
        self.conflicts.append(Conflict(table.label, row, card, field, then, now))


def rows_to_bring_back(plan: Plan, table: Tracked) -> Iterator[dict[int, Row]]:
    """The removed rows whole, in blocks."""
    for block in batched(list(plan.bring_back[table.label].items()), BLOCK):
        yield {key: table.whole(json.loads(text_of(kept))) for key, kept in block}


def present_rows(table: Tracked, keys: Any, names: Iterable[str] = (), *, hold: bool) -> dict[int, Row]:
    """Rows as they are now, by key: these columns of them, or all; `hold` keeps others from changing them."""
    rows = store.manager(table.model).filter(among("pk", keys)).order_by("pk")
    held = rows.select_for_update(no_key=True) if hold else rows
    return {row["id"]: row for row in held.values(*(names or table.fields))}


def plan_changes(entry: Operation, *, hold: bool) -> Plan:
    """What undoing `entry` would do if only the values of its rows counted; `hold` keeps others from changing
    them.
    """
    plan = Plan()
    for label, rows in net_changes(entry).items():
        if label not in TRACKED:
            continue
        if TRACKED[label].card == "id":
            plan.made |= {key for key, net in rows.items() if net.action == CREATED}
        for block in batched(rows.items(), BLOCK):
            plan_rows(plan, TRACKED[label], dict(block), hold=hold)
            report(0)
    return plan


def net_changes(entry: Operation) -> dict[str, dict[int, Net]]:
    """What `entry` did to each row, its several changes of one row folded into one, by table and key."""
    found: dict[str, dict[int, Net]] = defaultdict(dict)
    changes = entry.changes.order_by("-id").annotate(text=Cast("before", TextField()))
    names = ("id", "model", "row", "card", "action", "text")
    shelf = Shelf()
    for key, label, row, card, action, text in changes.values_list(*names).iterator(chunk_size=5_000):
        rows = found[label]
        later = rows.get(row)
        net = Net(action, card, shelf.keep(JsonText(text)) if text else NOTHING, key)
        if later is None:
            rows[row] = net
        elif folded := fold(net, later):
            rows[row] = folded
        else:
            del rows[row]
    return found


def fold(net: Net, later: Net) -> Net | None:
    """Two changes of one row as one; none when the row came and went."""
    if net.action == CREATED:
        return None if later.action == DELETED else Net(CREATED, later.card, net.before, later.last)
    before = as_json(later.values() | net.values())
    # A row that was removed and came back has other values, and perhaps another card.
    action = UPDATED if later.action != DELETED else DELETED
    return Net(action, net.card if action == DELETED else later.card, before, later.last)


def plan_rows(plan: Plan, table: Tracked, rows: Mapping[int, Net], *, hold: bool) -> None:
    """Add to `plan` what becomes of these rows of one table."""
    since = values_since(table, rows)
    seen = {name for row in since.values() for name in row}
    seen |= {name for net in rows.values() if net.action == UPDATED for name in net.values()}
    present = present_rows(table, list(rows), {"id"} | seen & table.recorded, hold=hold)
    for key, net in rows.items():
        plan_row(plan, table, key, net, present.get(key), since.get(key, {}))


def plan_row(plan: Plan, table: Tracked, key: int, net: Net, present: Row | None, since: Row) -> None:
    """One row: `since` holds, for each value changed later, what this operation had made it."""
    now = table.stored(present) if present else {}
    newer = {name for name, made in since.items() if name in table.recorded and present and now[name] != made}
    # That the row went along with its card, when that was merged into another, is nothing that somebody changed in it.
    newer -= {table.card}
    if net.action == DELETED:
        if present is None:
            plan.bring_back[table.label][key] = net.before
    elif net.action == CREATED:
        if present is not None and not newer - table.derived:
            plan.remove[table.label][key] = net.card
        report_newer(plan, table, (key, net), newer - table.derived, since, now)
    elif present is None:
        plan.cards[table.label, key] = net.card
        plan.clash(table, key, "record", None, None)
    else:
        former = {
            name: value
            for name, value in net.values().items()
            if name in table.recorded and value != now[name]
        }
        own = {name: value for name, value in former.items() if since.get(name, now[name]) != value}
        report_newer(plan, table, (key, net), (newer & own.keys()) - table.derived, since, now)
        if wanted := {name: value for name, value in own.items() if name not in newer}:
            plan.put_back[table.label][key] = table.read(wanted)
            if newer:
                plan.mixed[table.label].add(key)


def report_newer(
    plan: Plan, table: Tracked, at: tuple[int, Net], newer: set[str], since: Row, now: Row
) -> None:
    """Note newer values; those made by the program (sort keys) only when they are all there is."""
    key, net = at
    shown = {name for name in newer if table.fields[name].editable} or newer
    if shown:
        plan.cards[table.label, key] = net.card
    for name in sorted(shown):
        plan.clash(table, key, name, since[name], now[name])


def values_since(table: Tracked, rows: Mapping[int, Net]) -> dict[int, Row]:
    """For each row, the values it had right after the operation, of those that were changed later.

    A row that went to another card since left its whole former self with the card it left.
    """
    newest = min(net.last for net in rows.values())
    cards = {net.card for net in rows.values() if net.card is not None}
    # The sum keeps the database from walking through everything newer: these rows have few changes each.
    later = Change.objects.annotate(key=F("id") + 0).filter(key__gt=newest, model=table.label)
    later = later.filter(among("card", cards) if table.card else Q(card=None), among("row", rows))
    found: dict[int, Row] = {}
    for row, key, before in later.order_by("id").values_list("row", "id", "before"):
        if key > rows[row].last and before is not None:
            found[row] = before | found.get(row, {})
    return found
