"""The `@job` decorator: a function of plain values that a worker runs, after the commit."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import transaction

from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.jobs import board
from kaartenbak.jobs.models import Job

JOBS: dict[str, "Definition"] = {}
# Wakes the workers of this process at once; those of others look every second.
wake = threading.Event()


class Definition:
    """A job as code knows it: call it to do it here and now, `queue` it to have it done."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.kind = f"{function.__module__.split('.')[1]}.{function.__name__}"
        self.__doc__ = function.__doc__

    def __call__(self, **arguments: Any) -> Any:
        return self.function(**arguments)

    def queue(self, *, by: Actor = SYSTEM, hurry: bool = True, **arguments: Any) -> Job:
        """Have the job done by a worker, acting as `by`; `arguments` are plain values. Without `hurry` nobody is woken for it."""
        queued = board.put_up(self.kind, arguments, by)
        if hurry:
            transaction.on_commit(wake.set)
        return queued


def job(function: Callable[..., Any]) -> Definition:
    """Make a function a job: keyword arguments that JSON can hold; what it returns is the job's result.

    It may be begun again after its worker was killed, so it can run twice without harm.
    """
    definition = Definition(function)
    if definition.kind in JOBS:
        raise ValueError(f"There is a job {definition.kind} already")
    JOBS[definition.kind] = definition
    return definition
