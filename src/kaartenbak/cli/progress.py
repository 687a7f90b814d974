"""How far a long piece of work has come: a bar on a terminal, a line a second otherwise."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Is told how far one has come: a part from 0 to 1, and a word on it."""

    def __call__(self, part: float, word: str) -> None: ...


@contextmanager
def shown(title: str) -> Iterator[Progress]:
    """Show the progress of the block on standard error."""
    if not sys.stderr.isatty():
        yield Lines(title)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[word]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0, word="")
        yield lambda part, word: bar.update(task, completed=part, word=word)


class Lines:
    """A line a second, for logs and for programs that read along."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.last = time.monotonic()

    def __call__(self, part: float, word: str) -> None:
        if time.monotonic() - self.last >= 1:
            self.last = time.monotonic()
            print(f"{self.title}: {part:.0%}  {word}", file=sys.stderr, flush=True)
