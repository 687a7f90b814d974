"""The records of a table, each with the line it begins on; a broken one costs no other."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from kaartenbak.exchange.formats.table.dialect import Dialect
from kaartenbak.exchange.rules.card import RowError

MOST_LINES = 2_000
MOST_REPAIRS = 500
SENTINEL = "\0"
"""A line after the last one: it stays a row of its own if all quotation marks before it are closed."""


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


def records(lines: Iterator[str | None], dialect: Dialect) -> Iterator[Record | RowError]:
    """Each record in order; blank ones are passed over.

    A quotation mark that is never closed would swallow the rows after it: such a row is reported by its first
    line, and reading goes on with the next line. When that keeps happening, reading stops and says so.
    """
    feed = _Feed(lines)
    for _ in range(dialect.skip):
        next(feed, "")
    repairs, width, torn = 0, 0, False
    reader = csv.reader(feed, strict=True, **dialect.options)
    while True:
        line = feed.begin()
        problem, cells = _next(reader, feed, dialect, width)
        if problem:
            torn = True
            yield RowError(line, problem, {}, (feed.taken[0].rstrip("\n"),) if feed.taken else ())
            repairs += 1
            if repairs > MOST_REPAIRS:
                yield RowError(feed.number, "table.broken", {"repairs": repairs})
                return
            feed.give_back()
            reader = csv.reader(feed, strict=True, **dialect.options)
        elif cells is None:
            return
        elif any(cells):
            width = width or len(cells)
            # A short row is one whose last cells are empty, but after a broken row it is the rest of that.
            torn = torn and len(cells) < width
            if torn:
                yield RowError(line, "table.torn", {"cells": len(cells), "columns": width}, tuple(cells))
            else:
                yield Record(line, cells)


def _next(
    reader: Iterator[list[str]], feed: _Feed, dialect: Dialect, width: int
) -> tuple[str, list[str] | None]:
    """What is wrong with the next record, and its cells."""
    try:
        return "", next(reader, None)
    except _RecordTooLongError:
        return ("table.line_too_long" if feed.skipped and not feed.taken else "table.quote_open"), None
    except csv.Error:
        cells = _leniently(feed.taken, dialect, width)
        if cells is not None:
            return "", cells
        return ("table.quote_open" if feed.taken[-1].count(dialect.quote) else "table.cell_too_long"), None


def _leniently(lines: list[str], dialect: Dialect, width: int) -> list[str] | None:
    """The cells of lines with a quotation mark inside a quoted cell; None when that would swallow other rows."""
    try:
        found = list(csv.reader([*lines, SENTINEL], **dialect.options))
        swallowed = any(
            len(row) == width for line in lines[1:] for row in csv.reader([line], **dialect.options)
        )
    except csv.Error:
        return None
    is_whole = len(found) == 2 and found[1] == [SENTINEL] and len(found[0]) == (width or len(found[0]))
    return found[0] if is_whole and not swallowed else None
