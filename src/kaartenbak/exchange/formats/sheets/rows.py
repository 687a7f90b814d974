"""The rows of one sheet, one at a time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.sheets.book import Book, Sheet
from kaartenbak.exchange.formats.sheets.container import DAMAGE, PieceTooLongError, pieces
from kaartenbak.exchange.formats.sheets.numbers import GENERAL, shown
from kaartenbak.exchange.formats.sheets.strings import text_in, uncoded
from kaartenbak.exchange.rules.card import RowError

MOST_COLUMNS = 2_000


class SheetRow(NamedTuple):
    """The cells of one row; `numbers` are the places of those that were kept as numbers, `mistakes` of those like #N/A."""

    line: int
    cells: list[str]
    numbers: frozenset[int]
    mistakes: frozenset[int]


def rows_of(book: Book, sheet: Sheet) -> Iterator[SheetRow | RowError]:
    """Each row of a sheet in order; blank ones are passed over. A sheet that is broken ends with an error that says so."""
    line = 0
    try:
        for element in pieces(book.archive, sheet.path, "row", "sheetData"):
            if element.tag.endswith("}sheetData"):
                return
            told = element.get("r", "")
            line = int(told) if told.isdigit() and len(told) < 10 else line + 1
            row = row_in(element, line, book)
            if isinstance(row, RowError) or any(row.cells):
                yield row
    except PieceTooLongError:
        yield RowError(line + 1, "sheet.row_too_long")
    except DAMAGE:
        yield RowError(line + 1, "sheet.torn")


def row_in(element: Any, line: int, book: Book) -> SheetRow | RowError:
    """The cells of a row, at their places."""
    cells: list[str] = []
    numbers, mistakes = [], []
    place = -1
    for cell in element:
        place = place_of(cell.get("r"), place + 1)
        text, kind = value_of(cell, book)
        if not text:
            continue
        if place >= MOST_COLUMNS:
            return RowError(line, "table.too_many_columns", {"limit": MOST_COLUMNS})
        if place >= len(cells):
            cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = text
        if kind == "n":
            numbers.append(place)
        elif kind == "e":
            mistakes.append(place)
    return SheetRow(line, cells, frozenset(numbers), frozenset(mistakes))


def place_of(name: str | None, following: int) -> int:
    """The column of a cell called "AB12", from 0 on; a cell without a name stands beside the one before it."""
    letters = name.rstrip("0123456789") if name else ""
    return column_of(letters) if letters else following


@lru_cache(maxsize=MOST_COLUMNS)
def column_of(letters: str) -> int:
    """The column of these letters; far behind the last one when they are none."""
    if len(letters) > 9 or not (letters.isascii() and letters.isupper()):
        return MOST_COLUMNS
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def value_of(cell: Any, book: Book) -> tuple[str, str]:
    """What a cell shows, and its kind: `n` for a number, `e` for a mistake, else a text."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_in(cell), ""
    text = text_of(cell)
    if kind == "s":
        return (book.strings[int(text)] if text.isdigit() and len(text) < 10 else ""), ""
    if kind != "n":
        return uncoded(text), kind
    style = cell.get("s", "")
    format = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else GENERAL
    return shown(text, format, since_1904=book.since_1904) if text else "", "" if format.is_day else "n"


def text_of(cell: Any) -> str:
    """What stands in a cell, behind its formula."""
    if len(cell) == 1:
        return (cell[0].text or "") if cell[0].tag.endswith("}v") else ""
    return next((each.text or "" for each in cell if each.tag.endswith("}v")), "")
