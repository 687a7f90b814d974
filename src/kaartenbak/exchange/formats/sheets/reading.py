"""Workbooks as cards of the exchange."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from kaartenbak.exchange.formats.sheets.book import Book, Sheet
from kaartenbak.exchange.formats.sheets.mending import mended
from kaartenbak.exchange.formats.sheets.rows import SheetRow, rows_of
from kaartenbak.exchange.formats.table.mapping import Mapping, recognise
from kaartenbak.exchange.formats.table.reading import TableFile
from kaartenbak.exchange.rules.card import Card, Remark, RowError
from kaartenbak.exchange.rules.layout import AS_FOUND, Layout

LOOK_AT_SHEETS, LOOK_AT_ROWS = 10, 10


class XlsxFile(TableFile):
    """One sheet of a workbook whose heading was read; refused when the workbook cannot be read."""

    ends_early = True

    def __init__(self, stream: BinaryIO, layout: Layout = AS_FOUND) -> None:
        self.book = Book(stream)
        self.sheet = self.book.sheet(layout.sheet) if layout.sheet else likely_sheet(self.book)
        super().__init__(rows_of(self.book, self.sheet), layout)

    def meant(self, record: Any, mapping: Mapping) -> tuple[Sequence[str], tuple[Remark, ...]]:
        return mended(record, mapping)


def likely_sheet(book: Book) -> Sheet:
    """Of the sheets that are shown the one whose headings are known best; of equals the first."""
    shown = [sheet for sheet in book.sheets if not sheet.hidden] or book.sheets
    return (
        shown[0]
        if len(shown) == 1
        else max(shown[:LOOK_AT_SHEETS], key=lambda sheet: headings_known(book, sheet))
    )


def headings_known(book: Book, sheet: Sheet) -> int:
    """How many columns are known by the best heading among the first rows."""
    first = [row.cells for row in islice(rows_of(book, sheet), LOOK_AT_ROWS) if isinstance(row, SheetRow)]
    return max((len(recognise(cells).targets) for cells in first), default=-1)


def read_xlsx(stream: BinaryIO, mapping: Mapping | None = None) -> Iterator[Card | RowError]:
    """Each row of the likely sheet of a workbook as a card or an error, in order."""
    yield from XlsxFile(stream).cards(mapping)
