"""Which cards are compared at all: those that share something narrow, or the work would grow with their square."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kaartenbak.duplicates.rules.features import COMPANY, Features, is_role
from kaartenbak.duplicates.rules.spelling import sounded

# What more cards than these share says too little to compare them all.
LARGEST_BLOCK = 60
Key = tuple[str, ...]


def keys_of(card: Features) -> Iterator[Key]:
    """What a card is looked up by."""
    yield from ((card.kind, "phone", each) for each in card.phones)
    yield from (
        (card.kind, "email", each) for each in card.emails if card.kind == COMPANY or not is_role(each)
    )
    found = company_keys(card) if card.kind == COMPANY else person_keys(card)
    yield from (key for key in found if all(key))


def company_keys(card: Features) -> Iterator[Key]:
    words = sorted(card.name.split())
    yield "c-tax", card.tax
    yield "c-name", sounded("".join(words))
    yield from (("c-domain", each) for each in card.domains)
    yield "c-street", card.street, card.house, card.postcode or card.city
    for place in (card.postcode, card.city):
        yield from (("c-word", place, sounded(word)) for word in words if len(word) > 3)
    yield from (("c-begins", a[:4], b[:4]) for a, b in pairwise(words))


def person_keys(card: Features) -> Iterator[Key]:
    given = card.given.partition(" ")[0]
    joined, core = card.given.replace(" ", ""), sounded(card.core)
    yield "p-tax", card.tax
    yield "p-born", card.birthday
    yield "p-day", card.birthday[-4:], core
    yield "p-name", *sorted((joined, card.surname))
    yield "p-family", core, given[:1], card.postcode or card.city
    yield "p-place", card.postcode, core
    yield "p-city", card.city, core
    yield "p-given", card.postcode, given
    yield "p-town", card.city, given, card.street[:3]
    yield "p-street", card.street, card.house, card.postcode or card.city
    yield "p-annex", card.annex, card.postcode
    yield "p-work", card.employer_name, core
    yield "p-job", card.employer_name, given


def blocks(cards: Iterable[tuple[int, Features]]) -> Iterator[tuple[list[int], Key]]:
    """The keys of cards that share something, with what they share; not of very many."""
    found: dict[Key, list[int]] = {}
    for number, card in cards:
        for key in set(keys_of(card)):
            found.setdefault(key, []).append(number)
    for key, numbers in found.items():
        if 1 < len(numbers) <= LARGEST_BLOCK:
            yield numbers, key
