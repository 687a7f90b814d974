"""The worker: takes jobs from the board one by one, as many workers as one likes on either database."""

import logging
import math
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext as _

from kaartenbak.core.refusals import Refused
from kaartenbak.jobs import board, slips, statistics
from kaartenbak.jobs.definition import JOBS, wake
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import Cancelled, Stopped, heard_by

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_SIGNS = 5.0
SECONDS_BETWEEN_REPORTS = 0.5
SECONDS_BETWEEN_SWEEPS = 3_600.0
SECONDS_BETWEEN_COUNTS = 60.0


def process() -> str:
    """The name of this process. One that was forked off has another than its parent, which lives on when it is killed."""
    return f"{socket.gethostname()}:{os.getpid()}:{mark(os.getpid())}"


@cache
def mark(_number: int) -> str:
    """Tells a process from an earlier one with the same number."""
    return uuid.uuid4().hex[:8]


def run(stop: threading.Event, *, until: Callable[[], bool] = lambda: False) -> None:
    """Do jobs until `stop` is set, or `until` says so after one. A job in hand is put back at its next report when `stop`
    is set, for another worker to begin anew.
    """
    worker = f"{process()}:{threading.get_ident()}"
    swept = counted = -math.inf
    while not stop.is_set():
        try:
            if time.monotonic() - swept > SECONDS_BETWEEN_SWEEPS:
                board.clear_away()
                swept = time.monotonic()
            if time.monotonic() - counted > SECONDS_BETWEEN_COUNTS:
                statistics.keep_fresh()
                counted = time.monotonic()
            if do_one(worker, stop):
                if until():
                    break
                continue
        except (OperationalError, InterfaceError):
            log.warning("The database did not answer; trying again", exc_info=True)
        close_old_connections()
        wake.wait(SECONDS_BETWEEN_LOOKS)
        wake.clear()
    connection.close()


def do_all(worker: str = "") -> int:
    """Do every job that waits, here and now; how many."""
    count = 0
    while do_one(worker or process(), threading.Event()):
        count += 1
    return count


def do_one(worker: str, stop: threading.Event) -> bool:
    """Take a job and do it; whether there was one."""
    release_those_of_the_dead()
    job = board.take_one(worker)
    if job is None:
        return False
    if job.attempts > board.ATTEMPTS:
        board.close(job, Job.State.FAILED, message=_("The program was stopped each time it did this."))
    else:
        do(job, stop)
    return True


def do(job: Job, stop: threading.Event) -> None:
    """Do one job and write down what came of it."""
    actor = board.unpacked(job.actor)
    with translation.override(actor.language), Reporter(job, stop) as reporter:
        try:
            definition = JOBS[job.kind]
            with heard_by(reporter, actor=actor):
                reporter.end(Job.State.DONE, result=definition(**job.arguments))
        except Cancelled:
            reporter.end(Job.State.CANCELLED)
        except Stopped:
            reporter.leave()
        except Refused as refusal:
            reporter.end(Job.State.FAILED, message=str(refusal))
        except Exception:
            log.exception("Job %s failed", job)
            reporter.end(Job.State.FAILED, message=_("Something went wrong; the log tells what."))
        except BaseException:
            reporter.leave()
            raise


class Reporter:
    """Hears of a job's progress and writes it on the board, with a sign of life.

    A thread with a connection of its own does it every few seconds, outside the job's transactions. On SQLite
    that thread would wait while the job writes; there, what is told inside a transaction is written by the
    job itself, and on a slip for others to read meanwhile.
    """

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self.job, self.stop = job, stop
        self.at = (job.done, job.total, job.message)
        self.written = (time.monotonic(), self.at)
        self.lost = self.cancelled = False
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._keep_giving_signs, daemon=True)

    def __call__(self, done: int, total: int | None, message: str) -> None:
        self.at = (done, total if total is not None else self.at[1], message or self.at[2])
        if connection.in_atomic_block and slips.are_used():
            self._write(SECONDS_BETWEEN_REPORTS, slip=True)
        if self.cancelled:
            raise Cancelled
        if self.lost or self.stop.is_set():
            raise Stopped

    def __enter__(self) -> "Reporter":
        if slips.are_used():
            slips.throw_away(self.job, stop=False)
        # Within a transaction another connection would not see the job.
        if not connection.in_atomic_block:
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.thread.is_alive():
            self.thread.join()
        if slips.are_used():
            slips.throw_away(self.job)

    def end(self, state: Job.State, *, message: str | None = None, **values: object) -> None:
        """Close the job, as far as it got."""
        done, total, last = self.at
        board.close(
            self.job, state, message=last if message is None else message, done=done, total=total, **values
        )

    def leave(self) -> None:
        """Put the job back, unless another worker has it already."""
        board.put_back(self.job, counts=False)

    def _keep_giving_signs(self) -> None:
        while not self.over.wait(SECONDS_BETWEEN_REPORTS):
            # A database that is busy or away for a moment is asked again next time.
            with suppress(OperationalError, InterfaceError):
                self._look()
                self._write(SECONDS_BETWEEN_SIGNS if self.written[1] == self.at else SECONDS_BETWEEN_REPORTS)
        connection.close()

    def _look(self) -> None:
        asked = board.is_to_stop(self.job)
        self.lost, self.cancelled = asked is None, bool(asked)

    def _write(self, seconds: float, *, slip: bool = False) -> None:
        """Write how far it is, unless it was written less than so many seconds ago."""
        if time.monotonic() - self.written[0] >= seconds:
            at = self.at
            board.give_sign(self.job, *at)
            if slip:
                slips.write(self.job, *at[:2])
                self.cancelled = self.cancelled or slips.is_to_stop(self.job)
            self.written = (time.monotonic(), at)


def release_those_of_the_dead() -> None:
    """Put back the jobs of workers of this machine that are no more; those of other machines wait for the
    lease to end.
    """
    for job in board.in_hand_on(board.machine(process())):
        if not is_alive(job.worker):
            board.put_back(job, counts=True)


def is_alive(worker: str) -> bool:
    """Whether the process of a worker of this machine is there. One with our own number but another mark was
    our forerunner.
    """
    _host, number, found, *_thread = worker.split(":")
    if int(number) == os.getpid():
        return found == mark(os.getpid())
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def workers(count: int = 1) -> Iterator[None]:
    """So many workers in threads of this process, for the length of the block."""
    stop = threading.Event()
    threads = [threading.Thread(target=run, args=(stop,), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        wake.set()
        for thread in threads:
            thread.join()
