"""The codes that a contact has, now and at an earlier moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import IntegerField, TextField, Value

from kaartenbak.classification.groupings import GROUPINGS, Grouping
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


def all_held(owners: Mapping[Grouping, int]) -> dict[Grouping, list[Held]]:
    """The codes of several groupings, each of the contact that is named with it, by code: one query."""
    found: dict[Grouping, list[Held]] = {grouping: [] for grouping in owners}
    owned = {grouping.name: contact for grouping, contact in owners.items()}
    for place, *row in EVERY(**{name: owned.get(name, NOBODY) for name in GROUPINGS}):
        found[IN_ORDER[place]].append(Held(*row))
    return found


def one_of_all(place: int, grouping: Grouping) -> Any:
    """The read of one grouping, in the same columns as the others."""
    more = ("search_word", "code__url") if grouping.takes_search_word else ()
    blank = {} if more else {"blank_word": NO_TEXT, "blank_url": NO_TEXT}
    rows = grouping.assignments._base_manager.filter(contact=Given(grouping.name))
    rows = rows.annotate(place=Value(place, output_field=IntegerField()), **blank)
    return rows.order_by().values_list("place", "pk", "code__code", "code__description", *(more or blank))


# The key of no contact, whose codes are none.
NOBODY = 0
NO_TEXT = Value("", output_field=TextField())
IN_ORDER = tuple(GROUPINGS.values())


def every_grouping() -> Any:
    first, *others = (one_of_all(place, grouping) for place, grouping in enumerate(IN_ORDER))
    return first.union(*others, all=True).order_by("place", "code__code")


EVERY: Prepared[Any] = Prepared(every_grouping)


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
