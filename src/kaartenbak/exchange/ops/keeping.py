"""Keeping how far an import has come; the only code that writes the tables of imports."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.rules.plan import Outcome, Phase
from kaartenbak.history.models import Operation

MOST_SOURCE = 200
COUNTERS = (*(each.value for each in Outcome), "companies", "warned", "suspects")


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """A word on a row: why it was refused, or what of it could not be taken as it was meant."""

    code: str
    field: str | None = None
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


class Difference(NamedTuple):
    """What would change of a card: one field, from what into what."""

    field: str
    old: str
    new: str


@dataclasses.dataclass(slots=True)
class Row:
    """What became of one row; while it is only planned, `title` says whose it is, and `changes` what of it would change."""

    line: int
    outcome: Outcome
    card: int | None = None
    notes: list[Note] = dataclasses.field(default_factory=list)
    source: tuple[str, ...] = ()
    title: str = ""
    changes: list[Difference] = dataclasses.field(default_factory=list)
    suspect: str = ""
    choice: str = ""


@dataclasses.dataclass
class Tally:
    """What became of the rows of a block; `companies` are those made because a person named them.

    `kept` counts the lines of vCards that were kept without a field for them, by their property.
    """

    rows: list[Row] = dataclasses.field(default_factory=list)
    companies: int = 0
    kept: Counter[str] = dataclasses.field(default_factory=Counter)

    @property
    def remarkable(self) -> list[Row]:
        """The rows that need a word."""
        return [row for row in self.rows if row.notes or row.choice or row.outcome is Outcome.REJECTED]

    @property
    def steps(self) -> dict[str, int]:
        """By how much it moves the counters of its import."""
        warned = sum(bool(row.notes) and row.outcome is not Outcome.REJECTED for row in self.rows)
        outcomes = Counter(row.outcome for row in self.rows)
        return {each.value: outcomes[each] for each in Outcome} | {
            "companies": self.companies,
            "warned": warned,
            "suspects": sum(bool(row.suspect) for row in self.rows),
        }


def begin(**values: Any) -> Import:
    """Enter a new import."""
    return Import.objects.create(phase=Phase.COMPANIES, **values)


def move(record: Import, to: int, tally: Tally, operation: Operation | None) -> None:
    """Note what a block did, in its transaction; refused when another program has dealt with these rows meanwhile."""
    at = Import.objects.filter(pk=record.pk, phase=record.phase, position=record.position)
    moved = at.update(
        position=to,
        operation=operation or record.operation,
        moved_at=timezone.now(),
        # Nobody else has counted meanwhile, or the import would stand elsewhere.
        kept=dict(Counter(record.kept) + tally.kept),
        **{name: F(name) + step for name, step in tally.steps.items()},
    )
    if not moved:
        raise Refused("import.overtaken", file=record.file_name)
    keep_rows(record, tally.remarkable)


def count(record: Import, to: int, tally: Tally) -> None:
    """The same for an import that is only planned, in memory."""
    record.position = to
    for name, step in tally.steps.items():
        setattr(record, name, getattr(record, name) + step)


def keep_rows(record: Import, rows: Iterable[Row]) -> None:
    """Keep what became of rows."""
    ImportedRow.objects.bulk_create([ImportedRow(brought_by=record, **kept(row)) for row in rows])


def kept(row: Row) -> dict[str, Any]:
    """What became of a row, as it is kept."""
    return {
        "line": row.line,
        "outcome": row.outcome,
        "card": row.card,
        "notes": [{"code": note.code, "field": note.field, "facts": note.facts} for note in row.notes],
        "source": list(row.source[:MOST_SOURCE]),
        "title": row.title[:100],
        "changes": [list(each) for each in row.changes],
        "suspect": row.suspect,
        "choice": row.choice,
    }


def keep_sources(record: Import, headings: Iterable[str], cells: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Keep the headings of a table, and for rows by line what stood in their cells."""
    update(record, headings=[heading[:200] for heading in headings][:MOST_SOURCE])
    for block in batched(cells, 500):
        by_line = dict(block)
        rows = list(ImportedRow.objects.filter(brought_by=record, line__in=by_line))
        for row in rows:
            row.source = list(by_line[row.line])[:MOST_SOURCE]
        ImportedRow.objects.bulk_update(rows, ["source"], batch_size=100)


def keep_file(record: Import, name: str) -> None:
    """Note where a file is that came over the network."""
    update(record, stored=name)


def keep_terms(record: Import, **terms: Any) -> None:
    """Note how a file is to be brought in."""
    update(record, **terms)


def replace_row(record: Import, former: ImportedRow, row: Row) -> None:
    """Note that something else would become of a row, since it was mended."""
    tallied = {name: getattr(record, name) for name in COUNTERS}
    tallied[former.outcome] -= 1
    tallied[row.outcome.value] += 1
    for outcome, notes, step in ((former.outcome, former.notes, -1), (row.outcome.value, row.notes, 1)):
        tallied["warned"] += step if notes and outcome != Outcome.REJECTED else 0
    tallied["suspects"] += bool(row.suspect) - bool(former.suspect)
    with transaction.atomic():
        ImportedRow.objects.filter(pk=former.pk).update(**kept(row))
        update(record, **{name: max(0, count) for name, count in tallied.items()})


@contextmanager
def held(record: Import) -> Iterator[None]:
    """One transaction in which nobody else changes the plan: what another did meanwhile is read first."""
    with transaction.atomic():
        record.refresh_from_db(from_queryset=Import.objects.select_for_update(no_key=True))
        yield


def keep_job(record: Import, job: int) -> None:
    """Note which job works on the import."""
    update(record, job_id=job)


def begin_plan(record: Import) -> None:
    """Forget what an earlier plan said."""
    with transaction.atomic():
        ImportedRow.objects.filter(brought_by=record).delete()
        update(record, **dict.fromkeys(COUNTERS, 0))


def keep_plan(record: Import, plan: Import) -> None:
    """Note in the counters of an import that has not begun what would become of its rows."""
    update(record, planned=True, **{name: getattr(plan, name) for name in COUNTERS})


def begin_anew(record: Import) -> None:
    """Forget what was planned; an import that has begun stays where it is."""
    if record.planned:
        with transaction.atomic():
            ImportedRow.objects.filter(brought_by=record).delete()
            update(record, planned=False, **dict.fromkeys(COUNTERS, 0))


def update(record: Import, **values: Any) -> None:
    Import.objects.filter(pk=record.pk).update(**values)
    record.refresh_from_db()


def next_phase(record: Import, phase: Phase) -> None:
    """Begin reading the file once more, or be done."""
    at = Import.objects.filter(pk=record.pk, phase=record.phase, position=record.position)
    if not at.update(phase=phase, position=0, moved_at=timezone.now()):
        raise Refused("import.overtaken", file=record.file_name)
    record.refresh_from_db()
