"""Contacts as JSON, as `contacts.json` has them or another program writes them, read as a table: one object is a row."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from kaartenbak.exchange.formats.json_cells import cells_of
from kaartenbak.exchange.formats.table.cells import extra_text
from kaartenbak.exchange.formats.table.lines import safe
from kaartenbak.exchange.formats.table.reading import LOOK_AHEAD, TableFile
from kaartenbak.exchange.formats.table.records import Record
from kaartenbak.exchange.rules.card import Extra, Role, RowError
from kaartenbak.exchange.rules.layout import AS_FOUND, Layout

CHUNK = 1 << 16
LARGEST = 1 << 20
"""Characters of one contact; the file may be of any size."""
BLANK = re.compile(r"[ \t\r\n]*")
START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*[{\]]|\{\s*[\"}])")
EXTRA = "extra"
decode = json.JSONDecoder().raw_decode


class Row(NamedTuple):
    """The cells of one contact, by name."""

    line: int
    cells: Mapping[str, str]


class JsonFile(TableFile):
    """A file of contacts; the names that the first ones have are its headings."""

    def __init__(self, stream: BinaryIO, layout: Layout = AS_FOUND) -> None:
        super().__init__(rows_in(stream), layout)

    def _heading(self) -> Any:
        first = list(islice(self.records, LOOK_AHEAD))
        rows = [each for each in first if isinstance(each, Row)]
        if not rows:
            return first[0] if first else None
        names = list(dict.fromkeys(name for each in rows for name in each.cells if name != EXTRA))
        self.records = map(partial(in_order, names), chain(first, self.records))
        return Record(1, [*names, EXTRA])


def looks_like_json(start: bytes) -> bool:
    """Whether a file that begins like this holds objects of JSON."""
    return START.match(start) is not None


def in_order(names: Sequence[str], row: Row | RowError) -> Record | RowError:
    """The cells of a contact below the headings, and in the last one what has no heading."""
    if isinstance(row, RowError):
        return row
    more = [Extra(name, text, Role.CELL) for name, text in row.cells.items() if text and name not in names]
    cells = [row.cells.get(name, "") for name in names]
    return Record(row.line, safe([*cells, extra_text(more) if more else ""]))


def rows_in(stream: BinaryIO) -> Iterator[Row | RowError]:
    """Each contact; one that is none is an error in its place. In our own files `line` is the line."""
    values, line = values_in(stream), 1
    while True:
        line += 1
        try:
            found = next(values)
        except StopIteration:
            return
        except (ValueError, RecursionError):
            yield RowError(line, "json.broken")
            return
        if isinstance(found, dict) and found:
            yield Row(line, cells_of(found))
        else:
            yield RowError(line, "json.none", {}, (json.dumps(found)[:4000],))


def values_in(stream: BinaryIO) -> Iterator[Any]:
    """The values of an array, of several lines, or of a page of the API; `ValueError` where the file is no JSON."""
    text = _Text(stream)
    if text.sign() != "[":
        while text.sign():
            found = text.value()
            items = found.get("items") if isinstance(found, dict) else None
            yield from items if isinstance(items, list) else [found]
        return
    text.at += 1
    while text.sign() != "]":
        yield text.value()
        if text.sign() == ",":
            text.at += 1
        elif text.sign() != "]":
            raise ValueError(text.sign())


class _Text:
    """The text of a file as far as it is needed; memory holds one value of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.decoder = stream, codecs.getincrementaldecoder("utf-8-sig")()
        self.rest, self.at, self.is_over = "", 0, False

    def sign(self) -> str:
        """The next sign that is no blank; nothing at the end."""
        while True:
            found = BLANK.match(self.rest, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.rest):
                return self.rest[self.at]
            if not self._more():
                return ""

    def value(self) -> Any:
        """The value that begins here."""
        while True:
            try:
                found, self.at = decode(self.rest, self.at)
            except ValueError:
                if len(self.rest) - self.at > LARGEST or not self._more():
                    raise
            else:
                return found

    def _more(self) -> bool:
        if self.is_over:
            return False
        octets = self.stream.read(max(CHUNK, len(self.rest) - self.at))
        self.is_over = not octets
        self.rest, self.at = self.rest[self.at :] + self.decoder.decode(octets, self.is_over), 0
        return True
