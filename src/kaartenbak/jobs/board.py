"""The board of jobs: the only code that writes their table. Each change says whose job it is, so a worker
that was taken for dead cannot write into a job that another has taken over.
"""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kaartenbak.core.actor import Actor
from kaartenbak.jobs.models import Job

# Without a sign of life for this long a worker is taken for dead. Longer than any block of an import holds
# SQLite's lock.
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
KEPT = timedelta(days=30)


def put_up(kind: str, arguments: dict[str, Any], by: Actor) -> Job:
    """Ask for a job. Within a transaction it appears when that commits, and not at all when it does not."""
    return Job.objects.create(
        kind=kind, arguments=arguments, actor=packed(by), actor_id=by.user_id, actor_name=by.name[:150]
    )


def take_one(worker: str) -> Job | None:
    """The oldest job that waits, or whose worker on another machine is dead, now this worker's; none when
    there is none.

    Workers of this machine are known to be alive or not, even while SQLite's lock keeps them from giving a
    sign.
    """
    silent = Q(state=Job.State.RUNNING, beat__lt=timezone.now() - LEASE)
    ready = Q(state=Job.State.QUEUED) | silent & ~Q(worker__startswith=machine(worker))
    # Looking first spares SQLite's one writer a transaction for nothing.
    if not Job.objects.filter(ready).exists():
        return None
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(ready).order_by("pk").first()
        if job is None:
            return None
        now = timezone.now()
        job.state, job.worker, job.beat = Job.State.RUNNING, worker, now
        job.started_at, job.attempts = job.started_at or now, job.attempts + 1
        job.save(update_fields=["state", "worker", "beat", "started_at", "attempts"])
    return job


def give_sign(job: Job, done: int, total: int | None, message: str) -> None:
    """Tell that the worker lives and how far he is."""
    mine(job).update(beat=timezone.now(), done=done, total=total, message=message[:250])


def is_to_stop(job: Job) -> bool | None:
    """Whether somebody asked the worker to stop; none when the job is no longer his."""
    return mine(job).values_list("stop_asked", flat=True).first()


def put_back(job: Job, *, counts: bool) -> None:
    """Let another worker begin the job anew; whether this attempt `counts`, as it does when the program was
    killed.
    """
    attempts = job.attempts if counts else job.attempts - 1
    mine(job).update(state=Job.State.QUEUED, worker="", beat=None, attempts=attempts)


def in_hand_on(machine: str) -> "QuerySet[Job]":
    """The jobs that workers of a machine are doing."""
    return Job.objects.filter(state=Job.State.RUNNING, worker__startswith=machine)


def machine(worker: str) -> str:
    """The beginning that the names of all workers of one machine share."""
    return worker.split(":", maxsplit=1)[0] + ":"


def close(job: Job, state: Job.State, *, message: str | None = None, **values: Any) -> None:
    """End a job."""
    told = {} if message is None else {"message": message[:250]}
    mine(job).update(state=state, ended_at=timezone.now(), worker="", beat=None, **told, **values)


def mine(job: Job) -> "QuerySet[Job]":
    """The job, as long as it is this worker's in this attempt."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts)


def ask_to_stop(job: Job) -> None:
    """Cancel a job: at once when it waits, at its next step when it runs."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if not waiting.update(state=Job.State.CANCELLED, ended_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(stop_asked=True)


def clear_away() -> int:
    """Remove jobs that ended long ago; how many."""
    count, _ = Job.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()
    return count


def visible_to(actor: Actor) -> "QuerySet[Job]":
    """The jobs an actor may see: his own, and everybody's for an administrator."""
    return (
        Job.objects.all() if actor.may("accounts.change") else Job.objects.filter(actor_id=actor.user_id or 0)
    )


def packed(actor: Actor) -> dict[str, Any]:
    """An actor as plain values."""
    # That of a request is worked out when it is first asked for, so it need not be an `Actor` by its type.
    values = {field.name: getattr(actor, field.name) for field in fields(Actor)}
    return values | {
        "permissions": sorted(actor.permissions),
        "work_date": actor.work_date and actor.work_date.isoformat(),
    }


def unpacked(values: dict[str, Any]) -> Actor:
    """The actor of plain values."""
    day = values["work_date"]
    return Actor(
        **values
        | {
            "permissions": frozenset(values["permissions"]),
            "work_date": date.fromisoformat(day) if day else None,
        }
    )
