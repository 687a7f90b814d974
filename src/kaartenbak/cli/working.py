"""The process of the background worker, alone or beside a server."""

import importlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

from django.db import connections

from kaartenbak.cli.program import load
from kaartenbak.jobs import worker
from kaartenbak.jobs.definition import wake

# Where jobs are declared.
JOBS = ("kaartenbak.exchange.ops.uploads", "kaartenbak.duplicates.ops.jobs")
SECONDS_TO_FINISH = 15
SECONDS_BEFORE_ANOTHER = 2
# Beside a server, pages go first: whoever waits for an answer waits for the processor too.
NICENESS = 5
# Memory that a job took and a program keeps for ever, such as that of comparing 100,000 cards.
MUCH = 64 * 1024 * 1024


def work(*, until: Callable[[], bool] = lambda: False) -> None:
    """Do jobs until the process is asked to end, or `until` says so after one; a job in hand is put back at its next report."""
    know_jobs()
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()
        wake.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    worker.run(stop, until=until)


def know_jobs() -> None:
    """Load the modules that declare jobs; other commands start faster without them."""
    for name in JOBS:
        importlib.import_module(name)


def begin() -> None:
    """The beginning of a worker's process beside a server. When a job has taken much memory it ends, and another begins."""
    from kaartenbak.cli.serving import end_with_the_parent

    end_with_the_parent()
    os.nice(NICENESS)
    load()
    at_first = most_memory()
    work(until=lambda: most_memory() - at_first > MUCH)


def most_memory() -> int:
    """The most bytes that this process has held at a time."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


class Beside:
    """A worker beside a server: begun with it, begun again when it ends before it, ended with it."""

    def __init__(self) -> None:
        self.process: BaseProcess | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        """Begin the first process and mind it."""
        self.spawn()
        threading.Thread(target=self.mind, daemon=True).start()

    def spawn(self) -> None:
        connections.close_all()
        self.process = multiprocessing.Process(target=begin, name="kaartenbak-worker")
        self.process.start()

    def mind(self) -> None:
        """Begin another process whenever one ends that was not asked to."""
        while self.process is not None:
            self.process.join()
            # Ctrl-C reaches all processes at once, so the server may not have said yet that it stops.
            if self.stopping.wait(SECONDS_BEFORE_ANOTHER):
                return
            self.spawn()

    def stop(self) -> None:
        """Let the worker put back what it has in hand, and end."""
        self.stopping.set()
        if self.process is not None and self.process.is_alive():
            self.process.terminate()
            self.process.join(SECONDS_TO_FINISH)
            self.process.kill()
