"""Cards with what belongs to them, a block at a time in the order of their keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.setup.models import (
    CodeTable,
    Country,
    Currency,
    Language,
    OrganizationalLevel,
    Salesperson,
    Salutation,
    Territory,
)
from kaartenbak.setup.queries import codes_by_id

BLOCK = 1_000
SPREAD = 3
CODES: dict[str, type[CodeTable]] = {
    "salutation": Salutation,
    "country": Country,
    "salesperson": Salesperson,
    "territory": Territory,
    "language": Language,
    "currency": Currency,
    "organizational_level": OrganizationalLevel,
}
FLAGS = ("exclude_from_segments", "privacy_blocked", "minor", "parental_consent")
# A channel: its kind, label and value.
Place = tuple[str, str, str]


@dataclass
class Block:
    """Some cards, as rows of `columns`; the key comes first in each."""

    columns: Sequence[str]
    rows: list[list[Any]]

    @cached_property
    def keys(self) -> list[int]:
        """The keys of the cards."""
        return [row[0] for row in self.rows]

    @cached_property
    def among(self) -> dict[str, Any]:
        """The condition that a row belongs to one of the cards; a range is quicker, where they stand close together."""
        first, last = self.keys[0], self.keys[-1]
        if last - first < SPREAD * len(self.keys):
            return {"contact__gte": first, "contact__lte": last}
        return {"contact__in": self.keys}

    @cached_property
    def channels(self) -> dict[int, list[Place]]:
        """The channels of each card that has any, the main one of each kind first."""
        rows = Channel.objects.filter(**self.among).order_by("contact_id", "kind", "position", "id")
        found = rows.values_list("contact_id", "kind", "label", "value")
        return {card: [row[1:] for row in group] for card, group in groupby(found, key=itemgetter(0))}

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comments of each card that has any, as one text."""
        rows = Comment.objects.filter(**self.among).order_by("contact_id", "id")
        found = rows.values_list("contact_id", "text")
        return {card: "\n".join(row[1] for row in group) for card, group in groupby(found, key=itemgetter(0))}


def blocks_of(cards: Cards, columns: Sequence[str]) -> Iterator[Block]:
    """The cards in blocks, with these columns: names of the API, codes in place of keys, `1` for yes.

    A block is read when it is asked for, from the key after the last one.
    """
    codes = {name: codes_by_id(model) for name, model in CODES.items() if name in columns}
    coded = [(place, codes[name]) for place, name in enumerate(columns, 1) if name in codes]
    flags = [place for place, name in enumerate(columns, 1) if name in FLAGS]
    names = ["pk", *(column_of(name) for name in columns)]
    rows = cards.order_by("pk").values_list(*names)
    last = 0
    while found := list(map(list, rows.filter(pk__gt=last)[:BLOCK])):
        last = found[-1][0]
        for row in found:
            for place, known in coded:
                row[place] = known.get(row[place], "")
            for place in flags:
                row[place] = "1" if row[place] else ""
        yield Block(columns, found)


def column_of(name: str) -> str:
    """The column behind a name of the API."""
    if name in CODES:
        return f"{name}_id"
    return "company__number" if name == "company_number" else name


def is_column(name: str) -> bool:
    """Whether a name of the API is a column of the card."""
    return name == "company_number" or name in {field.name for field in Contact._meta.concrete_fields}
