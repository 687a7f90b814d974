"""Which cards are compared at all: those that share something narrow, or the work would grow with their square.

A name alone, or a street alone, makes nobody a suspect (`scoring.py`), so neither is enough to be compared either.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kaartenbak.duplicates.rules.blocks import Entries, Key, Neighbours
from kaartenbak.duplicates.rules.features import COMPANY, Features, is_role
from kaartenbak.duplicates.rules.spelling import sounded

# What more cards than these share says too little to compare them all.
LARGEST_BLOCK = 60
# Of what says little by itself: a whole name, a street with its number. Where it is rare it is worth a look.
LARGEST_OF_THE_RARE = 8


def keys_of(card: Features) -> list[Key]:
    """What a card is looked up by; one with a blank in it says nothing."""
    if card.kind == COMPANY:
        return [*reached_keys(card), *company_keys(card)]
    given, core, place = first_of(card), sounded(card.core), place_of(card)
    found: list[Key] = [
        *reached_keys(card),
        ("p-tax", card.tax),
        # By the city, so that a postcode that is missing or mistyped is no hindrance; the other one goes by the postcode.
        ("p-city", *both_of(card), card.city),
        ("p-family", core, given[:1], place),
    ]
    found += street_keys(card, given, core, place) if card.street else ()
    found += annex_keys(card, place) if card.annex else ()
    found += birthday_keys(card, core) if card.birthday else ()
    return found + work_keys(card, given, core) if card.employer_name else found


def rare_keys_of(card: Features) -> list[Key]:
    """What says little by itself, and is looked up where few have it."""
    if card.kind == COMPANY:
        return []
    given, core = first_of(card), sounded(card.core)
    found: list[Key] = [
        ("name", *both_of(card)),
        ("begins", given[:3], core[:3], card.city[:4]),
        ("town", card.city, given, card.house),
    ]
    found += [("born", card.birthday[:6], card.city), ("day", card.birthday)] if card.birthday else ()
    found += rare_street_keys(card, given, core) if card.street else ()
    return found + rare_annex_keys(card, given, core) if card.annex else found


class Sort(NamedTuple):
    """A sort of keys, and how many cards may have one of them so that all are compared."""

    keys_of: Callable[[Features], list[Key]]
    most: int


SORTS = (Sort(keys_of, LARGEST_BLOCK), Sort(rare_keys_of, LARGEST_OF_THE_RARE))


def shared_keys_of(card: Features) -> list[Key]:
    """What says little of a card when very many have it (`comparing.CROWD`)."""
    reached = [("phone", card.phones), ("email", card.emails), ("domain", card.domains)]
    return [(field, value) for field, values in reached for value in values]


def reached_keys(card: Features) -> Iterator[Key]:
    kind = card.kind
    for phone in card.phones:
        yield kind, "phone", phone
    for mailbox in card.emails:
        if kind == COMPANY or not is_role(mailbox):
            yield kind, "email", mailbox


def company_keys(card: Features) -> Iterator[Key]:
    yield "c-tax", card.tax
    # A name alone is not enough for a suspect, whatever the city.
    name = name_of(card)
    yield "c-name", name, place_of(card)
    yield "c-city", name, card.city
    yield from (("c-domain", each) for each in card.domains)
    if card.street:
        yield "c-street", card.street, card.house, place_of(card)


def street_keys(card: Features, given: str, core: str, place: str) -> list[Key]:
    street = card.street
    return [
        ("p-initials", initials_of(card), place, street[:4]),
        ("p-home", street[:5], card.house, place, given[:1]),
        ("p-road", street, card.house, place, core[:2]),
    ]


def annex_keys(card: Features, place: str) -> list[Key]:
    return [("p-initials", initials_of(card), place, card.annex[:4]), ("p-annex", card.annex, card.postcode)]


def birthday_keys(card: Features, core: str) -> list[Key]:
    return [("p-born", card.birthday, card.given[:1]), ("p-day", card.birthday[-4:], core)]


def work_keys(card: Features, given: str, core: str) -> list[Key]:
    employer = in_order(card.employer_name)
    return [("p-work", employer, core), ("p-job", employer, given)]


def rare_street_keys(card: Features, given: str, core: str) -> list[Key]:
    street = card.street
    return [
        ("letters", initials_of(card), street[:6]),
        ("lane", street, given),
        ("street", street, card.house),
        ("side", place_of(card), street[:5], core[:3]),
    ]


def rare_annex_keys(card: Features, given: str, core: str) -> list[Key]:
    annex = card.annex
    return [
        ("letters", initials_of(card), annex[:6]),
        ("lines", card.street[:5], annex[:4]),
        ("annex", annex, core),
        ("given", annex, given),
        ("house", card.house, annex[:8]),
    ]


def name_of(company: Features) -> str:
    """A company's name as it sounds, whatever the order of its words."""
    return "".join(sorted(map(sounded, company.name.split())))


def in_order(name: str) -> str:
    return "".join(sorted(name.split()))


def place_of(card: Features) -> str:
    return card.postcode or card.city


def first_of(card: Features) -> str:
    return card.given.partition(" ")[0]


def both_of(card: Features) -> tuple[str, str]:
    """The names of a person, the same whichever is the first."""
    given, surname = card.given.replace(" ", ""), card.surname
    return (given, surname) if given < surname else (surname, given)


def initials_of(card: Features) -> str:
    """The same when the names changed places, whatever else was mistyped in them."""
    given, core = card.given[:1], card.core[:1]
    return given + core if given < core else core + given


def pairs(cards: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """The places of the cards that are worth comparing, the earlier one first, each pair once."""
    near = Neighbours(
        len(cards), (blocks for sort in SORTS for blocks in entries(cards, sort).blocks(sort.most))
    )
    for place in range(len(cards)):
        for other in near.behind(place):
            yield place, other


def entries(cards: Sequence[Features], sort: Sort) -> Entries:
    """Which cards have which keys of a sort."""
    found = Entries()
    for place, card in enumerate(cards):
        found.add(place, sort.keys_of(card))
    return found
