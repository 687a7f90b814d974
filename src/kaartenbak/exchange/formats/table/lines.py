"""The lines of a CSV file, made of whole columns: of most of them no cell has to be looked at by itself."""

import re
from collections.abc import Sequence

from kaartenbak.exchange.formats.table.cells import FORMULA_STARTS, guarded

SUSPECT = FORMULA_STARTS | frozenset("+-'")
LINE_END = "\r\n"
# Cells with one of these, or with the sign between cells, stand between quotes.
QUOTED = '"\r\n'
NUL = "\0"


def lines_of(columns: Sequence[Sequence[str]], delimiter: str) -> str:
    """The lines of a block of cells, as RFC 4180 has them; what a spreadsheet takes for a formula is disarmed."""
    columns = [written(column, delimiter) for column in columns]
    if len(columns) == 1:
        # A line without a sign would be no line.
        columns = [[cell or '""' for cell in columns[0]]]
    return LINE_END.join([*map(delimiter.join, zip(*columns, strict=True)), ""])


def written(cells: Sequence[str], delimiter: str) -> Sequence[str]:
    """The cells of a column as they stand in the file."""
    if cells[0] == cells[-1] and cells.count(cells[0]) == len(cells):
        return list(treated(cells[:1], delimiter)) * len(cells)
    return treated(cells, delimiter)


def treated(cells: Sequence[str], delimiter: str) -> Sequence[str]:
    """The same; a look at all of them together says whether any has to be looked at."""
    text = NUL + NUL.join(cells)
    if any(sign in text and NUL + sign in text for sign in SUSPECT):
        cells = safe(cells)
    if any(sign in text for sign in (delimiter, *QUOTED)):
        is_quoted = re.compile(f"[{re.escape(delimiter)}{QUOTED}]").search
        return ['"' + cell.replace('"', '""') + '"' if is_quoted(cell) else cell for cell in cells]
    return cells


def safe(row: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet takes for a formula."""
    return [guarded(cell) if cell and cell[0] in SUSPECT else cell for cell in row]
