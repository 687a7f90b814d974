"""How many rows of other tables cards have, as the parts declare: one statement for a card and for a page of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection

from kaartenbak.core.parts import PARTS, Part
from kaartenbak.history.asof import Rows

Counts = dict[str, int]


def counted_parts() -> list[Part]:
    """The parts whose rows a card counts."""
    return [part for part in PARTS if part.counted]


def counts_of(cards: Mapping[int, int | None]) -> dict[int, Counts]:
    """For each card the number of its rows, by what the parts call it; `cards` gives each the key of its company.

    Where a part says so, a person counts those of his company (contacts.md §20).
    """
    parts, holders = counted_parts(), sorted({*cards, *(key for key in cards.values() if key is not None)})
    found = dict(numbers(parts, holders)) if holders and parts else {}
    return {
        card: {
            part.counted: found.get((place, company or card if part.of_employer else card), 0)
            for place, part in enumerate(parts)
        }
        for card, company in cards.items()
    }


def numbers(parts: Sequence[Part], holders: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The numbers of rows by the place of the part and the card.

    Written by hand: making and compiling a query for each part costs more than the answer.
    """
    marks = ", ".join(["%s"] * len(holders))
    counts = (statement(place, part, marks) for place, part in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), [*holders] * len(parts))
        for place, card, number in cursor.fetchall():
            yield (place, card), number


def statement(place: int, part: Part, marks: str) -> str:
    """The count of one part's rows for each card."""
    model: Any = apps.get_model(part.model)
    table = connection.ops.quote_name(model._meta.db_table)
    card = connection.ops.quote_name(model._meta.get_field(part.link).column)
    return f"SELECT {place}, {card}, COUNT(*) FROM {table} WHERE {card} IN ({marks}) GROUP BY {card}"  # noqa: S608


def counts_then(own: Rows, company: Rows) -> Counts:
    """The numbers of an earlier moment: the rows of the card then, and those of its company; the same twice without one."""
    return {
        part.counted: len((company if part.of_employer else own).get(part.model.lower(), {}))
        for part in counted_parts()
    }
