"""What it means that a contact comes into an address book, or leaves it."""

from kaartenbak.carddav.models import ListCard, Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.standing import Standing
from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import Actor
from kaartenbak.history import store
from kaartenbak.setup.models import Salesperson


def join(contact: Contact, book: Book, by: Actor) -> None:
    """Put a contact into a book: into the mailing group, or to the salesperson of the user."""
    if book.group is not None:
        assign(contact=contact, code=MailingGroup.objects.get(pk=book.group), by=by)
    elif book.key == books.MINE and book.salesperson:
        code = Salesperson.objects.get(pk=book.salesperson).code
        change_contact(contact=contact, values={"salesperson": code}, by=by)


def leave(contact: Contact, book: Book, by: Actor) -> None:
    """Take a contact out of a book that it can leave without being deleted."""
    group = group_of(contact, book)
    if group is not None:
        unassign(contact=contact, code=group, by=by)
    elif book.key == books.MINE:
        change_contact(contact=contact, values={"salesperson": ""}, by=by)


def take_away(contact: Contact, book: Book, by: Actor) -> None:
    """Take a contact out of the group of the book; of a book that is of no group, delete it (0037)."""
    if book.group is None:
        delete_contact(contact=contact, people="keep", by=by)
    else:
        leave(contact, book, by)


def free(book: Book, name: str) -> None:
    """Let go of a name that a card had which is in the book no more."""
    store.delete_many(Member.objects.filter(book=book.scope, name=name))


def join_lists(contact: Contact, uid: str, book: Book, now: Standing, by: Actor) -> None:
    """Put a contact that is new in the book into the lists that named it before it came."""
    if not now.has_lists:
        return
    for each in ListCard.objects.filter(book=book.scope).exclude(unknown=[]).select_related("group"):
        if uid in each.unknown:
            store.update(each, unknown=[other for other in each.unknown if other != uid])
            if not each.group.assignments.filter(contact=contact).exists():
                assign(contact=contact, code=each.group, by=by)


def group_of(contact: Contact, book: Book) -> MailingGroup | None:
    """The mailing group of a book, if the contact has it."""
    groups = MailingGroup.objects.filter(assignments__contact=contact)
    return groups.filter(pk=book.group).first() if book.group is not None else None
