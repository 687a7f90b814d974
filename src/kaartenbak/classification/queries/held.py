"""The codes that a contact has, now and at an earlier moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kaartenbak.classification.groupings import Grouping
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.history.registry import Row


@dataclass(frozen=True, slots=True)
class Held:
    """A code that a contact has; `key` is that of the assignment. A web source has a search word and an address."""

    key: int
    code: str
    description: str
    search_word: str = ""
    url: str = ""


def held(grouping: Grouping, contact: int) -> list[Held]:
    """The codes of a grouping that a contact has, by code: one query."""
    return [Held(*row) for row in reading(grouping)(contact=contact)]


@cache
def reading(grouping: Grouping) -> Prepared[Any]:
    """The read of a contact's codes."""
    more = ("search_word", "code__url") if grouping.takes_search_word else ()
    columns = ("pk", "code__code", "code__description", *more)
    rows = grouping.assignments._base_manager
    return Prepared(
        lambda: rows.filter(contact=Given("contact")).order_by("code__code").values_list(*columns)
    )


def held_then(grouping: Grouping, rows: Mapping[int, Row]) -> list[Held]:
    """The codes in the assignments of an earlier moment, as the codes are called today; one that is gone is left out."""
    codes = grouping.codes._base_manager.in_bulk({row["code_id"] for row in rows.values()})
    found = [(row, codes[row["code_id"]]) for row in rows.values() if row["code_id"] in codes]
    shown = [
        Held(row["id"], code.code, code.description, row.get("search_word", ""), getattr(code, "url", ""))
        for row, code in found
    ]
    return sorted(shown, key=lambda each: each.code)
