"""How a table is to be read where somebody chose it, and what of it was mended by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

ENCODINGS = ("utf-8", "cp1252", "iso8859-1", "cp850", "utf-16-le", "utf-16-be")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
NO_QUOTE = "none"
QUOTES = {"double": '"', "single": "'", "none": NO_QUOTE}
DECIMALS = {"comma": ",", "point": "."}
DATES = ("day", "month")


@dataclass(frozen=True)
class Layout:
    """What is blank here is found out.

    `header` is the line of the heading, `quote` the mark around cells, `decimal` the sign before a fraction, `dates` what
    comes first in 3/4/1980. `fixed` holds for fields a value that every row has; `mended` by line, as text,
    and name of the column what a cell is to be instead.
    """

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: int = 0
    quote: str = ""
    decimal: str = ""
    dates: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    mended: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Layout":
        """From what `as_dict` gave."""
        return cls(**kept)

    def as_dict(self) -> dict[str, Any]:
        """What was chosen, to be kept."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: dict(value) if isinstance(value, Mapping) else value
            for name, value in told.items()
            if value
        }


AS_FOUND = Layout()
