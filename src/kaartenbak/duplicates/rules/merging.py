"""What becomes of two cards that become one: what differs, what clashes, and the order of what both have (contacts.md §17)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kaartenbak.core.refusals import Refused

MOST_CARDS = 5
# Fields that come with another, so that a name and its parts, or a street and its postcode, are never of two cards.
TOGETHER: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "first_name", "middle_name", "surname"),
    "address": ("street", "street_2", "postcode", "city", "county", "country"),
}
# The number of a card that stays is never that of another.
KEPT = frozenset({"number"})


@dataclass(frozen=True)
class Settled:
    """How one conflict ends: the duplicate's row gives up its key for `rename`, or goes once its `take` fields were copied."""

    take: tuple[str, ...] = ()
    rename: str = ""


# By table and key: `{"alternative_addresses": {"SUMMER": Settled(rename="SUMMER2")}}`.
Resolved = Mapping[str, Mapping[str, Settled]]


@dataclass(frozen=True)
class Choice:
    """What a merge takes from one duplicate: fields by name, how conflicts end, and the rows by table that are left behind."""

    take: frozenset[str] = frozenset()
    resolve: Resolved = field(default_factory=dict)
    leave: Mapping[str, frozenset[int]] = field(default_factory=dict)


class Difference(NamedTuple):
    """A field in which two cards differ, with the value of each."""

    field: str
    current: Any
    duplicate: Any


class Way(NamedTuple):
    """A channel as far as uniting two cards looks at it."""

    key: int
    kind: str
    normal: str


class United(NamedTuple):
    """The channels of two cards as those of one: the place of each within its kind, and those that both had."""

    places: dict[int, int]
    twice: list[int]


def fields_taken(names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The fields that a caller names: one by itself, the address as a whole, or a part of it as `address.city`."""
    found: set[str] = set()
    for name in names:
        plain = name.removeprefix("address.")
        if plain in KEPT:
            raise Refused("merge.number_stays", field="take")
        together = [each for each in TOGETHER.get(plain, (plain,)) if each in known]
        if not together:
            raise Refused("field.unknown", field="take", name=name[:60])
        found.update(together)
    return frozenset(found)


def differences(current: Mapping[str, Any], duplicate: Mapping[str, Any]) -> list[Difference]:
    """The fields of two cards whose values differ."""
    return [
        Difference(name, value, duplicate[name])
        for name, value in current.items()
        if value != duplicate[name]
    ]


def united(mine: Sequence[Way], theirs: Sequence[Way], first: Mapping[tuple[str, int], Any]) -> United:
    """The channels of two cards in one row: those of the survivor, then those of the duplicate that it has not.

    `first` names the duplicate's channels, by kind and place, that come to stand at that very place.
    """
    places: dict[int, int] = {}
    twice: list[int] = []
    for kind in dict.fromkeys(way.kind for way in theirs):
        row = [way for way in mine if way.kind == kind]
        known = {way.normal: way for way in reversed(row)}
        other = [way for way in theirs if way.kind == kind]
        twice += [way.key for way in other if way.normal in known]
        row += [way for way in other if way.normal not in known]
        for place, way in enumerate(other, start=1):
            if (kind, place) in first:
                wanted = known.get(way.normal, way)
                row.remove(wanted)
                row.insert(place - 1, wanted)
        places |= {way.key: place for place, way in enumerate(row, start=1)}
    return United(places, twice)
