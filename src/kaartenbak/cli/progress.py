"""How far a long piece of work has come: a bar on a terminal, a line a second otherwise; both on standard error."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kaartenbak.jobs.progress import heard_by


@contextmanager
def shown(title: str) -> Iterator[None]:
    """Show the progress that the work of the block reports."""
    if not sys.stderr.isatty():
        with heard_by(Lines(title)):
            yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    words = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[message]}"))
    with Progress(*words, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, message="")

        def show(done: int, total: int | None, message: str) -> None:
            bar.update(task, completed=done, total=total, message=message)

        with heard_by(show):
            yield


class Lines:
    """A line a second, for logs and for programs that read along."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.last = time.monotonic()

    def __call__(self, done: int, total: int | None, message: str) -> None:
        if time.monotonic() - self.last >= 1:
            self.last = time.monotonic()
            part = f"{min(done / total, 1):.0%}" if total else str(done)
            print(f"{self.title}: {part}  {message}".rstrip(), file=sys.stderr, flush=True)
