"""Keeping how far a change of many contacts has come; the only code that writes their table."""

from typing import Any

from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.search.models import BulkChange
from kaartenbak.search.rules.tally import Tally


def begin(**values: Any) -> BulkChange:
    """Enter a change that is to be made."""
    return BulkChange.objects.create(**values)


def keep_job(record: BulkChange, job: int) -> None:
    """Note which job works on it."""
    BulkChange.objects.filter(pk=record.pk).update(job_id=job)
    record.job_id = job


def move(record: BulkChange, kind: str, to: int, tally: Tally, operation: Operation | None) -> None:
    """Note what a block did, in its transaction; refused when another program has dealt with these contacts meanwhile."""
    whole = record.tally + tally
    at = BulkChange.objects.filter(pk=record.pk, kind=record.kind, position=record.position, over=False)
    moved = at.update(
        kind=kind,
        position=to,
        operation=operation or record.operation,
        changed=whole.changed,
        already=whole.already,
        skipped=whole.skipped,
    )
    if not moved:
        raise Refused("bulk.overtaken")


def finish(record: BulkChange) -> None:
    """Note that all contacts are dealt with."""
    BulkChange.objects.filter(pk=record.pk).update(over=True)
    record.refresh_from_db()
