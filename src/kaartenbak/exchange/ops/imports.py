"""Bringing a file in: read twice, companies and then people, and written block by block as one operation."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import ngettext

from kaartenbak.core.actor import Actor
from kaartenbak.core.locking import locked_file
from kaartenbak.core.messages import Counted
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.exchange.formats.files import format_of, inspect
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import keeping
from kaartenbak.exchange.ops.ahead import Ahead, Register
from kaartenbak.exchange.ops.blocks import Block
from kaartenbak.exchange.ops.chunks import Chunk, Piece, read_ahead
from kaartenbak.exchange.ops.companies import key_of
from kaartenbak.exchange.ops.keeping import Note, Row
from kaartenbak.exchange.ops.sources import keep_sources
from kaartenbak.exchange.ops.suspecting import Earlier
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Unreadable
from kaartenbak.exchange.rules.layout import AS_FOUND, Layout
from kaartenbak.exchange.rules.plan import DEFAULT_MATCH, MATCHES, Mode, Outcome, Phase
from kaartenbak.history.operations import LongOperation, about, declare_long
from kaartenbak.history.recording import running
from kaartenbak.jobs.progress import report
from kaartenbak.jobs.statistics import count_outgrown
from kaartenbak.setup.queries import the_setup

KIND = "exchange.import_contacts"
NEEDS = "contacts.import"
IMPORTED = Counted("Imported {rows} row of {file}", "Imported {rows} rows of {file}", of="rows")
declare_long(KIND, needs=NEEDS, title=IMPORTED)

# So many rows make a table grow by so much that the database has to hear of it.
MANY_ROWS = 200
# Rows that are passed over in one phase cost little, but how far one came is noted now and then.
READ_PER_BLOCK = 20_000
# Any number will do, as long as nothing else in the database locks it.
LOCK = 7_309_213


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to bring in, and how.

    `mapping` says for columns of a table, by name, where they go; `layout` how the table is to be read; `decided` what
    somebody chose for rows, by line.
    """

    path: Path
    name: str = ""
    format: str = ""
    mode: Mode = Mode.CREATE
    match: tuple[str, ...] = DEFAULT_MATCH
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    layout: Layout = AS_FOUND
    decided: Mapping[str, str] = field(default_factory=dict)


def import_file(wanted: Wanted, *, by: Actor) -> Import:
    """Bring a file in, or go on with an import of it that was stopped halfway; gives what became of its rows.

    How far it is, in octets of the two readings, is reported to whoever listens.
    """
    return go_on(entered(wanted, by), wanted, by=by)


def go_on(record: Import, wanted: Wanted, *, by: Actor) -> Import:
    """Do what is left of an import that was entered."""
    with alone(record):
        Importing(record, wanted, by.through("import")).run()
        keep_sources(record, wanted.path)
    return record


def plan_file(wanted: Wanted, *, by: Actor, keep: Callable[[list[Row]], None] | None = None) -> "Planning":
    """What bringing a file in would do; nothing is written. All rows are given to `keep`, some at a time."""
    if not by.may(NEEDS):
        raise NotAllowed(NEEDS)
    refuse_unknown(wanted)
    plan = Planning(wanted, by, keep)
    plan.run()
    return plan


def refuse_unknown(wanted: Wanted) -> None:
    """Refuse a file that is none, and ways to match that do not exist."""
    if wanted.path.is_symlink():
        raise Refused("import.link", field="file", file=wanted.path.name)
    if not wanted.path.is_file():
        raise Refused("import.no_file", field="file", file=wanted.path.name)
    for name in wanted.match:
        if name not in MATCHES:
            raise Refused("value.choice", field="match", value=name[:40], choices=", ".join(MATCHES))


def entered(wanted: Wanted, by: Actor) -> Import:
    """The record of the import: that of an earlier attempt at the same file, if one was stopped, else a new one."""
    if not by.may(NEEDS):
        raise NotAllowed(NEEDS)
    refuse_unknown(wanted)
    digest, terms = digest_of(wanted.path), terms_of(wanted)
    begun = Import.objects.filter(digest=digest, operation__undone_by=None, planned=False)
    stopped = begun.exclude(phase=Phase.DONE).last()
    if stopped is None:
        return keeping.begin(digest=digest, file_name=name_of(wanted), user_id=by.user_id, **terms)
    if any(getattr(stopped, name) != value for name, value in terms.items()):
        raise Refused("import.stopped", file=stopped.file_name, operation=stopped.operation_id)
    return stopped


def terms_of(wanted: Wanted) -> dict[str, Any]:
    """How the file is to be brought in, as the record keeps it."""
    format = wanted.format or format_of(wanted.path, wanted.name)
    inspect(wanted.path, format, wanted.mapping, wanted.layout)
    return {
        "format": format,
        "mode": wanted.mode.value,
        "match": list(wanted.match),
        "mapping": dict(wanted.mapping),
        "layout": wanted.layout.as_dict(),
        "decided": dict(wanted.decided),
    }


def terms_for(record: Import, by: Actor, *, writes: bool) -> Terms:
    """How the rows of an import are dealt with."""
    mode, home = Mode(record.mode), str(the_setup().home_country)
    return Terms(by, mode, tuple(record.match), record.begun_at, writes, record.decided, home)


