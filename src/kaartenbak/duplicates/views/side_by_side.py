"""Cards beside each other: what differs, what moves along, what clashes, and what the survivor will be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import AddressRange, Channel, Contact, FormerCard
from kaartenbak.contacts.queries.removal import in_words, model_of, name_of
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.layout import ADDRESS
from kaartenbak.contacts.views.lines import value_of
from kaartenbak.core.actor import Actor
from kaartenbak.core.parts import PARTS, Part
from kaartenbak.duplicates.forms import Picked
from kaartenbak.duplicates.ops.merging import Duplicate
from kaartenbak.duplicates.queries import merging as reads
from kaartenbak.duplicates.queries.merging import Clash
from kaartenbak.duplicates.rules.merging import TOGETHER, Choice, Settled, Way, united
from kaartenbak.history.store import manager

PARTS_OF_NAME = TOGETHER["name"][1:]
# What follows from the name, and what has a line of its own.
NOT_BY_THEMSELVES = frozenset({*TOGETHER["address"], "search_name", "image"})
# Rows that move with others, or always.
UNTICKED = frozenset({FormerCard._meta.label, AddressRange._meta.label})
MOST_TICKED = 100


@dataclass(frozen=True)
class Cell:
    """What one card says on a line; `plain` is what is compared."""

    number: str
    name: str
    value: Any
    plain: Any
    chosen: bool = False


@dataclass(frozen=True)
class Line:
    """One field, or several that belong together, of all cards."""

    name: str
    label: str
    cells: Sequence[Cell]

    @property
    def differs(self) -> bool:
        return any(cell.plain != self.cells[0].plain for cell in self.cells)

    @property
    def chosen(self) -> Cell:
        """The value that the survivor will have."""
        return next(cell for cell in self.cells if cell.chosen)


@dataclass(frozen=True)
class Tick:
    """A row that moves along while it is ticked."""

    key: str
    words: str
    whose: str
    ticked: bool


@dataclass(frozen=True)
class Table:
    """The rows of one table that move along, to be ticked or only counted."""

    title: str
    ticks: Sequence[Tick]


@dataclass(frozen=True)
class Conflict:
    """Two rows with one key, and how that ends."""

    place: str
    what: str
    clash: Clash
    settled: Settled | None
    rows: Sequence[tuple[str, str, Any, Any, bool]]
    can_rename: bool


class SideBySide:
    """Several cards, the first of which stays, with the choices made so far; `order` tells how they stand beside each other."""

    def __init__(
        self, cards: Sequence[Contact], picked: Picked, by: Actor, *, order: Sequence[int] = ()
    ) -> None:
        self.order = order or range(len(cards))
        self.cards = [Card.of(contact, by) for contact in cards]
        self.contact, *self.others = cards
        self.picked = picked

    @property
    def columns(self) -> list[Card]:
        """The cards as they stand beside each other."""
        return [self.cards[at] for at in self.order]

    # Fields

    @cached_property
    def lines(self) -> list[Line]:
        """The lines on which somebody says something."""
        lines = [self.line(name) for name in self.line_names()]
        return [line for line in lines if any(cell.plain for cell in line.cells)]

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.differs]

    @property
    def equal(self) -> list[Line]:
        return [line for line in self.lines if not line.differs]

    def line_names(self) -> Iterator[str]:
        """The lines by name: of parts that come with another field, only those that tell something by themselves."""
        renamed = len({card.contact.name for card in self.cards}) > 1
        for name in reads.FIELDS:
            slot = name in queries.SLOTS and len({*filter(None, map(self.plain(name), self.cards))}) < 2
            if name == "street":
                yield "address"
            elif not (name in NOT_BY_THEMSELVES or slot or (renamed and name in PARTS_OF_NAME)):
                yield name
        yield "image"

    def plain(self, name: str) -> Any:
        """Reads what is compared of a card."""
        if name == "address":
            return lambda card: tuple(card.address.values()) if any(card.address.values()) else ()
        if name == "image":
            return lambda card: card.contact.image
        return lambda card: card.value(name)

    def line(self, name: str) -> Line:
        """One line of all cards, with the value that is chosen: what was asked for, else the first that says something."""
        read = self.plain(name)
        plain = [read(card) for card in self.cards]
        wanted = self.picked.take.get(name)
        numbers = [card.contact.number for card in self.cards]
        place = numbers.index(wanted) if wanted in numbers else first_filled(plain)
        cells = [
            Cell(card.contact.number, card.contact.name, shown(card, name), value, chosen=at == place)
            for at, (card, value) in enumerate(zip(self.cards, plain, strict=True))
        ]
        label = ADDRESS.title if name == "address" else FIELDS[name].title if name in FIELDS else ""
        return Line(name, label or _("Picture"), [cells[at] for at in self.order])

    # What moves along

    @cached_property
    def clashes(self) -> dict[str, list[Clash]]:
        """The clashes of each duplicate, by its number, with the survivor and those that come before it."""
        return {
            other.number: reads.clashes(self.contact, other, earlier=self.others[:place])
            for place, other in enumerate(self.others)
        }

    @cached_property
    def tables(self) -> list[Table]:
        """The rows that can be left behind; those that clash are asked about by themselves."""
        clashing = {(each.table, each.theirs["id"]) for found in self.clashes.values() for each in found}
        clashing |= {("channels", key) for key in self.known_ways()}
        found = []
        for part in PARTS:
            rows = [(other, row) for other in self.others for row in self.rows(part, other)]
            kept = [(other, row) for other, row in rows if (name_of(part), row.pk) not in clashing]
            if kept and part.asked and part.model not in UNTICKED and len(kept) <= MOST_TICKED:
                ticks = [self.tick(f"{name_of(part)}:{row.pk}", row, other) for other, row in kept]
                found.append(Table(title_of(part), ticks))
        return found

    def known_ways(self) -> set[int]:
        """The channels of the others that the card that stays has as well."""
        first, *others = self.cards
        known = {(way.kind, way.normal) for way in ways(first.channels)}
        return {way.key for card in others for way in ways(card.channels) if (way.kind, way.normal) in known}

    def rows(self, part: Part, contact: Contact) -> list[Any]:
        return list(manager(model_of(part)).filter(**{part.link: contact}).order_by("pk")[: MOST_TICKED + 1])

    def tick(self, key: str, row: Any, other: Contact) -> Tick:
        ticked = self.picked.ticked is None or key in self.picked.ticked
        return Tick(key, words_of(row), other.name, ticked)

    def counted(self) -> list[str]:
        """What moves along, in words."""
        staff = sum(Contact.objects.filter(company=other).count() for other in self.others)
        rows = [
            (part, sum(manager(model_of(part)).filter(**{part.link: other}).count() for other in self.others))
            for part in PARTS
        ]
        return reads.people_in_words(staff) + [in_words(part, count) for part, count in rows if count]

    # Conflicts

    @property
    def conflicts(self) -> list[Conflict]:
        """What both cards have under one key, with other values."""
        return [
            self.conflict(number, clash)
            for number, found in self.clashes.items()
            for clash in found
            if not clash.same
        ]

    def conflict(self, number: str, clash: Clash) -> Conflict:
        settled = self.picked.settled.get((number, clash.table, clash.key))
        rows = [
            (column.removesuffix("_id"), *each, bool(settled) and column.removesuffix("_id") in settled.take)  # type: ignore[union-attr]
            for column, each in reads.told(clash)
        ]
        place = f"{number}|{clash.table}|{clash.key}"
        return Conflict(place, reads.what(clash), clash, settled, rows, reads.can_rename(clash))

    # What is asked of the operation

    def duplicates(self) -> list[Duplicate]:
        """The choices as the operation takes them."""
        return [
            Duplicate(other, self.choice(other), self.picked.versions.get(other.number))
            for other in self.others
        ]

    def choice(self, other: Contact) -> Choice:
        resolve: dict[str, dict[str, Settled]] = {}
        for (number, table, key), settled in self.picked.settled.items():
            if number == other.number:
                resolve.setdefault(table, {})[key] = settled
        return Choice(self.taken_from(other), resolve, self.left_behind)

    def taken_from(self, other: Contact) -> frozenset[str]:
        names = [line.name for line in self.differing if line.chosen.number == other.number]
        return frozenset(field for name in names for field in TOGETHER.get(name, (name,)))

    @cached_property
    def left_behind(self) -> Mapping[str, frozenset[int]]:
        """The rows whose tick was taken away."""
        found: dict[str, set[int]] = {}
        unticked = [tick.key for table in self.tables for tick in table.ticks if not tick.ticked]
        for key in unticked:
            table, _, pk = key.partition(":")
            found.setdefault(table, set()).add(int(pk))
        return {table: frozenset(keys) for table, keys in found.items()}

    # The survivor

    @property
    def survivor(self) -> list[Line]:
        """What the survivor will say, the ways to reach it left out."""
        return [
            line for line in self.lines if line.chosen.plain and line.name not in {*queries.SLOTS, "image"}
        ]

    def channels(self) -> list[Channel]:
        """The ways to reach the survivor, as they will stand on its card."""
        rows = {row.pk: row for card in self.cards for row in card.channels}
        there = ways(self.cards[0].channels)
        for card in self.cards[1:]:
            kept = [row for row in card.channels if self.is_ticked(f"channels:{row.pk}")]
            taken = self.taken_from(card.contact) & queries.SLOTS.keys()
            found = united(there, ways(kept), {queries.SLOTS[name]: name for name in taken})
            there = [
                Way(key, rows[key].kind, rows[key].normal or rows[key].value)
                for key in (found.places | {way.key: 0 for way in there if way.key not in found.places})
            ]
        kinds = list(Channel.Kind.values)
        return sorted((rows[way.key] for way in there), key=lambda row: kinds.index(row.kind))

    def is_ticked(self, key: str) -> bool:
        return self.picked.ticked is None or key in self.picked.ticked


def title_of(part: Part) -> str:
    """What the rows of a part are called as a heading."""
    if part.model == Channel._meta.label:
        return _("Phone numbers and addresses")
    return str(reads.table_called(part).verbose_name_plural)


def ways(rows: Sequence[Channel]) -> list[Way]:
    return [Way(row.pk, row.kind, row.normal or row.value) for row in rows]


def first_filled(values: Sequence[Any]) -> int:
    """The place of the first value that says something."""
    return next((place for place, value in enumerate(values) if value), 0)


def shown(card: Card, name: str) -> Any:
    """A value as a reader understands it."""
    if name == "address":
        return ", ".join(card.place)
    return card.contact.number if name == "image" else value_of(card, FIELDS[name])


def words_of(row: Any) -> str:
    """What a row is known by: its code with what it means, or its text."""
    code = getattr(row, "code", None)
    if code is not None and not isinstance(code, str):
        return f"{code.code} {code.description}".strip()
    if hasattr(row, "text"):
        return Truncator(row.text).chars(120)
    return f"{row} {getattr(row, 'street', '')}".strip()
