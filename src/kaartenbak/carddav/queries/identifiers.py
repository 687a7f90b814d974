"""Which card has an identifier."""

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
from kaartenbak.history.prepared import Given, Prepared

GIVEN = Prepared(
    lambda: Member.objects.filter(book=Given("book"), uid=Given("uid")).values_list("contact_id", flat=True)
)


def holder_of(book: Book, uid: str, *, now: Standing | None = None, by: Actor) -> Card | None:
    """The card of a book with this identifier: that of the contact, of one that became part of it, or that a program gave it."""
    keys = GIVEN(book=book.scope, uid=uid)
    if (own := as_uuid(uid)) is not None:
        keys += Contact.objects.filter(uid=own).values_list("pk", flat=True)
        keys += FormerCard.objects.filter(uid=own).values_list("contact_id", flat=True)
    now = now or standing(book)
    found = as_members(book, keys, by=by, now=now)
    found += as_lists(book, lists_in(book, by=by, now=now, uid=uid))
    found += as_new(book, new_in(book, now, uid=uid))
    return found[0] if found else None


def refuse_uid(book: Book, card: Card | None, uid: str, by: Actor, now: Standing | None = None) -> None:
    """Refuse an identifier that another card of the book has, and another one than the card has."""
    holder = holder_of(book, uid, now=now, by=by)
    if holder is not None and (card is None or holder.key != card.key):
        raise Refused("books.uid_there", href=holder.href)
    if card is not None and holder is None:
        raise Refused("books.uid_there", href=card.href)


def contact_elsewhere(uid: str, *, by: Actor) -> Contact | None:
    """The contact with this identifier, or that one with it became part of, if it can be in a book."""
    own = as_uuid(uid)
    if own is None:
        return None
    cards = visible_to(by).filter(privacy_blocked=False)
    return cards.filter(uid=own).first() or cards.filter(former_cards__uid=own).first()
