"""The books of a user, and which cards are in them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.utils.translation import gettext as _

from kaartenbak.accounts.models import User
from kaartenbak.accounts.rules.roles import permissions_of
from kaartenbak.carddav.models import Subscription
from kaartenbak.carddav.queries.access import Settings, settings_of
from kaartenbak.carddav.rules import books
from kaartenbak.carddav.rules.access import Access, access
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards, may_see, visible_to
from kaartenbak.core.actor import Actor
from kaartenbak.history.prepared import Among, Given, Prepared

SALESPERSON, GROUP = "salesperson", "mailing_groups__code"
# Every request asks for the books of its user.
CHOSEN = Prepared(lambda: Subscription.objects.filter(user=Given("user")).order_by("book"))


@cache
def reading(column: str, wanted: tuple[Any, ...]) -> Prepared[Any]:
    """What is wanted of those of some cards that are in a book; all in it have the same value in this column, if there is one."""
    common = {column: Given("common")} if column else {}
    return Prepared(
        lambda: (
            Contact.objects.filter(Among("pk", "keys"), privacy_blocked=False, **common)
            .order_by("pk")
            .values_list(*wanted)
        )
    )


@cache
def following(column: str, wanted: tuple[Any, ...], limit: int) -> Prepared[Any]:
    """What is wanted of the next cards after a key; `column` as for `reading`."""
    common = {column: Given("common")} if column else {}
    return Prepared(
        lambda: (
            Contact.objects.filter(pk__gt=Given("after"), privacy_blocked=False, **common)
            .order_by("pk")
            .values_list(*wanted)[:limit]
        )
    )


@cache
def members_after(limit: int) -> Prepared[int]:
    """The next contacts of a mailing group after a key, whether they may be in a book or not."""
    return Prepared(
        lambda: (
            ContactMailingGroup.objects.filter(code=Given("group"), contact__gt=Given("after"))
            .order_by("contact")
            .values_list("contact", flat=True)[:limit]
        )
    )


@dataclass(frozen=True)
class Book:
    """A book as one user has it. `scope` names what is in it, the same for everybody who has such a book.

    `access` says what becomes of a change that a program sends.
    """

    user: int
    key: str
    scope: str
    name: str
    description: str = ""
    colour: str = ""
    salesperson: int | None = None
    group: int | None = None
    access: Access = Access.OFF

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(Kind.BOOK, self.user, self.key)

    @cached_property
    def href(self) -> str:
        """Its address, which those of its cards begin with."""
        return self.place.href

    @property
    def common(self) -> tuple[str, int | None]:
        """The column in which its cards have a value in common, and the value; a blank column where they need not have any."""
        if self.group is not None:
            return GROUP, self.group
        return (SALESPERSON, self.salesperson) if self.key == books.MINE else ("", None)

    def cards(self, by: Actor) -> Cards:
        """The cards in it. Who is blocked for privacy is in no book, as in no export (D9)."""
        column, value = self.common
        cards = visible_to(by).filter(privacy_blocked=False)
        if not column:
            return cards
        return cards.filter(**{column: value}) if value else cards.none()

    def page_after(self, key: int, limit: int, by: Actor, *wanted: Any) -> tuple[int, list[Any]]:
        """The next cards in it after a key, in the order of their keys: what is wanted of each, and the key up to which it
        was looked; 0 when nothing follows.
        """
        column, value = self.common
        if self.group is not None:
            keys = members_after(limit)(group=self.group, after=key)
            return keys[-1] if keys else 0, self.rows(keys, by, "pk", *wanted)
        if not may_see(by) or (column and not value):
            return 0, []
        rows = following(column, ("pk", *wanted), limit)(after=key, common=value)
        return rows[-1][0] if rows else 0, rows

    def rows(self, keys: Collection[int], by: Actor, *wanted: Any) -> list[Any]:
        """Of these cards those that are in it, in the order of their keys: what is wanted of each."""
        column, value = self.common
        if not keys or not may_see(by) or (column and not value):
            return []
        return reading(column, wanted)(keys=list(keys), common=value)

    def holding(self, keys: Collection[int], by: Actor) -> set[int]:
        """Of these cards, those that are in it."""
        return {key for (key,) in self.rows(keys, by, "pk")}


def books_of(user: User) -> list[Book]:
    """The books that a user has in his programs, his own contacts first."""
    chosen = {each.book: each for each in CHOSEN(user=user.pk)}
    groups = {key: group for key in chosen if (group := books.group_of(key)) is not None}
    named = MailingGroup.objects.in_bulk(groups.values())
    keys = [books.MINE, *([books.ALL] if books.ALL in chosen else [])]
    keys += sorted((key for key in groups if groups[key] in named), key=lambda key: str(named[groups[key]]))
    settings = settings_of(user)
    return [
        book_of(user, key, chosen.get(key), named.get(groups.get(key, 0)), settings=settings) for key in keys
    ]


def book_named(user: User, key: str) -> Book | None:
    """The book of a user with this key, if he has it."""
    return next((book for book in books_of(user) if book.key == key), None)


def access_of(book: Book, user: User) -> Access:
    """What becomes of a change that a program of the user sends to the book. In that of nobody's contacts none would stay."""
    lasts = book.key != books.MINE or book.salesperson is not None
    return book.access if book.user == user.pk and lasts else Access.OFF


def book_of(
    user: User,
    key: str,
    chosen: Subscription | None,
    group: MailingGroup | None,
    *,
    settings: Settings | None = None,
) -> Book:
    """A book with the words of its user, or ours in his language. Without `settings` nothing can be written in it."""
    names = {books.ALL: _("All contacts"), books.MINE: _("My contacts")}
    name = names.get(key) or (group and (group.description or group.code)) or key
    salesperson = user.salesperson_id if key == books.MINE else None
    scopes = {books.MINE: f"salesperson-{salesperson or 0}"}
    return Book(
        user.pk,
        key,
        scopes.get(key, key),
        (chosen and chosen.name) or name,
        chosen.description if chosen else "",
        chosen.colour if chosen else "",
        salesperson,
        group.pk if group else None,
        Access.OFF if settings is None else access(settings, key, permissions_of(user.role)),
    )
