"""The cards of a book under the names that programs know them by, with what tells one state of them from another."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from kaartenbak.carddav.epoch import epoch
from kaartenbak.carddav.models import Member, Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.lists import Listed, lists_in
from kaartenbak.carddav.queries.pending import new_in, waiting
from kaartenbak.carddav.queries.standing import Standing, standing
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.rules.names import EXTENSION, uid_in
from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.contacts.queries import active_addresses
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.exchange.queries.blocks import dashed
from kaartenbak.history.bulk import among
from kaartenbak.history.prepared import Among, Given, Prepared, WrittenUids

STAMPS = ("modified_at", "created_at")
# The uid as text: objects made of ten thousand texts take their time.
SIGNS = Cast("uid", CharField())
# Whether the address of a card may be another one today.
HAS_PERIODS = Exists(
    AddressRange.objects.filter(Q(contact=OuterRef("pk")) | Q(contact=OuterRef("company"))).order_by()
)
# What a name of ours is made of; the others are encoded in an address.
PLAIN = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)

NAMES = Prepared(
    lambda: Member.objects.filter(Among("contact_id", "keys"), book=Given("book")).values_list(
        "contact_id", "name"
    )
)
KEYS = Prepared(
    lambda: Member.objects.filter(Among("name", "names"), book=Given("book")).values_list(
        "name", "contact_id"
    )
)
BY_UID = Prepared(
    lambda: Contact.objects.filter(Among("uid", "uids", WrittenUids)).order_by().values_list("pk", flat=True)
)
# Most books have none of them, and whole cards with their companies are dear to ask for. Asked of each card whether it has
# any, PostgreSQL looks through them all for each; asked to join them, SQLite looks each of them up among the cards.
WITH_RANGES = Prepared(lambda: with_ranges("pk").union(with_ranges("company")))


class Card(NamedTuple):
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


def as_members(
    book: Book,
    keys: Collection[int],
    *,
    by: Actor,
    stamped: bool = False,
    now: Standing | None = None,
    names: Mapping[int, str] | None = None,
) -> list[Card]:
    """Of some cards those in a book as they stand there, in the order of their keys; a constant number of queries. What is
    known of the book, and the names that programs gave, are not asked again.
    """
    # Of one card it is asked along whether any address has periods; of many it would be dear.
    alone = (HAS_PERIODS,) if len(keys) == 1 else ()
    rows = book.rows(keys, by, "pk", *columns(stamped=stamped), *alone)
    if not rows:
        return []
    now, names = now or standing(book), names or {}
    has_periods = now.has_periods
    if alone:
        *row, has_periods = rows[0]
        rows = [row]
    keys = [row[0] for row in rows]
    addresses = addresses_holding(keys) if has_periods else {}
    unnamed = [key for key in keys if key not in names]
    names = {**names, **dict(NAMES(keys=unnamed, book=book.scope))} if unnamed else names
    return cards_of(book, rows, now, names, addresses)


def cards_of(
    book: Book, rows: Iterable[Any], now: Standing, names: Mapping[int, str], addresses: Mapping[int, int]
) -> list[Card]:
    """The cards of a book of which these are the keys and columns, with the names that programs gave and the addresses
    that hold.
    """
    proposed = waiting(book, [row[0] for row in rows], now)
    found = []
    for key, signs, version, *stamps in rows:
        proposal = proposed.get(key)
        if proposal and proposal.kind == Proposal.Kind.REMOVAL:
            continue
        uid = dashed(signs)
        name = names.get(key) or uid + EXTENSION
        card = Card(book, key, uid, version, name, addresses.get(key, 0), now.epoch, *stamps)
        found.append(card._replace(proposal=proposal.mark) if proposal else card)
    return found


def columns(*, stamped: bool) -> tuple[Any, ...]:
    """What is read of a card beside its key."""
    return (SIGNS, "version", *(STAMPS if stamped else ()))


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


def with_ranges(whose: str) -> Any:
    """Of some cards those that have ranges of addresses of their own (`pk`), or whose company has (`company`)."""
    having = AddressRange.objects.values("contact")
    rows = Contact.objects.filter(Among("pk", "keys"), **{f"{whose}__in": having}).order_by()
    return rows.values_list("pk", flat=True)


def addresses_holding(keys: Collection[int]) -> dict[int, int]:
    """The key of the alternative address that holds today for each card that has one, its own or its company's."""
    held = WITH_RANGES(keys=keys)
    if not held:
        return {}
    whole = Contact.objects.filter(among("pk", held)).select_related("company")
    found = active_addresses(whole, on=SYSTEM.today)
    return {card: each.address.pk for card, each in found.items() if each.address is not None}


def named(book: Book, names: Collection[str], *, by: Actor, stamped: bool = True) -> dict[str, Card]:
    """The cards of a book with these names, in a constant number of queries."""
    keys: dict[str, int] = dict(KEYS(names=list(names), book=book.scope))
    return called(book, names, keys, standing(book), by=by, stamped=stamped)


def called(
    book: Book, names: Collection[str], keys: Mapping[str, int], now: Standing, *, by: Actor, stamped: bool
) -> dict[str, Card]:
    """The cards of a book with these names, of which programs gave those in `keys` to a contact."""
    uids = {uid for name in names if name not in keys and (uid := uid_in(name))}
    wanted = list(keys.values())
    if uids:
        wanted += BY_UID(uids=uids)
    given = {key: name for name, key in keys.items()}
    found = as_members(book, wanted, by=by, stamped=stamped, now=now, names=given)
    cards = {card.name: card for card in found}
    unknown = [name for name in names if name not in cards]
    if unknown:
        cards |= {
            card.name: card for card in as_lists(book, lists_in(book, by=by, now=now, name__in=unknown))
        }
        unknown = [name for name in unknown if name not in cards]
    return cards | {
        card.name: card for card in as_new(book, new_in(book, now, name__in=unknown) if unknown else ())
    }


def member_named(book: Book, name: str, *, by: Actor) -> Card | None:
    """The card of a book with this name."""
    return member_under(book, name, standing(book, name), by=by)


def member_under(book: Book, name: str, now: Standing, *, by: Actor) -> Card | None:
    """The same, where it is known whom the name stands for."""
    keys = {name: now.contact} if now.contact else {}
    return called(book, [name], keys, now, by=by, stamped=True).get(name)
