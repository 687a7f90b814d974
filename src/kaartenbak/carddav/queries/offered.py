"""The books that a user can choose, with how many contacts each has."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import Subscription
from kaartenbak.carddav.queries.books import Book, book_of, books_of
from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import MailingGroup
from kaartenbak.core.actor import Actor
from kaartenbak.web.templatetags.web import figure


@dataclass(frozen=True)
class Offer:
    """A book that can be chosen."""

    key: str
    name: str
    contacts: int
    is_chosen: bool

    @property
    def label(self) -> str:
        """Its name, and how many there are in it."""
        return f"{self.name} ({counted(self.contacts)})"


def counted(number: int) -> str:
    """So many contacts."""
    return ngettext("{count} contact", "{count} contacts", number).format(count=figure(number))


def offers(user: User, *, by: Actor) -> list[Offer]:
    """Everything, and each mailing group; in a constant number of queries."""
    chosen = set(Subscription.objects.filter(user=user).values_list("book", flat=True))
    everything = book_of(user, books.ALL, None, None)
    found = [Offer(books.ALL, everything.name, everything.cards(by).count(), books.ALL in chosen)]
    in_books = Count("assignments", filter=Q(assignments__contact__privacy_blocked=False))
    for group in MailingGroup.objects.annotate(contacts=in_books).order_by("code"):
        key = books.of_group(group.pk)
        found.append(Offer(key, group.description or group.code, group.contacts, key in chosen))
    return found


def own_book(user: User, *, by: Actor) -> tuple[Book, int]:
    """The book of one's own contacts, and how many there are."""
    book = books_of(user)[0]
    return book, book.cards(by).count()


def book_names() -> dict[str, str]:
    """The books that somebody has, by key: everything, one's own, and the mailing groups that were chosen."""
    chosen = Subscription.objects.order_by("book").values_list("book", flat=True).distinct()
    groups = {group: key for key in chosen if (group := books.group_of(key)) is not None}
    named = MailingGroup.objects.filter(pk__in=groups).order_by("code")
    found = {books.ALL: _("All contacts"), books.MINE: _("My contacts")}
    return found | {groups[group.pk]: group.description or group.code for group in named}
