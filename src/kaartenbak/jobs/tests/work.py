"""Jobs for the tests, also run by workers in other processes."""

import os
import threading
import time
from typing import Any

from django.db import transaction

from kaartenbak.core.refusals import Refused
from kaartenbak.jobs.definition import job
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import acting_as, report

begun, go_on = threading.Event(), threading.Event()


@job
def add_up(*, numbers: list[int]) -> dict[str, Any]:
    for place, number in enumerate(numbers, start=1):
        report(place, len(numbers), f"at {number}")
    return {"sum": sum(numbers), "by": acting_as().name}


@job
def refuse() -> None:
    raise Refused("value.required")


@job
def fail() -> None:
    raise ZeroDivisionError


@job
def wait_for_sign(*, seconds: float = 20) -> str:
    """Goes on until told to, and tells how far it is meanwhile."""
    begun.set()
    until = time.monotonic() + seconds
    while not go_on.wait(0.05):
        report(1, 2, "waiting")
        assert time.monotonic() < until, "nobody told this job to go on"
    return "done"


@job
def tell_inside_a_transaction(*, seconds: float) -> None:
    with transaction.atomic():
        Job.objects.filter(kind="no such").update(message="")
        for step in range(10):
            time.sleep(seconds / 10)
            report(step + 1, 10)


@job
def hang_once(*, marker: str) -> str:
    """The first time it hangs, the next time it ends."""
    if os.path.exists(marker):  # noqa: PTH110 plain on purpose
        return "second time"
    with open(marker, "w") as file:  # noqa: PTH123
        file.write("begun")
    time.sleep(60)
    return "first time"


@job
def give_what_cannot_be_kept() -> object:
    return object()
