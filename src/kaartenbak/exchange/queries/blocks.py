"""Cards with what belongs to them, a block at a time in the order of their keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import ContactWebSource
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Channel, Comment, Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range
from kaartenbak.exchange.rules.card import WebSource
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
COLUMN_OF = {"country": "country__code"}
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

    @cached_property
    def addresses(self) -> dict[int, list[Address]]:
        """The alternative addresses of each card that has any, with their periods."""
        rows = AlternativeAddress.objects.filter(**self.among).order_by("contact_id", "code")
        found = list(
            rows.values_list("contact_id", "id", "code", *(COLUMN_OF.get(name, name) for name in TEXTS))
        )
        if not found:
            return {}
        ranges = self.ranges
        addresses: dict[int, list[Address]] = {}
        for card, key, code, *texts in found:
            # A country that is not there is none.
            said = {name: text or "" for name, text in zip(TEXTS, texts, strict=True)}
            addresses.setdefault(card, []).append(Address(code, **said, ranges=tuple(ranges.get(key, ()))))
        return addresses

    @cached_property
    def ranges(self) -> dict[int, list[Range]]:
        """The periods of each address, by its key."""
        rows = AddressRange.objects.filter(**self.among).order_by("contact_id", "starts")
        ranges: dict[int, list[Range]] = {}
        for address, starts, ends, yearly in rows.values_list("address_id", "starts", "ends", "yearly"):
            ranges.setdefault(address, []).append(
                Range(starts.isoformat(), ends.isoformat() if ends else "", yearly)
            )
        return ranges

    def codes(self, name: str) -> dict[int, list[str]]:
        """The codes of one grouping that each card has, in their order."""
        rows = GROUPINGS[name].assignments.objects.filter(**self.among)
        found: dict[int, list[str]] = {}
        for card, code in rows.order_by("contact_id", "code__code").values_list("contact_id", "code__code"):
            found.setdefault(card, []).append(code)
        return found

    @cached_property
    def web_sources(self) -> dict[int, list[WebSource]]:
        """The web sources of each card that has any, with their search words."""
        rows = ContactWebSource.objects.filter(**self.among).order_by("contact_id", "code__code")
        found: dict[int, list[WebSource]] = {}
        for card, code, word in rows.values_list("contact_id", "code__code", "search_word"):
            found.setdefault(card, []).append(WebSource(code, word))
        return found

    def several(self, column: str) -> Mapping[int, Sequence[Any]]:
        """What each card has several of, by the name of its column."""
        if column == "alternative_addresses":
            return self.addresses
        return self.web_sources if column == "web_sources" else self.codes(column)


def blocks_of(cards: Cards, columns: Sequence[str]) -> Iterator[Block]:
    """The cards in blocks, with these columns: names of the API, codes in place of keys, `1` for yes.

    A block is read when it is asked for, from the key after the last one.
    """
    codes = {name: codes_by_id(model) for name, model in CODES.items() if name in columns}
    coded = [(place, codes[name]) for place, name in enumerate(columns, 1) if name in codes]
    flags = [place for place, name in enumerate(columns, 1) if name in FLAGS]
    follows = columns.index("follows") + 1 if "follows" in columns else 0
    names = ["pk", *(column_of(name) for name in columns), "company_id"]
    rows = cards.order_by("pk").values_list(*names)
    last = 0
    while found := list(map(list, rows.filter(pk__gt=last)[:BLOCK])):
        last = found[-1][0]
        for row in found:
            company = row.pop()
            if follows:
                row[follows] = "|".join(row[follows]) or "none" if company else ""
            for place, known in coded:
                row[place] = known.get(row[place], "")
            for place in flags:
                row[place] = "1" if row[place] else ""
        yield Block(columns, found)


def is_used(column: str) -> bool:
    """Whether any card of the register has what belongs in a column of this name."""
    model = AlternativeAddress if column == "alternative_addresses" else GROUPINGS[column].assignments
    return bool(model._base_manager.exists())


def column_of(name: str) -> str:
    """The column behind a name of the API."""
    if name in CODES:
        return f"{name}_id"
    return "company__number" if name == "company_number" else name


def is_column(name: str) -> bool:
    """Whether a name of the API is a column of the card."""
    return name == "company_number" or name in {field.name for field in Contact._meta.concrete_fields}
