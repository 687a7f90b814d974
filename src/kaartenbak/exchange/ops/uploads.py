"""Files that arrive over the network: kept in the home folder until their import is done, brought in by the worker."""

import uuid
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.core.sizes import LARGEST_FILE
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import imports, keeping
from kaartenbak.exchange.ops.imports import Wanted
from kaartenbak.exchange.ops.sources import keep_sources
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Mode, Phase
from kaartenbak.jobs.definition import job
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import acting_as

LARGEST = LARGEST_FILE


def folder() -> Path:
    """Where files wait."""
    found = Path(settings.HOME) / "imports"
    found.mkdir(parents=True, exist_ok=True)
    return found


def store(chunks: Iterable[bytes], name: str) -> Path:
    """Keep a file that arrives; its name is ours, since theirs may be anything."""
    path = folder() / uuid.uuid4().hex
    size = 0
    try:
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise Refused("import.too_large", field="file", limit=f"{LARGEST // 1024**2} MB")
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def file_of(record: Import) -> Path:
    """Where the file of an import is; refused when it is kept no longer."""
    path = folder() / record.stored
    if not record.stored or not path.is_file():
        raise Refused("import.no_file", file=record.file_name)
    return path


def receive(wanted: Wanted, *, dry_run: bool, by: Actor) -> Import:
    """Enter a file that was kept, and have it planned or brought in."""
    try:
        record = imports.entered(wanted, by)
        if dry_run and record.rows:
            raise Refused("import.stopped", file=record.file_name, operation=record.operation_id)
    except Refused:
        wanted.path.unlink(missing_ok=True)
        raise
    if record.stored:
        (folder() / record.stored).unlink(missing_ok=True)
    keeping.keep_file(record, wanted.path.name)
    queue(record, dry_run=dry_run, by=by)
    return record


def apply(record: Import, *, by: Actor) -> Import:
    """Have an import done that was planned, or that was stopped."""
    if record.phase == Phase.DONE:
        raise Refused("import.done", file=record.file_name)
    file_of(record)
    running = job_of(record)
    if running is None or running.is_over:
        keeping.begin_anew(record)
        queue(record, dry_run=False, by=by)
    return record


def queue(record: Import, *, dry_run: bool, by: Actor) -> None:
    """Put the work up."""
    work = plan.queue if dry_run else bring_in.queue
    keeping.keep_job(record, work(record=record.pk, by=by).pk)


@job
def plan(*, record: int) -> None:
    """Find out what would become of a file's rows."""
    kept = Import.objects.get(pk=record)
    wanted = wanted_of(kept)
    keeping.begin_plan(kept)
    found = imports.plan_file(wanted, by=acting_as(), keep=partial(keeping.keep_rows, kept))
    keeping.keep_plan(kept, found.record)
    keep_sources(kept, wanted.path)


@job
def bring_in(*, record: int) -> dict[str, int | None]:
    """Bring a file in, from where an earlier attempt was stopped."""
    kept = Import.objects.get(pk=record)
    imports.go_on(kept, wanted_of(kept), by=acting_as())
    (folder() / kept.stored).unlink(missing_ok=True)
    return {"import": kept.pk, "rows": kept.rows, "operation": kept.operation_id}


def wanted_of(record: Import) -> Wanted:
    """What was asked for when the file came."""
    return Wanted(
        folder() / record.stored,
        record.file_name,
        record.format,
        Mode(record.mode),
        tuple(record.match),
        record.mapping,
        Layout.of(record.layout),
        record.decided,
    )


def job_of(record: Import) -> Job | None:
    """The work on an import, as long as it is remembered."""
    return Job.objects.filter(pk=record.job_id).first() if record.job_id else None


def state_of(record: Import, work: Job | None) -> str:
    """Where an import stands, in a word."""
    if record.phase == Phase.DONE:
        return "done"
    if work is not None and not work.is_over:
        return "running" if work.state == Job.State.RUNNING else "waiting"
    return "planned" if record.planned else "stopped"
