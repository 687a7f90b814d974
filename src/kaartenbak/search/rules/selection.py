"""Which contacts somebody selected in a list, as a plain value that a form, an address and a job can carry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

# Numbers that a reader ticked one by one; more than that is "all that match".
MOST_NUMBERS = 10_000
LONGEST_NUMBER = 20


@dataclass(frozen=True)
class Selection:
    """The contacts with these numbers; or, with `everything`, all that match `query` but these."""

    numbers: frozenset[str] = frozenset()
    everything: bool = False
    query: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was selected at all."""
        return not self.everything and not self.numbers

    @property
    def is_too_long(self) -> bool:
        """Whether more was ticked one by one than a request should carry."""
        return len(self.numbers) > MOST_NUMBERS

    def packed(self) -> dict[str, Any]:
        """The selection as JSON can hold it."""
        return {"everything": self.everything, "query": self.query, "numbers": sorted(self.numbers)}

    @property
    def lines(self) -> str:
        """The numbers as one field of a form carries them."""
        return "\n".join(sorted(self.numbers))


def unpacked(values: Mapping[str, Any]) -> Selection:
    """The selection of what `packed` gave."""
    return Selection(frozenset(values["numbers"]), bool(values["everything"]), values["query"])


def selection_of(everything: bool, query: str, lines: str, ticked: Iterable[str]) -> Selection:
    """The selection of a form: with scripts one number a line, without them the boxes that were `ticked`.

    Without scripts nobody can take a row out of all that match, so ticks say nothing then.
    """
    numbers = {number for line in lines.splitlines() if (number := tidy(line))}
    if not everything:
        numbers |= {number for line in ticked if (number := tidy(line))}
    return Selection(frozenset(numbers), everything, query if everything else "")


def tidy(number: str) -> str:
    """A number as cards have it; blank when none could."""
    tidied = number.replace("\0", "").strip().upper()
    return tidied if len(tidied) <= LONGEST_NUMBER else ""


def query_of(wanted: Mapping[str, Any]) -> str:
    """The filters of a list as one text, the same for the same filters in whatever order they were asked for."""
    pairs = []
    for name in sorted(wanted):
        values = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
        pairs += [
            (name, str(value).lower() if isinstance(value, bool) else str(value)) for value in sorted(values)
        ]
    return urlencode(pairs)
