"""Cards with what belongs to them, a block at a time in the order of their keys."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Field, Func, Model, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import ContactWebSource
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Comment, Contact, FormerCard
from kaartenbak.contacts.queries import Cards
from kaartenbak.duplicates.models import Separation
from kaartenbak.exchange.queries.belonging import are_close, channels, codes, comments, of_cards
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range
from kaartenbak.exchange.rules.card import Extra, WebSource
from kaartenbak.exchange.rules.kept import CODE as LINES
from kaartenbak.exchange.rules.kept import extras
from kaartenbak.exchange.rules.ties import Different, Former
from kaartenbak.history.prepared import Given, Prepared
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
CASTS: "dict[str, Field[Any, Any]]" = {
    "uid": CharField(),
    "follows": TextField(),
    **dict.fromkeys(FLAGS, CharField()),
}
# As text, since the framework would look at each number; one database says it in figures, the other in words.
YES_AND_NO = {"0": "", "1": "1", "false": "", "true": "1"}
COLUMN_OF = {"country": "country__code"}
# What a card has several of that is no list of codes: the column of a table, and where a block has it.
OWN = {
    "alternative_addresses": "addresses",
    "web_sources": "web_sources",
    "former_numbers": "former",
    "different_from": "different",
}
TABLES: dict[str, type[Model]] = {
    "alternative_addresses": AlternativeAddress,
    "former_numbers": FormerCard,
    "different_from": Separation,
    "comment": Comment,
}
# A channel: its kind, label and value.
Place = tuple[str, str, str]


@dataclass
class Block:
    """Some cards: their keys, and what each has in every column that was asked for."""

    keys: Sequence[int]
    columns: list[Sequence[Any]]

    @property
    def rows(self) -> Iterator[list[Any]]:
        """The cards as rows; the key comes first in each."""
        return map(list, zip(self.keys, *self.columns, strict=True))

    @cached_property
    def among(self) -> dict[str, Any]:
        """The condition that a row belongs to one of the cards; a range is quicker, where they stand close together."""
        if are_close(self.keys):
            return {"contact__gte": self.keys[0], "contact__lte": self.keys[-1]}
        return {"contact__in": self.keys}

    @cached_property
    def channels(self) -> dict[int, list[Place]]:
        """The channels of each card that has any, the main one of each kind first."""
        found = groupby(self.ways(), key=itemgetter(0))
        return {card: [row[1:] for row in group] for card, group in found}

    def ways(self) -> list[tuple[int, str, str, str]]:
        """The channels of all cards in the same order, each behind the key of its card."""
        return of_cards(channels, self.keys)

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comments of each card that has any, as one text."""
        return {card: "\n".join(text for text, _ in told) for card, told in self.told.items()}

    @cached_property
    def notes(self) -> dict[int, str]:
        """The same without the lines of vCards, which go out as lines again."""
        told = {
            card: [text for text, code in comments if code != LINES] for card, comments in self.told.items()
        }
        return {card: "\n".join(texts) for card, texts in told.items() if texts}

    @cached_property
    def lines(self) -> dict[int, tuple[Extra, ...]]:
        """The lines of vCards that no field is for, of each card that has any."""
        told = {
            card: [text for text, code in comments if code == LINES] for card, comments in self.told.items()
        }
        return {card: extras(texts) for card, texts in told.items() if texts}

    @cached_property
    def told(self) -> dict[int, list[tuple[str, str]]]:
        """The comments of each card that has any, each with its code."""
        found = of_cards(comments, self.keys)
        return {card: [row[1:] for row in group] for card, group in groupby(found, key=itemgetter(0))}

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
        found: dict[int, list[str]] = {}
        for card, code in of_cards(codes(name), self.keys):
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

    @cached_property
    def former(self) -> dict[int, list[Former]]:
        """The cards that were merged into each card."""
        rows = FormerCard.objects.filter(**self.among).order_by("contact_id", "id")
        found: dict[int, list[Former]] = {}
        for card, number, uid, name in rows.values_list("contact_id", "number", "uid", "name"):
            found.setdefault(card, []).append(Former(number, str(uid), name))
        return found

    @cached_property
    def different(self) -> dict[int, list[Different]]:
        """The cards of which somebody said that they are another contact than each card; those that are gone are left out."""
        said = Separation.objects.filter(self.held_by("low") | self.held_by("high")).order_by("low", "high")
        pairs = list(said.values_list("low", "high", "reason"))
        others = {key for low, high, _reason in pairs for key in (low, high)}
        uids = dict(Contact.objects.filter(pk__in=others).values_list("pk", "uid")) if others else {}
        found: dict[int, list[Different]] = {}
        for low, high, reason in pairs:
            for card, other in ((low, high), (high, low)):
                if other in uids:
                    found.setdefault(card, []).append(Different(str(uids[other]), reason))
        return found

    def held_by(self, column: str) -> Q:
        """The condition that a column holds the key of one of the cards."""
        return Q(**{name.replace("contact", column): value for name, value in self.among.items()})

    def several(self, column: str) -> Mapping[int, Sequence[Any]]:
        """What each card has several of, by the name of its column."""
        if column in OWN:
            found: Mapping[int, Sequence[Any]] = getattr(self, OWN[column])
            return found
        return self.codes(column)


