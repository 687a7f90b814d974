"""Whether the record and the tables agree: what is there was made and not removed, what is not was removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from django.db.models import Max

from kaartenbak.history.models import Change
from kaartenbak.history.registry import TRACKED, Tracked
from kaartenbak.history.store import manager

BLOCK = 500


@dataclass(frozen=True)
class Disagreement:
    """A row of which the record says something else than its table; `there` is whether the table has it."""

    model: str
    row: int
    there: bool


def disagreements() -> Iterator[Disagreement]:
    """The rows of all tracked tables on which the record and the table differ."""
    for table in TRACKED.values():
        yield from disagreements_in(table)


def disagreements_in(table: Tracked) -> Iterator[Disagreement]:
    """Those of one table: both are read in the order of the keys, block by block."""
    passed = 0
    for block in batched(last_changes(table), BLOCK):
        alive = {row for row, last in block} & standing([last for _row, last in block])
        reached = block[-1][0]
        yield from compared(table, alive, rows_there(table, passed, reached))
        passed = reached
    yield from compared(table, set(), rows_there(table, passed, None))


def last_changes(table: Tracked) -> Iterator[tuple[int, int]]:
    """Every row the record knows, in order, with the key of its last change."""
    known = Change.objects.filter(model=table.label).values("row").annotate(last=Max("id")).order_by("row")
    return known.values_list("row", "last").iterator(chunk_size=BLOCK)


def standing(changes: list[int]) -> set[int]:
    """The rows that are there after their last changes."""
    kept = Change.objects.filter(pk__in=changes).exclude(action=Change.Action.DELETED)
    return set(kept.values_list("row", flat=True))


def rows_there(table: Tracked, after: int, until: int | None) -> set[int]:
    """The keys that the table has between two others."""
    rows = manager(table.model).filter(pk__gt=after)
    return set((rows.filter(pk__lte=until) if until is not None else rows).values_list("pk", flat=True))


def compared(table: Tracked, recorded: set[int], there: set[int]) -> Iterator[Disagreement]:
    """What only the table has, and what only the record has."""
    yield from (Disagreement(table.label, row, there=True) for row in sorted(there - recorded))
    yield from (Disagreement(table.label, row, there=False) for row in sorted(recorded - there))
