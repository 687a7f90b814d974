"""The cards of a book under the names that programs know them by, with what tells one state of them from another."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from kaartenbak.carddav.epoch import epoch
from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.contacts.queries import Cards, active_addresses
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.history.bulk import among

BLOCK = 500
EXTENSION = ".vcf"
COLUMNS = ("pk", "uid", "version", "modified_at", "created_at")


@dataclass(frozen=True, slots=True)
class Card:
    """A card in a book. `address` is the key of the alternative address that holds today; none: 0."""

    book: Book
    key: int
    uid: uuid.UUID
    version: int
    modified: datetime
    created: datetime
    name: str
    address: int
    epoch: str

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(Kind.MEMBER, self.book.user, self.book.key, self.name)

    @property
    def etag(self) -> str:
        """What changes whenever the text does: with the card's version, the address that holds, and a restored backup."""
        return etag_of(self.epoch, self.version, self.address)


def etag_of(epoch: str, version: int, address: int = 0) -> str:
    """The ETag of a card in this state."""
    return f'"{epoch}-{version}-{address}"' if address else f'"{epoch}-{version}"'


def own_name(uid: uuid.UUID | str) -> str:
    """The name of a card that no program gave one."""
    return f"{uid}{EXTENSION}"


def uid_in(name: str) -> uuid.UUID | None:
    """The uid in a name of ours; none when it is spelt in any other way."""
    try:
        found = uuid.UUID(name.removesuffix(EXTENSION))
    except ValueError:
        return None
    return found if own_name(found) == name else None


def members(book: Book, *, by: Actor, after: int = 0) -> Iterator[list[Card]]:
    """The cards of a book in the order of their keys, by blocks that are read when they are asked for."""
    while keys := book.keys_after(after, BLOCK, by):
        after = keys[-1]
        yield as_members(book, book.holding(keys, by))


def as_members(book: Book, cards: Cards) -> list[Card]:
    """Cards as they stand in a book, in the order of their keys; a constant number of queries."""
    rows: list[Any] = list(cards.order_by("pk").values_list(*COLUMNS))
    keys = [row[0] for row in rows]
    given = Member.objects.filter(among("contact_id", keys), book=book.scope)
    names = dict(given.values_list("contact_id", "name"))
    addresses, now = addresses_holding(keys), epoch()
    return [
        Card(
            book,
            key,
            uid,
            version,
            modified,
            created,
            names.get(key) or own_name(uid),
            addresses.get(key, 0),
            now,
        )
        for key, uid, version, modified, created in rows
    ]


def addresses_holding(keys: Collection[int]) -> dict[int, int]:
    """The key of the alternative address that holds today for each card that has one, its own or its company's."""
    if not AddressRange.objects.exists():
        return {}
    own = AddressRange.objects.filter(contact=OuterRef("pk"))
    of_company = AddressRange.objects.filter(contact=OuterRef("company"))
    cards = Contact.objects.filter(among("pk", keys)).filter(Exists(own) | Exists(of_company))
    found = active_addresses(cards.select_related("company"), on=SYSTEM.today)
    return {card: each.address.pk for card, each in found.items() if each.address is not None}


def named(book: Book, names: Collection[str], *, by: Actor) -> dict[str, Card]:
    """The cards of a book with these names, in three queries and those that a block takes."""
    given = Member.objects.filter(book=book.scope, name__in=names)
    keys: dict[str, int] = dict(given.values_list("name", "contact_id"))
    uids = {uid for name in names if name not in keys and (uid := uid_in(name)) is not None}
    wanted = [*keys.values(), *Contact.objects.filter(uid__in=uids).values_list("pk", flat=True)]
    found = as_members(book, book.holding(wanted, by)) if wanted else []
    return {card.name: card for card in found}


def member_named(book: Book, name: str, *, by: Actor) -> Card | None:
    """The card of a book with this name."""
    return named(book, [name], by=by).get(name)


def sent_texts(cards: Sequence[Card]) -> dict[int, str]:
    """The texts as programs sent them, of the cards that have not changed since."""
    by_key = {card.key: card for card in cards}
    rows: Any = Member.objects.filter(among("contact_id", list(by_key)), book=cards[0].book.scope)
    kept = rows.exclude(text="").values_list("contact_id", "version", "address", "text")
    return {
        key: text
        for key, version, address, text in kept
        if (by_key[key].version, by_key[key].address) == (version, address)
    }
