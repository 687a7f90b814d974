"""The codes that a contact has, now and at an earlier moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from kaartenbak.classification.groupings import Grouping
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
    more = ("search_word", "code__url") if grouping.takes_search_word else ()
    rows = grouping.assignments._base_manager.filter(contact=contact).order_by("code__code")
    return [Held(*row) for row in rows.values_list("pk", "code__code", "code__description", *more)]


def held_then(grouping: Grouping, rows: Mapping[int, Row]) -> list[Held]:
    """The codes in the assignments of an earlier moment, as the codes are called today; one that is gone is left out."""
    codes = grouping.codes._base_manager.in_bulk({row["code_id"] for row in rows.values()})
    found = [(row, codes[row["code_id"]]) for row in rows.values() if row["code_id"] in codes]
    shown = [
        Held(row["id"], code.code, code.description, row.get("search_word", ""), getattr(code, "url", ""))
        for row, code in found
    ]
    return sorted(shown, key=lambda each: each.code)
