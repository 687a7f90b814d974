"""Rows of a file that stand for the contact of an earlier row: a plan writes none, so it must remember what each row said."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.ops.changing import slotted
from kaartenbak.exchange.ops.companies import key_of
from kaartenbak.exchange.ops.matching import Key, keys_of
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Outcome

# Of so many keys it is known; it stays the same however long the file is.
KEYS_KEPT = 200_000
OF_32_BITS = 0xFFFFFFFF
THERE = "there"


def short(said: Any) -> int:
    """A sign for something that was said, of four octets: many rows are remembered."""
    return hash(said) & OF_32_BITS


KIND, COMPANY = short("kind"), short("company")
Said = Mapping[int, int]


@dataclass(slots=True)
class Repeated:
    """The line of a row that makes a contact, and what this says by now: signs of fields, and of their values."""

    line: int
    said: array[int] = field(default_factory=lambda: array("I"))

    def add(self, more: Said) -> Outcome:
        """What becomes of a row that says more of the contact."""
        before = dict(zip(self.said[::2], self.said[1::2], strict=True))
        new = {name for name, value in more.items() if before.get(name) != value}
        if not new or KIND in new:
            return Outcome.SKIPPED
        self.said = array("I", chain.from_iterable({**before, **more}.items()))
        return Outcome.LINKED if new == {COMPANY} else Outcome.UPDATED


class Repeats:
    """The rows that make contacts, by what these will be found by; the newest ones of a long file."""

    def __init__(self) -> None:
        self.rows: dict[int, Repeated] = {}

    def add(self, taken: Taken, card: Contact, match: Sequence[str], *, changes: bool) -> None:
        """Remember a row that makes a contact; also what it says when other rows may change that."""
        row = Repeated(taken.offer.line)
        if changes:
            row.said = array("I", chain.from_iterable(said_by(taken).items()))
        for key in keys_of(taken.offer, match):
            if card_has(card, key):
                self.rows[hash(key)] = row
        while len(self.rows) > KEYS_KEPT:
            del self.rows[next(iter(self.rows))]

    def of(self, offer: Offer, match: Sequence[str]) -> Repeated | None:
        """The row whose contact a row will find, by the first of its keys that leads to one."""
        for key in keys_of(offer, match) if self.rows else ():
            if found := self.rows.get(hash(key)):
                return found
        return None


def card_has(card: Contact, key: Key) -> bool:
    """Whether a contact gets what its row calls it; a number that is taken or not allowed it does not."""
    name, value = key
    return str(getattr(card, name)).upper() == value.upper() if name in ("number", "uid") else True


def said_by(taken: Taken) -> Said:
    """What a row says of its contact: the value of each field, and that it has this and that."""
    offer = taken.offer
    slots, _more = slotted(taken.given.get("channels", []))
    # What was refused counts as well: a row that says it again is refused again, and told no more.
    read = taken.codes.values
    said = {name: read.get((name, text), text) for name, text in offer.values.items()} | taken.given
    values = {name: getattr(value, "code", value) for name, value in said.items() if name != "channels"}
    company = key_of(offer.company) or offer.company_number.strip().upper()
    values |= slots | {"kind": offer.kind} | ({"company": company} if company else {})
    found = {short(name): short(str(value)) for name, value in values.items()}
    return found | dict.fromkeys(map(short, several_of(taken)), short(THERE))


def several_of(taken: Taken) -> Iterator[tuple[str, ...]]:
    """What a contact may have several of, or does not have a field for."""
    offer = taken.offer
    for kind, _label, value in taken.given.get("channels", []):
        yield "channel", kind, "".join(value.casefold().split())
    for name, codes in offer.codes.items():
        for code, word in codes:
            yield name, code.upper(), word
    for name in ("addresses", "former", "different", "taken_off", "follows"):
        for each in getattr(offer, name):
            yield name, repr(each)
    for label, text in taken.left:
        yield "left", label, text
    yield from (("comment", each) for each in (offer.comment, *offer.lines) if each)
    if offer.photo:
        yield "photo", str(hash(offer.photo))
