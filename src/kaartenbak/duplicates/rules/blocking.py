"""Which cards are compared at all: those that share something narrow, or the work would grow with their square.

A name alone, or a street alone, makes nobody a suspect (`scoring.py`), so neither is enough to be compared either.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby

from kaartenbak.duplicates.rules.features import COMPANY, Features, is_role
from kaartenbak.duplicates.rules.spelling import sounded

# What more cards than these share says too little to compare them all.
LARGEST_BLOCK = 60
# Of what says little by itself: a whole name, a street with its number. Where it is rare it is worth a look.
LARGEST_OF_THE_RARE = 8
RARE = "rare-"
Key = tuple[str, ...]
# A key and the place of a card in one number: half a gigabyte less for a million cards than tuples and lists.
PLACE_BITS, KEY_BITS = 24, 40
PLACE, KEY = (1 << PLACE_BITS) - 1, (1 << KEY_BITS) - 1


def keys_of(card: Features) -> Iterator[Key]:
    """What a card is looked up by."""
    yield from ((card.kind, "phone", each) for each in card.phones)
    yield from (
        (card.kind, "email", each) for each in card.emails if card.kind == COMPANY or not is_role(each)
    )
    found = company_keys(card) if card.kind == COMPANY else person_keys(card)
    yield from (key for key in found if all(key))


def company_keys(card: Features) -> Iterator[Key]:
    place = card.postcode or card.city
    words = sorted(card.name.split())
    yield "c-tax", card.tax
    yield "c-name", sounded("".join(words))
    yield from (("c-domain", each) for each in card.domains)
    yield "c-street", card.street, card.house, place
    yield from (("c-road", card.street, place, sounded(word)) for word in words if len(word) > 3)


def person_keys(card: Features) -> Iterator[Key]:
    given, core = card.given.partition(" ")[0], sounded(card.core)
    place, day = card.postcode or card.city, card.birthday[-4:]
    both = sorted((card.given.replace(" ", ""), card.surname))
    # The same when the names changed places, whatever else was mistyped in them.
    initials = "".join(sorted(given[:1] + card.core[:1]))
    yield "p-tax", card.tax
    yield "p-born", card.birthday
    yield "p-day", day, core
    yield "p-today", day, given
    yield "p-home", *both, card.street
    yield "p-place", *both, place
    yield "p-family", core, given[:1], place
    yield "p-city", card.city, core, given[:1]
    for line in (card.street, card.annex):
        yield "p-initials", initials, place, line[:4]
        yield "p-letters", initials, card.city, line[:4]
        yield "rare-letters", initials, line[:6]
    yield "rare-initials", initials, card.house, card.street[:5]
    yield "p-lane", place, card.street[:5], core[:3]
    yield "rare-lines", card.street[:5], card.annex[:4]
    yield "rare-born", card.birthday[:6], card.city
    yield "rare-plot", card.street[:5], card.house, place
    yield "p-given", place, given, card.street[:3]
    yield "p-town", card.city, given, card.street[:3]
    yield "p-annex", card.annex, card.postcode
    yield "rare-name", *both
    yield from rare_keys(card, given, core, place)
    yield "p-road", card.street, card.house, place, core[:2]
    yield from (("p-name", *both, word) for word in card.employer_name.split())
    yield "p-work", card.employer_name, core
    yield "p-job", card.employer_name, given


def rare_keys(card: Features, given: str, core: str, place: str) -> Iterator[Key]:
    """What says little by itself, and is looked up where few have it."""
    yield "rare-street", card.street, card.house
    yield "rare-annex", card.annex, core
    yield "rare-given", card.annex, given
    yield "rare-lane", card.street, given
    yield "rare-family", card.street, core
    yield "rare-begins", given[:3], core[:3], card.city[:4]
    yield "rare-house", card.house, card.annex[:8]
    yield "rare-road", card.house, card.street[:6], given[:2]
    yield "rare-lot", card.house, card.street[:6], core[:2]
    yield "rare-town", card.city, given, card.house


def pairs(cards: Iterable[Features]) -> Iterator[tuple[int, int]]:
    """The places of the cards that are worth comparing, the earlier one first, each pair once."""
    compared: set[int] = set()
    for places in blocks(cards):
        for a, b in combinations(places, 2):
            pair = a << PLACE_BITS | b
            if pair not in compared:
                compared.add(pair)
                yield a, b


def blocks(cards: Iterable[Features]) -> Iterator[list[int]]:
    """The places of cards that share something, in their order; not of very many."""
    entries, rare = array("Q"), array("Q")
    for place, card in enumerate(cards):
        for key in set(keys_of(card)):
            entry = (hash(key) & KEY) << PLACE_BITS | place
            (rare if key[0].startswith(RARE) else entries).append(entry)
    yield from sharing(entries, LARGEST_BLOCK)
    yield from sharing(rare, LARGEST_OF_THE_RARE)


def sharing(entries: "array[int]", most: int) -> Iterator[list[int]]:
    """The places with one key, of each key that several have and not more than `most`."""
    for _key, block in groupby(sorted(entries), key=lambda entry: entry >> PLACE_BITS):
        places = [entry & PLACE for entry in block]
        if 1 < len(places) <= most:
            yield places
