"""Cells of a workbook as they were meant: numbers that lost their zeros, and mistakes that a formula shows."""

from kaartenbak.exchange.formats.sheets.numbers import is_rounded
from kaartenbak.exchange.formats.sheets.rows import SheetRow
from kaartenbak.exchange.formats.table.mapping import Mapping
from kaartenbak.exchange.formats.table.numbers import Countries, field_of, meaning
from kaartenbak.exchange.rules.card import Remark


def mended(row: SheetRow, mapping: Mapping) -> tuple[list[str], tuple[Remark, ...]]:
    """The cells as they were meant, and a word on each that is not as it stood there."""
    if not row.numbers and not row.mistakes:
        return row.cells, ()
    cells, remarks, countries = list(row.cells), list[Remark](), Countries(mapping)
    for place in sorted(row.mistakes):
        remarks.append(Remark("cell.mistake", field_of(place, mapping), cells[place]))
        cells[place] = ""
    for place in sorted(row.numbers):
        field, text = field_of(place, mapping), cells[place]
        meant = meaning(field, text, countries.of(place, cells))
        if meant != text:
            cells[place] = meant
            if field != "birthday":
                remarks.append(Remark("cell.zero", field, text))
        elif is_rounded(text):
            remarks.append(Remark("cell.rounded", field, text))
    return cells, tuple(remarks)
