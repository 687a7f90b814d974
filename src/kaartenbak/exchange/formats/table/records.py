"""The records of a table, each with the line it begins on; a broken one costs no other."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from kaartenbak.exchange.rules.card import RowError

MOST_LINES = 2_000
MOST_REPAIRS = 500


class Record(NamedTuple):
    """The cells of one row."""

    line: int
    cells: list[str]


class _RecordTooLongError(Exception):
    pass


class _Feed:
    """Hands out lines, remembers those of the present record, and takes them back."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self.lines = lines
        self.returned: deque[str | None] = deque()
        self.taken: list[str] = []
        self.number = 0
        self.ended = False
        self.skipped = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise _RecordTooLongError
        line = self.returned.popleft() if self.returned else next(self.lines, "")
        self.number += 1
        if line is None:
            self.skipped = True
            raise _RecordTooLongError
        if not line:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return line

    def begin(self) -> int:
        """Begin a record; the number of its first line."""
        self.taken.clear()
        self.skipped = False
        return self.number + 1

    def give_back(self) -> None:
        """Take back all lines of the record but the first."""
        again: list[str | None] = [*self.taken[1:]]
        if self.skipped and self.taken:
            again.append(None)
        self.returned.extendleft(reversed(again))
        self.number -= len(again)
        self.ended = False


def records(lines: Iterator[str | None], delimiter: str, skip: int = 0) -> Iterator[Record | RowError]:
    """Each record in order; blank ones are passed over.

    A quotation mark that is never closed would swallow the rows after it: such a row is reported by its first line,
    and reading goes on with the next line. When that keeps happening, reading stops with an error that says so.
    """
    feed = _Feed(lines)
    for _ in range(skip):
        next(feed, "")
    repairs = 0
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        line = feed.begin()
        problem, cells = _next(reader, feed)
        if problem:
            yield RowError(line, problem, {}, (feed.taken[0].rstrip("\n"),) if feed.taken else ())
            repairs += 1
            if repairs > MOST_REPAIRS:
                yield RowError(feed.number, "table.broken", {"repairs": repairs})
                return
            feed.give_back()
            reader = csv.reader(feed, delimiter=delimiter)
        elif cells is None:
            return
        elif any(cells):
            yield Record(line, cells)


def _next(reader: Iterator[list[str]], feed: _Feed) -> tuple[str, list[str] | None]:
    """What is wrong with the next record, and its cells."""
    try:
        cells = next(reader, None)
    except csv.Error:
        return ("table.quote_open" if len(feed.taken) > 1 else "table.cell_too_long"), None
    except _RecordTooLongError:
        return ("table.line_too_long" if feed.skipped and not feed.taken else "table.quote_open"), None
    if feed.ended and feed.taken:
        return "table.quote_open", None
    return "", cells
