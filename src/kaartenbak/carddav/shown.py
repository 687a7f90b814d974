"""What is told of one thing: the properties that were asked for, by what became of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.multistatus import all_found, propstats
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.resources import Resource
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.texts import texts_of
from kaartenbak.carddav.xml import DAV, Element, around

if TYPE_CHECKING:
    from kaartenbak.carddav.properties.base import Property
    from kaartenbak.carddav.requests import DavRequest

MOST_PROPERTIES = 30_000
type Teller = Callable[[Shown], str | None]


class Shown:
    """One thing that something is told of. Of a card, `texts` holds its text by version, as far as they are needed."""

    __slots__ = ("href", "kind", "request", "resource", "texts")

    def __init__(
        self, resource: Resource, request: "DavRequest", texts: Mapping[str, str] | None = None
    ) -> None:
        self.resource: Any = resource
        self.request = request
        self.kind: Kind = Kind.MEMBER if isinstance(resource, Card) else resource.place.kind
        self.href = resource.href
        self.texts = texts or {}


class Told(NamedTuple):
    """A property as it is told: what its element begins and ends with, the element with nothing in it, and what tells it."""

    begin: str
    end: str
    empty: str
    tell: Teller | None


@dataclass
class Wanted:
    """The properties that a request asks for, by name in their order; with `bare`, their names alone."""

    properties: "Mapping[str, Property]"
    asked: Mapping[str, Element | None]
    bare: bool = False
    complete: bool = False
    plans: "dict[Kind, list[tuple[Property | None, str]]]" = field(default_factory=dict)
    tellers: "dict[Kind, list[Told]]" = field(default_factory=dict)

    @classmethod
    def everything(cls, properties: "Mapping[str, Property]", *, bare: bool = False) -> "Wanted":
        """All properties that do not have to be asked for by name."""
        names = {name: None for name, each in properties.items() if bare or each.listed}
        return cls(properties, names, bare=bare, complete=True)

    @classmethod
    def read(cls, question: Element, properties: "Mapping[str, Property]") -> "Wanted":
        """What a body asks for."""
        if question.find(f"{DAV}propname") is not None:
            return cls.everything(properties, bare=True)
        prop = question.find(f"{DAV}prop")
        if prop is not None:
            if len(prop) > MOST_PROPERTIES:
                raise DavError(413, text="The body asks for too many properties.")
            return cls(properties, {each.tag: each for each in prop})
        found = cls.everything(properties)
        included = question.find(f"{DAV}include")
        more = {each.tag: each for each in included} if included is not None else {}
        return cls(properties, {**found.asked, **more}, complete=True)

    def plan(self, kind: Kind) -> "list[tuple[Property | None, str]]":
        """For a kind of thing: the property behind each name, if it has one of that name."""
        if kind not in self.plans:
            pairs = [(self.properties.get(name), name) for name in self.asked]
            known = [(each if each and kind in each.of else None, name) for each, name in pairs]
            self.plans[kind] = [(each, name) for each, name in known if each or not self.complete]
        return self.plans[kind]

    def told_by(self, kind: Kind) -> "list[Told]":
        """For a kind of thing: how each property is told of one such thing."""
        if kind not in self.tellers:
            self.tellers[kind] = [
                Told(*around(name), self.teller(each, name)) for each, name in self.plan(kind)
            ]
        return self.tellers[kind]

    def teller(self, each: "Property | None", name: str) -> "Teller | None":
        if each is None:
            return None
        return (lambda _it: "") if self.bare else each.teller(self.asked[name])

    @property
    def stamped(self) -> bool:
        """Whether it is asked when cards were made or changed."""
        return any(each.stamped for each, _name in self.plan(Kind.MEMBER) if each)

    def versions(self) -> set[str]:
        """The versions in which the texts of cards are needed; blank as they are read back."""
        found = (each.needs(self.asked[name]) for each, name in self.plan(Kind.MEMBER) if each)
        return {version for version in found if version is not None}


def respond(shown: Shown, wanted: Wanted) -> str:
    """The response for one thing."""
    found = missing = ""
    for begin, end, empty, tell in wanted.told_by(shown.kind):
        markup = tell(shown) if tell else None
        if markup is None:
            missing += empty
        else:
            found += f"{begin}{markup}{end}" if markup else empty
    return told(shown.href, found, missing)


def told(href: str, found: str, missing: str) -> str:
    """The response for one thing: the properties it has, then those it has not."""
    if not missing:
        return all_found(href, found)
    return propstats(href, [(200, found), (404, missing)] if found else [(404, missing)])


def cards_shown(cards: Sequence[Card], wanted: Wanted, request: "DavRequest") -> Iterator[str]:
    """The responses for a block of cards; their texts are read together."""
    texts = {version: texts_of(cards, version) for version in wanted.versions()}
    if not texts:
        for card in cards:
            yield respond(Shown(card, request), wanted)
        return
    for card in cards:
        of_card = {version: found[card.key] for version, found in texts.items() if card.key in found}
        yield respond(Shown(card, request, of_card), wanted)
