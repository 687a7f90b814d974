"""Which card has an identifier."""

from uuid import UUID

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.members import Card, as_members, as_new
from kaartenbak.carddav.queries.pending import new_in
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import visible_to
from kaartenbak.core.actor import Actor


def holder_of(book: Book, uid: str, *, by: Actor) -> Card | None:
    """The card of a book with this identifier: that of the contact, or the one that a program gave it."""
    keys = list(Member.objects.filter(book=book.scope, uid=uid).values_list("contact_id", flat=True))
    if (own := as_uuid(uid)) is not None:
        keys += Contact.objects.filter(uid=own).values_list("pk", flat=True)
    found = as_members(book, book.holding(keys, by)) if keys else []
    found += as_new(book, new_in(book).filter(uid=uid))
    return found[0] if found else None


def contact_elsewhere(uid: str, *, by: Actor) -> Contact | None:
    """The contact with this identifier, if it can be in a book."""
    own = as_uuid(uid)
    cards = visible_to(by).filter(privacy_blocked=False, uid=own) if own is not None else None
    return cards.first() if cards is not None else None


def as_uuid(uid: str) -> UUID | None:
    """An identifier as contacts have them; none for those of other programs."""
    try:
        return UUID(uid)
    except ValueError:
        return None