def blocks_of(cards: Cards, columns: Sequence[str]) -> Iterator[Block]:
    """The cards in blocks, with these columns: names of the API, codes in place of keys, `1` for yes.

    A block is read when it is asked for, from the key after the last one.
    """
    told = [(place, words) for place, name in enumerate(columns) if (words := words_of(name)) is not None]
    rows = cards.order_by("pk").values_list("pk", *map(column_of, columns), "company_id")
    for found in rows_of(rows.filter(pk__gt=Given("last"))[:BLOCK]):
        read: list[Sequence[Any]] = list(zip(*found, strict=True))
        keys, values, companies = read[0], read[1:-1], read[-1]
        if "follows" in columns:
            place = columns.index("follows")
            values[place] = [
                text if company else "" for text, company in zip(values[place], companies, strict=True)
            ]
        for place, words in told:
            values[place] = list(map(words.__getitem__, values[place]))
        if "uid" in columns:
            place = columns.index("uid")
            values[place] = list(map(dashed, values[place]))
        yield Block(keys, values)


def rows_of(rows: Any) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows of a read from the key after the last one, as often as there are any; it is worked out once."""
    read, last = Prepared[Any](lambda: rows), 0
    # A database is not asked where no row can meet the filters.
    with suppress(EmptyResultSet):
        while found := read(last=last):
            yield found
            if len(found) < BLOCK:
                return
            last = found[-1][0]


class Moment(Cast):
    """A moment in UTC as SQLite holds it; PostgreSQL gives one that is the same as text, whatever its own way to write dates."""

    def as_postgresql(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        return compiler.compile(self.get_source_expressions()[0])


class Groups(dict[str, str]):
    """The groups that follow, from the text of the column; a few hundred texts say it for all cards."""

    def __missing__(self, text: str) -> str:
        self[text] = "|".join(json.loads(text)) or "none" if text else ""
        return self[text]


def words_of(name: str) -> Mapping[Any, str] | None:
    """The words of a file for what the column holds, where it holds something else."""
    if name in CODES:
        return {None: ""} | codes_by_id(CODES[name])
    if name in FLAGS:
        return YES_AND_NO
    return Groups() if name == "follows" else None


def dashed(uid: str) -> str:
    """A uid as the database holds it, on SQLite as 32 signs, in the form that everybody writes."""
    return uid if uid[8] == "-" else f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}"


def is_used(column: str) -> bool:
    """Whether any card of the register has what belongs in a column of this name."""
    model: type[Model] = TABLES.get(column) or GROUPINGS[column].assignments
    return bool(any_of(model)())


@cache
def any_of(model: type[Model]) -> Prepared[Any]:
    """The read of one row of a table, whichever."""
    return Prepared(lambda: model._base_manager.order_by().values_list("pk", flat=True)[:1])


def column_of(name: str) -> str | Func:
    """The column behind a name of the API, as the database holds it: objects made of a million texts take their time."""
    if name in CODES:
        return f"{name}_id"
    if name == "modified_at":
        return Moment(name, TextField())
    if name in CASTS:
        return Cast(name, CASTS[name])
    return Coalesce("company__number", Value("")) if name == "company_number" else name


def is_column(name: str) -> bool:
    """Whether a name of the API is a column of the card."""
    return name == "company_number" or name in {field.name for field in Contact._meta.concrete_fields}