def name_of(wanted: Wanted) -> str:
    """What the file is called."""
    return (wanted.name or wanted.path.name)[:255]


def digest_of(path: Path) -> str:
    """What tells this file from every other."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def alone(record: Import) -> Iterator[None]:
    """Refuse an import that another program is busy with."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, record.pk])
            (free,) = cursor.fetchone()
            refuse_busy(record, free=free)
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, record.pk])
        return
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    with locked_file(folder / f"{record.pk}.lock", wait=False) as free:
        refuse_busy(record, free=free)
        yield
        (folder / f"{record.pk}.lock").unlink(missing_ok=True)


def refuse_busy(record: Import, *, free: bool) -> None:
    if not free:
        raise Refused("import.busy", file=record.file_name)


class Reading:
    """One run over a file: its companies, then its people, in chunks; what is done with those, the run says."""

    def __init__(self, record: Import, path: Path, terms: Terms) -> None:
        self.record, self.path, self.terms = record, path, terms
        self.size = path.stat().st_size

    def run(self) -> None:
        """Deal with all rows that are not dealt with yet."""
        if self.record.phase == Phase.COMPANIES:
            self.read(companies=True)
            self.begin(Phase.PEOPLE)
        if self.record.phase == Phase.PEOPLE:
            self.read(companies=False)
            self.begin(Phase.DONE)

    def read(self, *, companies: bool) -> None:
        """One phase: the file from where it was left."""
        piece = Piece.of(self.record, self.path, self.terms, companies=companies)
        self.register = Register(self.terms)
        with seldom_collected(), read_ahead(piece, self.register.tell) as chunks:
            for chunk in chunks:
                self.take(chunk)
                report(chunk.octets + (0 if companies else self.size), 2 * self.size, counted(self.record))
                # Not kept in memory while the next one comes.
                del chunk

    def take(self, chunk: Chunk) -> None:
        """Deal with some rows."""
        raise NotImplementedError

    def begin(self, phase: Phase) -> None:
        """Go on with the next phase."""
        raise NotImplementedError


class Importing(Reading):
    """A run that writes, as one operation in many transactions."""

    def __init__(self, record: Import, wanted: Wanted, by: Actor) -> None:
        terms = terms_for(record, by, writes=True)
        super().__init__(record, wanted.path, terms)
        facts = {"file": record.file_name, "rows": record.rows}
        self.operation = LongOperation(KIND, by, needs=NEEDS, entry=record.operation, **facts)

    def take(self, chunk: Chunk) -> None:
        self.operation.run(partial(self.write, chunk))
        self.record.refresh_from_db()

    def begin(self, phase: Phase) -> None:
        keeping.next_phase(self.record, phase)

    def write(self, chunk: Chunk) -> None:
        """Some rows and how far they take the import, in one transaction."""
        told = self.register.still_holds(chunk.taken) if chunk.laid else None
        ahead = None if told is None else Ahead(chunk.laid, told)
        tally = Block(chunk.offers, self.terms, passed=chunk.passed, ahead=ahead).write()
        tally.rows += [rejected(error) for error in chunk.errors]
        if len(chunk.offers) >= MANY_ROWS:
            count_outgrown()
        entry = running().entered() if running().writes else None
        about(rows=self.record.rows + len(tally.rows))
        keeping.move(self.record, chunk.taken, tally, entry)


class Planning(Reading):
    """A run that writes nothing: `record` counts what would become of the rows.

    `rows` are those that need a word, unless somebody keeps all of them.
    """

    def __init__(self, wanted: Wanted, by: Actor, keep: Callable[[list[Row]], None] | None = None) -> None:
        record = Import(file_name=name_of(wanted), phase=Phase.COMPANIES, **terms_of(wanted))
        terms = terms_for(record, by, writes=False)
        super().__init__(record, wanted.path, terms)
        self.rows: list[Row] = []
        self.keep = keep
        self.named: set[str] = set()
        self.earlier = Earlier()

    def take(self, chunk: Chunk) -> None:
        block = Block(chunk.offers, self.terms, self.earlier, chunk.passed)
        tally = block.write()
        tally.rows += [rejected(error) for error in chunk.errors]
        missing = block.missing_companies() - self.named
        self.named |= missing | {
            key_of(str(each.values.get("name"))) for each in chunk.offers if each.is_company
        }
        tally.companies = len(missing)
        keeping.count(self.record, chunk.taken, tally)
        if self.keep:
            self.keep(tally.rows)
        else:
            self.rows += tally.remarkable

    def begin(self, phase: Phase) -> None:
        self.record.phase, self.record.position = phase, 0


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage in cycles seldom: rows leave none, and looking at all those in hand costs a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def counted(record: Import) -> str:
    """How many rows are dealt with, in words."""
    return ngettext("{count} row", "{count} rows", record.rows).format(count=record.rows)


def rejected(error: Unreadable) -> Row:
    """A row that could not be read."""
    return Row(error.line, Outcome.REJECTED, None, [Note(error.key, None, error.facts)], error.source)
