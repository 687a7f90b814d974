"""What an operation in progress has done so far, and how that is written down when it ends."""

import json
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import F
from django.utils import timezone

from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import Refused
from kaartenbak.history import bulk
from kaartenbak.history.events import CardsTouched, Touched
from kaartenbak.history.made import Made
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.prepared import Prepared
from kaartenbak.history.registry import Row, Tracked, card_model, plain
from kaartenbak.history.shelf import Kept, Shelf, text_of

# Any number will do, as long as nothing else in the database locks it.
COMMIT_LOCK = 7_309_211
CREATED, UPDATED, DELETED = (action.value for action in Change.Action)
BLOCK = 500
LAST_AT = Prepared(lambda: Change.objects.order_by("-id").values_list("at", flat=True)[:1])


@dataclass(frozen=True)
class Warning:
    """What was stored but deserves a word."""

    code: str
    field: str | None
    facts: dict[str, Any]


class Noted(NamedTuple):
    """One row's change within the transaction; repeated changes of a row are folded into one.

    `origin` is the card the row belonged to before the transaction, `card` the one it belongs to now.
    `before` holds the former values: of a removed row all of them, as JSON text or the place of it to spare memory;
    of one that changed card all of them too.
    """

    action: str
    card: int | None
    origin: int | None
    before: Row | Kept | None


@dataclass(frozen=True)
class Mark:
    """A point in an operation to go back to."""

    journal: int
    spoiled: bool
    warnings: int


