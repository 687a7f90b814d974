"""The cards of a book under the names that programs know them by, with what tells one state of them from another."""

import hashlib
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from kaartenbak.carddav.epoch import epoch
from kaartenbak.carddav.models import Member, Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.lists import Listed, lists_in
from kaartenbak.carddav.queries.pending import new_in, waiting
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.contacts.queries import Cards, active_addresses
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.exchange.queries.blocks import dashed
from kaartenbak.history.bulk import among

# Of so many cards the texts are read together; of those that only their names are asked of, more.
BLOCK, BARE_BLOCK = 500, 4_000
EXTENSION = ".vcf"
STAMPS = ("modified_at", "created_at")
# What a name of ours is made of; the others are encoded in an address.
PLAIN = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Card:
    """A card in a book. `address` is the key of the alternative address that holds today; none: 0.

    When it was made and changed is known where that was asked for. With a `proposal` its user's program reads what it
    proposed; one that is new has no contact yet, and the key of its proposal below zero. One of a list of contacts, a mailing
    group, has its `list_text`, and a key below those (`rules/lists.py`).
    """

    book: Book
    key: int
    uid: str
    version: int
    name: str
    address: int
    epoch: str
    modified: datetime | None = None
    created: datetime | None = None
    proposal: str = ""
    list_text: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it is proposed, and nothing in the register."""
        return self.key < 0 and not self.list_text

    @property
    def comes_last(self) -> bool:
        """Whether it is listed after the contacts, by whose keys a listing goes on."""
        return self.key < 0

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(Kind.MEMBER, self.book.user, self.book.key, self.name)

    @property
    def href(self) -> str:
        """Its address."""
        return self.book.href + (self.name if PLAIN.fullmatch(self.name) else quote(self.name, safe=""))

    @property
    def etag(self) -> str:
        """What changes whenever the text does: with the card's version, the address that holds, a restored backup.

        What is proposed stays as it is until it is decided.
        """
        if self.proposal:
            return f'"{self.epoch}-proposal-{self.proposal}"'
        if self.list_text:
            return f'"{self.epoch}-list-{hashlib.sha256(self.list_text.encode()).hexdigest()[:20]}"'
        return etag_of(self.epoch, self.version, self.address)


def etag_of(epoch: str, version: int, address: int = 0) -> str:
    """The ETag of a card in this state."""
    return f'"{epoch}-{version}-{address}"' if address else f'"{epoch}-{version}"'


def own_name(uid: uuid.UUID | str) -> str:
    """The name of a card that no program gave one."""
    return f"{uid}{EXTENSION}"


def uid_in(name: str) -> uuid.UUID | None:
    """The uid in a name of ours; none when it is spelt in any other way."""
    found = as_uuid(name.removesuffix(EXTENSION))
    return found if found is not None and own_name(found) == name else None


def members(
    book: Book, *, by: Actor, after: int = 0, stamped: bool = False, bare: bool = False
) -> Iterator[list[Card]]:
    """The cards of a book in the order of their keys, by blocks that are read when they are asked for. With `bare` nobody
    asks for their texts.
    """
    while keys := book.keys_after(after, BARE_BLOCK if bare else BLOCK, by):
        after = keys[-1]
        yield as_members(book, book.holding(keys, by), stamped=stamped)
    if last := [*as_lists(book, lists_in(book, by=by)), *as_new(book, new_in(book))]:
        yield last


def as_members(book: Book, cards: Cards, *, stamped: bool = False) -> list[Card]:
    """Cards as they stand in a book, in the order of their keys; a constant number of queries."""
    # Objects made of ten thousand texts take their time.
    signs_of = Cast("uid", CharField())
    rows: list[Any] = list(
        cards.order_by("pk").values_list("pk", signs_of, "version", *(STAMPS if stamped else ()))
    )
    keys = [row[0] for row in rows]
    given = (
        Member.objects.filter(among("contact_id", keys), book=book.scope) if keys else Member.objects.none()
    )
    names = dict(given.values_list("contact_id", "name"))
    addresses, now, proposed = addresses_holding(keys), epoch(), waiting(book, keys)
    found = []
    for key, signs, version, *stamps in rows:
        proposal = proposed.get(key)
        if proposal and proposal.kind == Proposal.Kind.REMOVAL:
            continue
        uid = dashed(signs)
        name = names.get(key) or uid + EXTENSION
        card = Card(book, key, uid, version, name, addresses.get(key, 0), now, *stamps)
        found.append(replace(card, proposal=proposal.mark) if proposal else card)
    return found


def as_new(book: Book, proposals: Iterable[Proposal]) -> list[Card]:
    """Proposed new cards as their user's programs see them in the book."""
    found = list(proposals)
    now = epoch() if found else ""
    return [
        Card(book, -each.pk, each.uid, 0, each.name, 0, now, each.at, each.at, each.mark) for each in found
    ]


def as_lists(book: Book, lists: Sequence[Listed]) -> list[Card]:
    """Lists as they stand in the book."""
    now = epoch() if lists else ""
    return [
        Card(book, each.key, each.uid, 0, each.name, 0, now, each.at, each.at, list_text=each.text)
        for each in lists
    ]


def addresses_holding(keys: Collection[int]) -> dict[int, int]:
    """The key of the alternative address that holds today for each card that has one, its own or its company's."""
    if not AddressRange.objects.exists():
        return {}
    own = AddressRange.objects.filter(contact=OuterRef("pk"))
    of_company = AddressRange.objects.filter(contact=OuterRef("company"))
    cards = Contact.objects.filter(among("pk", keys)).filter(Exists(own) | Exists(of_company))
    # Most books have none of them, and whole cards with their companies are dear to ask for.
    held = list(cards.values_list("pk", flat=True))
    if not held:
        return {}
    whole = Contact.objects.filter(among("pk", held)).select_related("company")
    found = active_addresses(whole, on=SYSTEM.today)
    return {card: each.address.pk for card, each in found.items() if each.address is not None}


def named(book: Book, names: Collection[str], *, by: Actor, stamped: bool = True) -> dict[str, Card]:
    """The cards of a book with these names, in a constant number of queries."""
    given = Member.objects.filter(book=book.scope, name__in=names)
    keys: dict[str, int] = dict(given.values_list("name", "contact_id"))
    uids = {uid for name in names if name not in keys and (uid := uid_in(name)) is not None}
    wanted = [*keys.values(), *Contact.objects.filter(uid__in=uids).values_list("pk", flat=True)]
    found = as_members(book, book.holding(wanted, by), stamped=stamped) if wanted else []
    cards = {card.name: card for card in found}
    unknown = [name for name in names if name not in cards]
    if unknown:
        cards |= {card.name: card for card in as_lists(book, lists_in(book, by=by, name__in=unknown))}
        unknown = [name for name in unknown if name not in cards]
    return cards | {card.name: card for card in as_new(book, new_in(book, unknown) if unknown else ())}


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


def kept_texts(cards: Sequence[Card]) -> dict[int, str]:
    """The texts as programs sent them, whatever changed since."""
    rows = Member.objects.filter(among("contact_id", [card.key for card in cards]), book=cards[0].book.scope)
    return dict(rows.exclude(text="").values_list("contact_id", "text"))
