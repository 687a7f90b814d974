"""What an operation in progress has done so far, and how that is written down when it ends."""

import json
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.utils import timezone

from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.history.events import CardsTouched
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.registry import Row, Tracked, card_model

# Any number will do, as long as nothing else in the database locks it.
COMMIT_LOCK = 7_309_211
COLUMNS = ("operation_id", "at", "model", "row", "card", "action", "before")
BLOCK = 5_000


@dataclass(frozen=True)
class Warning:
    """What was stored but deserves a word."""

    code: str
    field: str | None
    facts: dict[str, Any]


@dataclass
class Noted:
    """One row's change within the transaction; repeated changes of a row are folded into one."""

    action: str
    card: int | None
    before: Row | None


@dataclass
class Recorder:
    """The record of one transaction of one operation."""

    kind: str
    by: Actor
    operation: Operation | None = None
    undoes: Operation | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    warnings: list[Warning] = field(default_factory=list)
    noted: dict[tuple[str, int], Noted] = field(default_factory=dict)
    locked: dict[tuple[str, int], Row] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)

    def created(self, table: Tracked, row: Row) -> None:
        """Note a new row. A row that was deleted and comes back in one transaction counts as updated."""
        key, card = (table.label, row["id"]), table.card_of(row)
        former = self.noted.pop(key, None)
        if former is None:
            self.noted[key] = Noted(Change.Action.CREATED, card, None)
        else:
            before = {name: value for name, value in (former.before or {}).items() if name in table.recorded}
            self.noted[key] = Noted(Change.Action.UPDATED, card, before)
        self._touch(card, fresh=table.card == "id")

    def updated(self, table: Tracked, row: Row, before: Row) -> None:
        """Note the former values of a changed row; the first value before counts."""
        key = (table.label, row["id"])
        noted = self.noted.get(key)
        if noted is None:
            self.noted[key] = Noted(Change.Action.UPDATED, table.card_of(row), dict(before))
        elif noted.before is not None:
            noted.before = before | noted.before
        self._touch(table.card_of(row))

    def deleted(self, table: Tracked, row: Row) -> None:
        """Note a removed row whole, as it was before this transaction; one that it had created itself leaves no trace."""
        key, card = (table.label, row["id"]), table.card_of(row)
        noted = self.noted.pop(key, None)
        if noted is None or noted.before is not None:
            self.noted[key] = Noted(Change.Action.DELETED, card, row | ((noted and noted.before) or {}))
        self._touch(card)

    def _touch(self, card: int | None, *, fresh: bool = False) -> None:
        if card is not None:
            self.touched.add(card)
            if fresh:
                self.fresh.add(card)

    def finish(self) -> None:
        """Write the record: called last in the transaction, so that nothing may change after it."""
        publish(CardsTouched(frozenset(self.touched), frozenset(self.fresh)))
        if not self.noted:
            return
        now = timezone.now()
        self._stamp_cards(now)
        operation = self.entered()
        operation.contacts += len(self.touched)
        operation.facts = self.facts
        operation.save(update_fields=["contacts", "facts"])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COMMIT_LOCK])
        self._write(operation, self._time_after_all_others())

    def entered(self) -> Operation:
        """The operation's own row, made when it is first needed."""
        if self.operation is None:
            self.operation = Operation.objects.create(
                kind=self.kind,
                facts=self.facts,
                at=timezone.now(),
                actor_id=self.by.user_id,
                actor_name=self.by.name,
                channel=self.by.channel,
                reason=self.by.reason[:250],
                undoes=self.undoes,
            )
        return self.operation

    def _stamp_cards(self, now: datetime) -> None:
        cards: models.Manager[Any] = card_model()._default_manager
        for block in batched(sorted(self.touched - self.fresh), 500):
            cards.filter(pk__in=block).update(version=F("version") + 1, modified_at=now)

    def _time_after_all_others(self) -> datetime:
        """Now, and later than any change written before: `at` follows the order of the commits even when clocks do not."""
        last = Change.objects.order_by("-id").values_list("at", flat=True).first()
        now = timezone.now()
        return now if last is None or last < now else last + timedelta(microseconds=1)

    def _write(self, operation: Operation, at: datetime) -> None:
        rows = (
            (operation.pk, at, label, row, noted.card, noted.action, noted.before)
            for (label, row), noted in self.noted.items()
        )
        insert = copy_changes if connection.vendor == "postgresql" and len(self.noted) > 50 else insert_changes
        insert(rows)


def insert_changes(rows: Any) -> None:
    """Write changes by multi-row statements."""
    statement = f"INSERT INTO history_change ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for block in batched(rows, BLOCK):
            adapted = [
                (op, str(at.replace(tzinfo=None)) if sqlite else at, *middle, as_json(before))
                for op, at, *middle, before in block
            ]
            cursor.executemany(statement, adapted)


def copy_changes(rows: Any) -> None:
    """Write many changes at once by PostgreSQL's COPY."""
    with connection.cursor() as cursor, cursor.copy(f"COPY history_change ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for *row, before in rows:
            copy.write_row((*row, as_json(before)))


def as_json(before: Row | None) -> str | None:
    """The former values as JSON text; they were made plain when they were noted."""
    return None if before is None else json.dumps(before, ensure_ascii=False, separators=(",", ":"))


RUNNING: ContextVar[Recorder | None] = ContextVar("running operation", default=None)


def running() -> Recorder:
    """The operation in progress; a programming mistake outside one."""
    recorder = RUNNING.get()
    if recorder is None:
        raise RuntimeError("Tracked rows are written inside an operation only")
    return recorder