@dataclass
class Recorder:
    """The record of one transaction of one operation.

    `writes` counts what was noted; `spoiled` says that a part of the operation failed halfway, so that it
    must not commit.
    """

    kind: str
    by: Actor
    operation: Operation | None = None
    undoes: Operation | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    warnings: list[Warning] = field(default_factory=list)
    noted: dict[str, dict[int, Noted]] = field(default_factory=lambda: defaultdict(dict))
    shelf: Shelf = field(default_factory=Shelf)
    locked: dict[tuple[str, int], Row] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    made: Made = field(default_factory=Made)
    depth: int = 0
    writes: int = 0
    spoiled: bool = False
    closed: bool = False
    journal: list[tuple[str, int, Noted | None]] = field(default_factory=list)
    journaling: int = 0
    thread: int = field(default_factory=threading.get_ident)

    def created(self, table: Tracked, row: Row) -> None:
        """Note a new row. A row that was deleted and comes back in one transaction counts as updated."""
        card = table.card_of(row)
        former = self.noted[table.label].get(row["id"])
        if former is None:
            noted = Noted(CREATED, card, card, None)
            if table.card == "id" and card is not None:
                self.fresh.add(card)
        else:
            noted = Noted(UPDATED, card, former.origin, returned(table, former, row))
        self._note(table, row["id"], noted)

    def created_many(self, table: Tracked, cards: dict[int, int | None]) -> None:
        """Note many new rows, of which nothing was noted yet, by key with the card of each."""
        self._refuse_closed()
        rows = self.noted[table.label]
        if self.journaling:
            self.journal += [(table.label, row, None) for row in cards]
        self.writes += len(cards)
        noted = {card: Noted(CREATED, card, card, None) for card in set(cards.values())}
        rows |= {row: noted[card] for row, card in cards.items()}
        if table.card == "id":
            self.fresh |= cards.keys()

    def updated(self, table: Tracked, row: Row, changed: Row) -> None:
        """Note that `row` becomes `row | changed`; the first value before counts, and one that returns to it
        is forgotten.
        """
        before = {name: plain(row[name]) for name in changed if name in table.recorded}
        if not before:
            return
        here, there = table.card_of(row), changed.get(table.card, table.card_of(row))
        noted = self.noted[table.label].get(row["id"])
        if noted is None and here == there:
            noted = Noted(UPDATED, here, here, before)
        elif noted is not None and noted.before is None:
            noted = noted._replace(card=there, origin=there)
        else:
            noted = noted or Noted(UPDATED, here, here, {})
            before |= values(noted.before)
            whole = (
                table.stored(row) | before
                if noted.origin != there
                else differing(table, before, row | changed)
            )
            noted = noted._replace(card=there, before=whole)
        self._note(table, row["id"], noted)

    def updated_many(self, table: Tracked, changes: Collection[tuple[Row, Row]]) -> None:
        """Note many rows with what each becomes; what was read of them earlier holds no longer."""
        self._refuse_closed()
        rows, recorded, changed_before = self.noted[table.label], table.recorded, bool(self.locked)
        for row, changed in changes:
            key = row["id"]
            if changed_before:
                self.locked.pop((table.label, key), None)
            if key in rows or table.card in changed or self.journaling:
                self.updated(table, row, changed)
            elif before := {
                name: value if (value := row[name]).__class__ is str else plain(value)
                for name in changed
                if name in recorded
            }:
                card = row[table.card] if table.card else None
                rows[key] = Noted(UPDATED, card, card, before)
                self.writes += 1

    def deleted(self, table: Tracked, row: Row) -> None:
        """Note a removed row whole, as it was before this transaction; one that it had created itself leaves
        no trace.
        """
        noted = self.noted[table.label].get(row["id"])
        if noted is not None and noted.before is None:
            self._note(table, row["id"], None)
            return
        origin = noted.origin if noted else table.card_of(row)
        former = values(noted.before) if noted else {}
        before = self.shelf.keep(bulk.as_json(table.stored(row) | former))
        self._note(table, row["id"], Noted(DELETED, origin, origin, before))

    def _refuse_closed(self) -> None:
        if self.closed:
            raise RuntimeError(
                "A reaction to CardsTouched may not write tracked rows: the record is about to be closed"
            )

    def _note(self, table: Tracked, row: int, noted: Noted | None) -> None:
        self._refuse_closed()
        rows = self.noted[table.label]
        former = rows.get(row)
        if self.journaling:
            self.journal.append((table.label, row, former))
        self.made.others.update(card for each in (former, noted) if each for card in (each.card, each.origin))
        self.writes += 1
        if noted is None:
            rows.pop(row, None)
        else:
            rows[row] = noted

    def mark(self) -> Mark:
        """Here; from now on what is noted can be taken back until `release`."""
        self.journaling += 1
        return Mark(len(self.journal), self.spoiled, len(self.warnings))

    def rewind(self, mark: Mark) -> None:
        """Forget what was noted since `mark`, as the database forgets it."""
        while len(self.journal) > mark.journal:
            label, row, noted = self.journal.pop()
            if forgotten := self.noted[label].get(row):
                self.made.others |= {forgotten.card, forgotten.origin}
            if noted is None:
                self.noted[label].pop(row, None)
            else:
                self.noted[label][row] = noted
        self.locked.clear()
        self.spoiled = mark.spoiled
        del self.warnings[mark.warnings :]

    def release(self) -> None:
        """End what `mark` began."""
        self.journaling -= 1
        if not self.journaling:
            self.journal.clear()

    def touched(self) -> Touched:
        """The cards of which a row changed: by the table it is in, and by its columns that did (none: the whole row)."""
        found: dict[str, dict[frozenset[str], set[int]]] = {}
        for label, rows in self.noted.items():
            for columns, cards in cards_by_columns(rows).items():
                known = found.setdefault(label, {}).setdefault(frozenset(columns), set())
                known |= {card for card in cards if card is not None}
        return found

    def finish(self) -> None:
        """Write the record: called last in the transaction, so that nothing may change after it."""
        if self.spoiled:
            raise RuntimeError(
                "A part of this operation failed halfway; let the failure end it, or use `attempt`"
            )
        self.closed = True
        tables = self.touched()
        touched = {card for columns in tables.values() for cards in columns.values() for card in cards}
        self.fresh &= touched
        self._stamp_cards(touched - self.fresh)
        if touched:
            publish(CardsTouched(frozenset(touched), frozenset(self.fresh), tables, self.made))
        if self.operation is None and not any(
            noted.before != {} for rows in self.noted.values() for noted in rows.values()
        ):
            return
        operation = self._enter_count(touched)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COMMIT_LOCK])
        self._write(operation, time_after_all_others())

    def entered(self, contacts: int = 0) -> Operation:
        """The operation's own row, made when it is first needed."""
        if self.operation is None:
            self.operation = Operation.objects.create(
                kind=self.kind,
                facts=self.facts,
                at=timezone.now(),
                actor_id=self.by.user_id,
                actor_name=self.by.name[:150],
                channel=self.by.channel,
                reason=self.by.reason[:250],
                contacts=contacts,
                undoes=self.undoes,
            )
        return self.operation

    def _enter_count(self, touched: set[int]) -> Operation:
        """Make the operation's row, or bring the one of earlier blocks up to date: a card in several blocks
        counts once.
        """
        if self.operation is None:
            return self.entered(len(touched))
        known = sum(
            Change.objects.filter(bulk.among("card", block), operation=self.operation)
            .values("card")
            .distinct()
            .count()
            for block in batched(touched - self.fresh, BLOCK)
        )
        entry = Operation.objects.filter(pk=self.operation.pk, undone_by=None)
        if not entry.update(contacts=F("contacts") + len(touched) - known, facts=self.facts):
            raise Refused("undo.already_undone")
        return self.operation

    def _stamp_cards(self, cards: set[int]) -> None:
        now = timezone.now()
        manager: models.Manager[Any] = card_model()._base_manager
        for block in batched(sorted(cards), BLOCK):
            manager.filter(bulk.among("pk", block)).update(version=F("version") + 1, modified_at=now)

    def _write(self, operation: Operation, at: datetime) -> None:
        columns: Any = [Change._meta.get_field(name) for name in ("operation", "at")]
        ((entry, moment),) = bulk.converted(columns, [(operation.pk, at)])
        for label, noted in self.noted.items():
            alike = {"operation": entry, "at": moment, "model": label}
            if {each.action for each in noted.values()} == {CREATED}:
                alike |= {"action": CREATED, "before": None}
                made = ((row, each.card) for row, each in noted.items())
                bulk.insert_alike(Change, alike, ("row", "card"), made)
            else:
                rows = (
                    (row, card, action, None if before is None else written(before))
                    for row, card, action, before in lines(noted)
                )
                bulk.insert_alike(Change, alike, ("row", "card", "action", "before"), rows)


