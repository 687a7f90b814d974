"""Lists of contacts that programs send: each is a mailing group, with those of its contacts who are in the book (0048)."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.list_texts import members_in, name_in
from kaartenbak.carddav.models import ListCard
from kaartenbak.carddav.ops.joining import free
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.identifiers import refuse_uid
from kaartenbak.carddav.queries.lists import contacts_called, contacts_in, lists_in, title_of
from kaartenbak.carddav.queries.members import Card, as_lists, member_named
from kaartenbak.carddav.rules.lists import row_of_list
from kaartenbak.carddav.texts import read
from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotAllowed, Refused, Stale
from kaartenbak.exchange.ops.code_rows import NEEDS, CodeRows
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.operations import about, operation
from kaartenbak.setup.ops.codes import change_code

MEMBERS = "mailing_groups"


@operation(needs="contacts.change", title=_("Added the list {group} from {device}"))
def new_list(*, book: Book, name: str, text: str, strict: bool = False, by: Actor) -> None:
    """Have the list `text` under this name in the book, as the mailing group of its name: made when there is none, and then
    `setup.change` is needed as well. Whoever is in the group stays in it. With `strict`, refused as stale when the name
    is taken by now; without, the list there is changed.
    """
    store.lock(User(pk=book.user))
    present = member_named(book, name, by=by)
    if present is not None and (strict or not present.list_text):
        raise Stale("proposals.overtaken")
    if present is not None:
        write_list(card=present, text=text, by=by)
        return
    uid = uid_in(text)
    refuse_uid(book, None, uid, by)
    group = store.lock(group_called(name_in(text), by))
    refuse_second(book, group, by)
    free(book, name)
    values = {"book": book.scope, "name": name, "uid": uid, "text": text, "at": timezone.now()}
    lay(store.create(ListCard(group=group, **values)), book, text, (), by)


@operation(needs="contacts.change", title=_("Changed the list {group} from {device}"))
def write_list(*, card: Card, text: str, strict: bool = False, by: Actor) -> None:
    """Put into the mailing group whom the program added and take out whom it removed; another name needs `setup.change`.

    With `strict`, refused as stale when the list is no longer as `card` says. Without, what somebody else changed meanwhile
    stays (decision 0038).
    """
    row = held(card, strict, by)
    present = as_lists(card.book, lists_in(card.book, by=by, pk=row.pk))[0]
    refuse_uid(card.book, present, uid_in(text), by)
    former = members_in(row.text)
    known = contacts_called(card.book, [uid for uid in former if uid not in row.unknown], by=by)
    here = contacts_in(card.book, [row.group_id], by=by).get(row.group_id, {})
    wanted = contacts_called(card.book, members_in(text), by=by)
    base = set(here) if strict else nearer(set(known.values()), set(here), set(wanted.values()))
    if name_in(text) not in {title_of(row.group), "" if strict else name_in(row.text)}:
        change_code(row=row.group, description=name_in(text), by=by)
    lay(row, card.book, text, base, by)


@operation(needs="contacts.change", title=_("Took the list {group} out of an address book from {device}"))
def remove_list(*, card: Card, strict: bool = False, by: Actor) -> None:
    """Take a list out of the book; the mailing group stays, and who is in it."""
    row = held(card, strict, by)
    tell(row.group, by)
    store.delete(row)


def held(card: Card, strict: bool, by: Actor) -> ListCard:
    """The list of a card, locked with its group; with `strict` refused as stale when it is another one by now."""
    found = ListCard.objects.filter(pk=row_of_list(card.key)).first()
    if found is None:
        raise Stale("proposals.overtaken")
    row = store.lock(found)
    row.group = store.lock(row.group)
    now = as_lists(card.book, lists_in(card.book, by=by, pk=row.pk))
    if strict and (not now or now[0].etag != card.etag):
        raise Stale("proposals.overtaken")
    return row


def nearer(former: set[int], here: set[int], wanted: set[int]) -> set[int]:
    """What a program without conditions had: who was in the list when one was last sent, or who is now; whichever is nearer.

    A program that had sent the very same would have had nothing to send.
    """
    return former if 0 < len(former ^ wanted) < len(here ^ wanted) else here


def lay(row: ListCard, book: Book, text: str, base: Collection[int], by: Actor) -> None:
    """Bring the group in step with the list, from `base` on, and keep the text."""
    named = members_in(text)
    known = contacts_called(book, named, by=by)
    here, wanted = contacts_in(book, [row.group_id], by=by).get(row.group_id, {}), set(known.values())
    come, go = wanted - here.keys() - set(base), (set(base) - wanted) & here.keys()
    store.create_rows(
        ContactMailingGroup, [{"contact_id": key, "code_id": row.group_id} for key in sorted(come)]
    )
    leaving = ContactMailingGroup.objects.filter(among("contact", go), code=row.group_id) if go else None
    if leaving is not None:
        store.remove_unchecked(ContactMailingGroup, leaving.values_list("pk", flat=True))
    unknown = [uid for uid in named if uid not in known]
    store.update(row, text=text, unknown=unknown, at=timezone.now())
    tell(row.group, by)


def group_called(name: str, by: Actor) -> MailingGroup:
    """The mailing group of this code or description, made when there is none."""
    rows = CodeRows(by, writes=True)
    if rows.table(MailingGroup).find(name) is None and not by.may(NEEDS):
        raise NotAllowed(NEEDS)
    found = rows.find_or_make(MailingGroup, MEMBERS, name, [])
    return MailingGroup.objects.get(pk=found.pk)


def refuse_second(book: Book, group: MailingGroup, by: Actor) -> None:
    """Refuse a second list of one group in a book."""
    there = as_lists(book, lists_in(book, by=by, group=group))
    if there:
        raise Refused("books.uid_there", href=there[0].href)


def uid_in(text: str) -> str:
    """The identifier of the list itself."""
    found = read(text)
    if found is None:
        raise Refused("proposals.unreadable")
    return found.uid


def tell(group: MailingGroup, by: Actor) -> None:
    """Name the group and the device in the history."""
    about(group=title_of(group), device=by.reason or by.channel)
