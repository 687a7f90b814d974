"""Slips of paper in the home folder: how far a job is and whether it is to stop, while it holds SQLite's one lock itself.

Nobody else can write on the board then, nor read what the job writes there. On PostgreSQL there are no slips.
"""

import json
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from kaartenbak.jobs.models import Job


def folder() -> Path:
    """Where they are."""
    found = Path(settings.HOME, "jobs")
    found.mkdir(parents=True, exist_ok=True)
    return found


def are_used() -> bool:
    """Whether the database is one with a single writer."""
    return connection.vendor == "sqlite"


def write(job: Job, done: int, total: int | None) -> None:
    """Tell how far a job is. Who reads it meanwhile finds the former slip, never half a one."""
    slip = path(job, "at")
    beside = slip.with_suffix(".new")
    beside.write_text(json.dumps([done, total]), encoding="utf-8")
    beside.replace(slip)


def how_far(job: Job) -> tuple[int, int | None]:
    """How much of a job is done, of how much: by its slip, else by the board."""
    if job.state == Job.State.RUNNING and are_used():
        with suppress(OSError, ValueError):
            done, total = json.loads(path(job, "at").read_text(encoding="utf-8"))
            return int(done), total
    return job.done, job.total


def ask_to_stop(job: Job) -> None:
    """Have a job end that may hold the lock now."""
    path(job, "stop").touch()


def is_to_stop(job: Job) -> bool:
    """Whether somebody asked for that."""
    return path(job, "stop").exists()


def throw_away(job: Job, *, stop: bool = True) -> None:
    """A job is over, or begins anew; then it is still to `stop`."""
    path(job, "at").unlink(missing_ok=True)
    if stop:
        path(job, "stop").unlink(missing_ok=True)


def path(job: Job, what: str) -> Path:
    """The file of one slip. A register that was restored gives its keys once more, so the time is in the name."""
    return folder() / f"{job.pk}-{job.created_at:%Y%m%d%H%M%S%f}.{what}"