def cards_by_columns(rows: dict[int, Noted]) -> dict[tuple[str, ...], set[int | None]]:
    """The cards of rows that changed, by the columns that did, in the order in which they were given; by none when it was
    the whole row.
    """
    found: dict[tuple[str, ...], set[int | None]] = {}
    for action, card, origin, before in rows.values():
        if before != {}:
            columns = tuple(values(before)) if action == UPDATED and origin == card else ()
            cards = found.get(columns)
            if cards is None:
                cards = found[columns] = set()
            cards.add(card)
            cards.add(origin)
    return found


def lines(rows: dict[int, Noted]) -> Iterable[tuple[int, int | None, str, Row | Kept | None]]:
    """The record of one table's rows. A row that changed card left the one and came to the other."""
    for row, noted in rows.items():
        if noted.action == UPDATED and noted.origin != noted.card:
            yield row, noted.origin, DELETED, noted.before
            yield row, noted.card, CREATED, None
        elif noted.before != {}:
            yield row, noted.card, noted.action, noted.before


def values(before: Row | Kept | None) -> Row:
    """Former values, whichever way they were kept."""
    return before or {} if before is None or isinstance(before, dict) else json.loads(text_of(before))


def written(before: Row | Kept) -> str:
    """Former values as the record has them."""
    return bulk.as_text(before) if isinstance(before, dict) else text_of(before)


def differing(table: Tracked, before: Row, row: Row) -> Row:
    """Of the recorded values `before`, those that `row` does not have; what it does not tell is not the same."""
    kept = table.recorded & before.keys()
    return {name: before[name] for name in kept if name not in row or before[name] != plain(row[name])}


def returned(table: Tracked, former: Noted, row: Row) -> Row:
    """The former values of a row that was removed and comes back: those that differ, or all when its card
    does.
    """
    before = values(former.before)
    return differing(table, before, row) if former.origin == table.card_of(row) else before


def time_after_all_others() -> datetime:
    """Now, and later than any change written before: `at` follows the order of the commits even when clocks
    do not.
    """
    last = LAST_AT.first()
    now = timezone.now()
    return now if last is None or last < now else last + timedelta(microseconds=1)


RUNNING: ContextVar[Recorder | None] = ContextVar("running operation", default=None)


def running() -> Recorder:
    """The operation in progress; a programming mistake outside one, and in a thread that is not its own."""
    recorder = RUNNING.get()
    if recorder is None or recorder.thread != threading.get_ident():
        raise RuntimeError("Tracked rows are written inside an operation only, in the thread that runs it")
    return recorder
