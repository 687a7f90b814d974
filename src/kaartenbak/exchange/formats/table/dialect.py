"""What divides the cells of a table: comma, semicolon, tab or bar."""

import csv
from typing import NamedTuple

from kaartenbak.exchange.formats.table.mapping import recognise

DELIMITERS = (",", ";", "\t", "|")
LOOK_AT = 60


class Dialect(NamedTuple):
    """How the lines of the file divide."""

    delimiter: str = ","
    skip: int = 0
    """How many lines to pass over: 1 when the first line only names the delimiter (`sep=;` of Excel)."""


def dialect_of(sample: str) -> Dialect:
    """The delimiter that makes the heading known and all rows as wide as it."""
    first = sample.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return Dialect(first[4], skip=1)
    return Dialect(max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter)))


def _fitness(sample: str, delimiter: str) -> tuple[int, int, float]:
    lines = sample.split("\n")
    if len(lines) > 1:
        lines = lines[:-1]  # The last one may be cut.
    try:
        rows = [
            row
            for row in csv.reader([line + "\n" for line in lines[:LOOK_AT]], delimiter=delimiter)
            if any(row)
        ]
    except csv.Error:
        return (0, 0, 0.0)
    if not rows or len(rows[0]) < 2:
        return (0, 0, 0.0)
    width = len(rows[0])
    alike = sum(len(row) == width for row in rows) / len(rows)
    return (len(recognise(rows[0]).targets), round(alike * 4), alike * width)
