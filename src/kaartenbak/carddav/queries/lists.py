"""The lists of a book: mailing groups as cards, with those of their contacts who are in the book."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from kaartenbak.carddav.list_texts import rewritten
from kaartenbak.carddav.models import ListCard, Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.standing import Standing, standing
from kaartenbak.carddav.rules.lists import key_of_list
from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.uid import as_uuid

BATCH = 500
Names = dict[int, tuple[str, ...]]
"""By contact, the identifiers that programs may know it by; the first is the one it is told by."""


class Listed(NamedTuple):
    """A list as programs read it."""

    key: int
    name: str
    uid: str
    at: datetime
    text: str


def lists_in(book: Book, *, by: Actor, now: Standing | None = None, **wanted: Any) -> list[Listed]:
    """The lists of a book, all or those that are `wanted`; in a constant number of queries."""
    if not (now or standing(book)).has_lists:
        return []
    rows = list(ListCard.objects.filter(book=book.scope, **wanted).select_related("group").order_by("pk"))
    there = contacts_in(book, [row.group_id for row in rows], by=by) if rows else {}
    return [listed(row, there.get(row.group_id, {})) for row in rows]


def listed(row: ListCard, contacts: Names) -> Listed:
    """A list with the contacts that are in it now."""
    members = [contacts[key] for key in sorted(contacts)]
    text = rewritten(row.text, title=title_of(row.group), members=members, unknown=row.unknown)
    return Listed(key_of_list(row.pk), row.name, row.uid, row.at, text)


def title_of(group: MailingGroup) -> str:
    """What a list is called."""
    return group.description or group.code


def contacts_in(book: Book, groups: Collection[int], *, by: Actor) -> dict[int, Names]:
    """By mailing group, its contacts in the book with their identifiers."""
    here = Exists(book.cards(by).filter(pk=OuterRef("contact")))
    rows = ContactMailingGroup.objects.filter(here, code__in=groups)
    given: dict[int, str] = dict(
        Member.objects.filter(book=book.scope, contact__mailing_groups__code__in=groups).values_list(
            "contact_id", "uid"
        )
    )
    found: dict[int, Names] = {}
    for group, contact, uid in rows.values_list("code_id", "contact_id", "contact__uid"):
        names = (given[contact], str(uid)) if contact in given else (str(uid),)
        found.setdefault(group, {})[contact] = names
    return found


def contacts_called(book: Book, uids: Iterable[str], *, by: Actor) -> dict[str, int]:
    """The contacts of the book that go by these identifiers; those that none goes by are left out."""
    found: dict[str, int] = {}
    for batch in batched(uids, BATCH):
        own = {known: uid for uid in batch if (known := as_uuid(uid)) is not None}
        rows = Contact.objects.filter(uid__in=own).values_list("uid", "pk")
        named = {own[uid]: key for uid, key in rows}
        given = Member.objects.filter(book=book.scope, uid__in=batch).values_list("uid", "contact_id")
        named |= dict(given)
        here = book.holding(named.values(), by)
        found |= {uid: key for uid, key in named.items() if key in here}
    return found
