"""Rows of a file that stand for the contact of an earlier row: a plan writes none, so it must remember whose each row is."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.ops.matching import Key, keys_of
from kaartenbak.exchange.rules.offer import Offer

# Of so many keys it is known; it stays the same however long the file is.
KEYS_KEPT = 200_000


class Repeat(NamedTuple):
    """The line of the row that makes a contact, and whether the row in hand says nothing else of it."""

    line: int
    is_same: bool


class Repeats:
    """The rows that make contacts, by what these will be found by; the newest ones of a long file."""

    def __init__(self) -> None:
        self.lines: dict[int, tuple[int, int]] = {}

    def add(self, offer: Offer, card: Contact, match: Sequence[str]) -> None:
        """Remember a row that makes a contact."""
        said = content_of(offer)
        for key in keys_of(offer, match):
            if card_has(card, key):
                self.lines[hash(key)] = offer.line, said
        while len(self.lines) > KEYS_KEPT:
            del self.lines[next(iter(self.lines))]

    def of(self, offer: Offer, match: Sequence[str]) -> Repeat | None:
        """The row whose contact a row will find, by the first of its keys that leads to one."""
        for key in keys_of(offer, match) if self.lines else ():
            if found := self.lines.get(hash(key)):
                return Repeat(found[0], found[1] == content_of(offer))
        return None


def card_has(card: Contact, key: Key) -> bool:
    """Whether a contact gets what its row calls it; a number that is taken or not allowed it does not."""
    name, value = key
    return str(getattr(card, name)).upper() == value.upper() if name in ("number", "uid") else True


def content_of(offer: Offer) -> int:
    """What a row says, wherever it stands."""
    return hash(repr(dataclasses.replace(offer, line=0, photo=b"")))
