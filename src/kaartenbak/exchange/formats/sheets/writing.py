"""Cards of the exchange as a workbook, sent while it is made."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import batched, chain
from typing import IO, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from kaartenbak.exchange.formats.sheets import parts
from kaartenbak.exchange.formats.table.cells import UNPRINTED
from kaartenbak.exchange.formats.table.lines import safe
from kaartenbak.exchange.formats.table.writing import DEFAULT_COLUMNS, heading, row_maker
from kaartenbak.exchange.rules.card import Card

BATCH = 500
# A sheet of Excel has 1,048,576 rows, and its cells 32,767 characters.
ROWS_OF_SHEET = 1_000_000
LONGEST_CELL = 32_767
# A part of a workbook that is sent while it is made stays below the two gigabytes of the old form of ZIP, however many
# octets a character takes.
CHARACTERS_OF_SHEET = 500_000_000
# What Excel would take for a character in hexadecimal: "_x000D_".
LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NAMES = {"": "contacts", "nl": "Contacten", "en": "Contacts", "fr": "Contacts", "de": "Kontakte"}


class Outlet:
    """Where the archive is written: what has come is taken from it and sent."""

    def __init__(self) -> None:
        self.octets = bytearray()

    def write(self, octets: bytes) -> int:
        self.octets += octets
        return len(octets)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        octets = bytes(self.octets)
        self.octets.clear()
        return octets


def xlsx_blocks(
    rows: Iterable[Card | Sequence[str]], columns: Sequence[str] = DEFAULT_COLUMNS, *, language: str = ""
) -> Iterator[bytes]:
    """A workbook in blocks: a heading and a line for each card (or row of cells in the order of `columns`).

    Every cell is text, so that postcodes and phone numbers stay as they are. More rows than a sheet holds go on in the
    next one, and a text that is too long for a cell of Excel is cut.
    """
    outlet, sheets = Outlet(), 0
    cells_of = row_maker(columns)
    lines = (safe(cells_of(row) if isinstance(row, Card) else row) for row in rows)
    titles = [heading(name, language) for name in columns]
    with ZipFile(cast(IO[bytes], outlet), "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for first in chain([next(lines, None)], lines):
            sheets += 1
            with archive.open(parts.path_of(sheets), "w") as sheet:
                for text in sheet_text(titles, chain([first] if first else [], lines)):
                    sheet.write(text.encode(errors="replace"))
                    if outlet.octets:
                        yield outlet.taken()
        for path, text in parts.around(sheets, NAMES[language]):
            archive.writestr(path, text)
    yield outlet.taken()


def sheet_text(titles: Sequence[str], lines: Iterator[Sequence[str]]) -> Iterator[str]:
    """One sheet: its heading, and as many lines as it holds."""
    letters = [letters_of(column) for column in range(len(titles))]
    yield parts.BEGINNING + row_text(1, letters, titles, parts.STYLE_OF_HEADING)
    row, size = 1, 0
    for some in batched(lines, BATCH):
        text = "".join(
            [
                row_text(number, letters, line, parts.STYLE_OF_TEXT)
                for number, line in enumerate(some, row + 1)
            ]
        )
        row, size = row + len(some), size + len(text)
        yield text
        if row > ROWS_OF_SHEET or size > CHARACTERS_OF_SHEET:
            break
    yield parts.END


def row_text(number: int, letters: Sequence[str], cells: Sequence[str], style: int) -> str:
    """One row; blank cells are left out."""
    told = [
        f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text_of(cell)}</t></is></c>'
        for letter, cell in zip(letters, cells, strict=True)
        if cell
    ]
    return f'<row r="{number}">{"".join(told)}</row>'


def text_of(cell: str) -> str:
    """The text of a cell as XML has it."""
    if cell.isalnum():
        return cell[:LONGEST_CELL]
    if not cell.isprintable():
        cell = UNPRINTED.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if "_x" in cell:
        cell = LOOKS_CODED.sub("_x005F_", cell)
    return escape(cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…")


@cache
def letters_of(column: int) -> str:
    """What a spreadsheet calls a column: A to Z, then AA."""
    return (letters_of(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
