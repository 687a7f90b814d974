"""How the lines of a table divide: by comma, semicolon, tab or bar, and with which marks around a cell."""

import csv
import re
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.table.mapping import recognise
from kaartenbak.exchange.rules.layout import NO_QUOTE

DELIMITERS = (",", ";", "\t", "|")
LOOK_AT = 60


class Dialect(NamedTuple):
    """How the lines of the file divide."""

    delimiter: str = ","
    skip: int = 0
    """How many lines to pass over: 1 when the first line only names the delimiter (`sep=;` of Excel)."""
    quote: str = '"'

    @property
    def options(self) -> dict[str, Any]:
        """The same for the reader of the standard library."""
        if self.quote == NO_QUOTE:
            return {"delimiter": self.delimiter, "quoting": csv.QUOTE_NONE}
        return {"delimiter": self.delimiter, "quotechar": self.quote}


def dialect_of(sample: str, delimiter: str = "", quote: str = "") -> Dialect:
    """The delimiter that makes the heading known and all rows as wide as it, unless these were chosen."""
    first = sample.partition("\n")[0].strip().strip('"')
    skip = int(first.lower().startswith("sep=") and len(first) == 5)
    if not delimiter and skip:
        delimiter = first[4]
    quote = quote or quote_of(sample)
    delimiter = delimiter or max(DELIMITERS, key=lambda each: _fitness(sample, Dialect(each, 0, quote)))
    return Dialect(delimiter, skip, quote)


def quote_of(sample: str) -> str:
    """The mark around the cells: an apostrophe where all headings stand between two of them."""
    first = sample.lstrip().partition("\n")[0].strip()
    return "'" if re.fullmatch(r"'[^']*'(?:[,;\t|]'[^']*')+", first) else '"'


def _fitness(sample: str, dialect: Dialect) -> tuple[int, int, float]:
    lines = sample.split("\n")
    if len(lines) > 1:
        lines = lines[:-1]  # The last one may be cut.
    try:
        rows = [
            row
            for row in csv.reader([line + "\n" for line in lines[:LOOK_AT]], **dialect.options)
            if any(row)
        ]
    except csv.Error:
        return (0, 0, 0.0)
    if not rows or len(rows[0]) < 2:
        return (0, 0, 0.0)
    width = len(rows[0])
    alike = sum(len(row) == width for row in rows) / len(rows)
    return (len(recognise(rows[0]).targets), round(alike * 4), alike * width)
