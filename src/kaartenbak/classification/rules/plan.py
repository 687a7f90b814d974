"""What becomes of many contacts that are given codes, or lose them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Skipped(NamedTuple):
    """A contact, by key, that was passed over; `code` is the key of the refusal that one alone would have met."""

    contact: int
    code: str


@dataclass(frozen=True)
class Plan:
    """What giving codes to contacts would do, in numbers; nothing has been written.

    `added` and `already` count assignments (contact and code), `skipped` contacts by the key of the reason.
    """

    contacts: int
    added: int
    already: int
    skipped: Mapping[str, int]


@dataclass(frozen=True)
class Removal:
    """What taking codes away from contacts would do: how many assignments go, and how many never were."""

    contacts: int
    removed: int
    absent: int


@dataclass
class Done:
    """What came of it, in numbers of assignments; `operation` is the entry in the history, none when nothing changed."""

    added: int = 0
    already: int = 0
    removed: int = 0
    absent: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    operation: int | None = None

    @property
    def reasons(self) -> Counter[str]:
        """How many contacts were passed over, by the key of the reason."""
        return Counter(each.code for each in self.skipped)
