"""Sync-tokens, and what changed in a book since one (RFC 6578). All of it is read from the record of changes."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date

from kaartenbak.carddav.epoch import epoch
from kaartenbak.carddav.marks import moved
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.pending import last_proposed
from kaartenbak.carddav.queries.turns import last_turn
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.history.feed import last_key, written
from kaartenbak.history.prepared import Given, Prepared

SCHEME = "urn:x-kaartenbak:sync"
SHAPE = re.compile(
    rf"{SCHEME}:(?P<epoch>[0-9a-f]+):(?P<scope>[a-z0-9-]+):(?P<key>\d{{1,18}}):(?P<at>[0-9a-f]{{1,18}})"
    r":(?P<turn>\d{1,7})(?::(?P<position>\d{1,18}))?",
    re.ASCII,
)
LONGEST = 200
MADE_AT = Prepared(lambda: written().filter(pk=Given("key")).values_list("at", flat=True))


@dataclass(frozen=True)
class Token:
    """A state of a book: the last change `key` that it takes account of, and the day `turn` on which addresses last turned.

    With a `position` the program is still listing the book, and has come up to the card with that key. `at` is the time
    of the change: after a restored backup another one may have the same key.
    """

    epoch: str
    scope: str
    key: int
    at: str
    turn: int
    position: int | None = None

    def __str__(self) -> str:
        position = "" if self.position is None else f":{self.position}"
        return f"{SCHEME}:{self.epoch}:{self.scope}:{self.key}:{self.at}:{self.turn}{position}"

    def upto(self, key: int) -> "Token":
        """The token of somebody who has read up to a later change."""
        return replace(self, key=key, at=time_of(key))

    def listing(self, position: int | None) -> "Token":
        """The token of somebody who has listed up to a card; none: everything."""
        return replace(self, position=position)


def present(book: Book, *, by: Actor) -> Token:
    """The state of a book now."""
    key = max(moved(book, by=by), last_proposed(book))
    return Token(epoch(), book.scope, key, time_of(key), last_turn(SYSTEM.today))


def token_of(book: Book, *, by: Actor) -> str:
    """The state of a book now, as its property says it."""
    return str(present(book, by=by))


def understood(text: str, book: Book) -> Token | None:
    """The token that a program brings back; none when it is not one of this book, or of a time that never was."""
    found = SHAPE.fullmatch(text.strip()[:LONGEST])
    if found is None or (found["epoch"], found["scope"]) != (epoch(), book.scope):
        return None
    key, position = int(found["key"]), found["position"]
    if key > last_key() or time_of(key) != found["at"] or int(found["turn"]) > date.max.toordinal():
        return None
    place = None if position is None else int(position)
    return Token(found["epoch"], found["scope"], key, found["at"], int(found["turn"]), place)


def time_of(key: int) -> str:
    """When the change with this key was made, in a form that is hard to guess; `0` for the time before the first."""
    at = MADE_AT.first(key=key)
    return f"{int(at.astimezone(UTC).timestamp() * 1_000_000):x}" if at else "0"
