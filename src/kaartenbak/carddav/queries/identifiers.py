"""Which card has an identifier."""

from typing import Any, NamedTuple

from django.db.models import IntegerField, Value

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.lists import lists_in
from kaartenbak.carddav.queries.members import Card, as_lists, as_members, as_new
from kaartenbak.carddav.queries.pending import new_in
from kaartenbak.carddav.queries.standing import Standing, standing
from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.contacts.queries import visible_to
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.core.refusals import Refused
from kaartenbak.history.prepared import Among, Given, Prepared, Uids


class Bearers(NamedTuple):
    """The keys of the contacts that an identifier leads to: `given` by a program in the book, its `own`, or that of a
    `former` card which became part of it.
    """

    given: list[int]
    own: list[int]
    former: list[int]


def leading(place: int, rows: Any, key: str) -> Any:
    """One of the ways in which an identifier leads to a contact."""
    return rows.annotate(way=Value(place, output_field=IntegerField())).order_by().values_list("way", key)


WAYS: Prepared[Any] = Prepared(
    lambda: leading(0, Member.objects.filter(book=Given("book"), uid=Given("uid")), "contact_id").union(
        leading(1, Contact.objects.filter(Among("uid", "uids", Uids)), "pk"),
        leading(2, FormerCard.objects.filter(Among("uid", "uids", Uids)), "contact_id"),
        all=True,
    )
)


def bearers_of(book: Book, uid: str) -> Bearers:
    """Whom an identifier leads to, in one statement."""
    own = as_uuid(uid)
    found = Bearers([], [], [])
    for way, key in WAYS(book=book.scope, uid=uid, uids=[own] if own else []):
        found[way].append(key)
    return found


def holder_of(
    book: Book, uid: str, *, now: Standing | None = None, bearers: Bearers | None = None, by: Actor
) -> Card | None:
    """The card of a book with this identifier: that of the contact, of one that became part of it, or that a program gave it."""
    keys = [key for way in bearers or bearers_of(book, uid) for key in way]
    now = now or standing(book)
    found = as_members(book, keys, by=by, now=now) if keys else []
    found += as_lists(book, lists_in(book, by=by, now=now, uid=uid))
    found += as_new(book, new_in(book, now, uid=uid))
    return found[0] if found else None


def refuse_uid(
    book: Book,
    card: Card | None,
    uid: str,
    by: Actor,
    now: Standing | None = None,
    bearers: Bearers | None = None,
) -> None:
    """Refuse an identifier that another card of the book has, and another one than the card has."""
    holder = holder_of(book, uid, now=now, bearers=bearers, by=by)
    if holder is not None and (card is None or holder.key != card.key):
        raise Refused("books.uid_there", href=holder.href)
    if card is not None and holder is None:
        raise Refused("books.uid_there", href=card.href)


def contact_elsewhere(bearers: Bearers, *, by: Actor) -> Contact | None:
    """The contact with an identifier of its own, or that one with it became part of, if it can be in a book."""
    cards = visible_to(by).filter(privacy_blocked=False)
    found = (cards.filter(pk__in=keys).first() for keys in (bearers.own, bearers.former) if keys)
    return next((contact for contact in found if contact is not None), None)
