"""What changed in a book between two of its states, by blocks of the record of changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from kaartenbak.carddav.marks import CONTACT, MEMBER, Step, inside, leaving, lists_removed, steps_of
from kaartenbak.carddav.models import Member, Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.listed import with_lists
from kaartenbak.carddav.queries.lists import lists_in
from kaartenbak.carddav.queries.members import Card, as_lists, as_members, as_new, named
from kaartenbak.carddav.queries.pending import names_of, new_in, waiting, with_own
from kaartenbak.carddav.queries.sync import Token
from kaartenbak.carddav.queries.turns import turned
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.rules.lists import key_of_list, row_of_list
from kaartenbak.carddav.rules.names import own_name
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.history.bulk import among
from kaartenbak.history.feed import written
from kaartenbak.history.models import Change

CREATED, DELETED = Change.Action.CREATED.value, Change.Action.DELETED.value


@dataclass
class Delta:
    """From `since` to `now`, at most `limit` cards. `reached` is the state after what was told; `more`: that is not `now`."""

    book: Book
    since: Token
    now: Token
    by: Actor
    limit: int | None
    more: bool = False
    seen: set[int] = field(default_factory=set)

    lists: int = 0
    last: int = 0
    stamped: bool = False

    @property
    def reached(self) -> Token:
        return self.now.upto(self.last) if self.more else self.now


@dataclass(frozen=True)
class Page:
    """Some of what changed."""

    changed: list[Card]
    gone: list[Place]


def changes_since(delta: Delta) -> Iterator[Page]:
    """What changed, each card once, by pages that are read when they are asked for."""
    delta.last = delta.since.key
    if delta.since.turn != delta.now.turn:
        yield from turned_since(delta)
    while not delta.more:
        steps = with_own(delta.book, steps_of(delta.now.key, delta.last))
        if not steps:
            return
        steps = with_lists(delta.book, steps, delta.by)
        new = within_limit(delta, steps)
        if new:
            yield page_of(delta, [step for step in steps if step.card in new])


def turned_since(delta: Delta) -> Iterator[Page]:
    """The cards that say another address, without having been changed."""
    keys = [key for key in turned(delta.since.turn, SYSTEM.today) if key not in delta.seen]
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        cards = as_members(delta.book, some, by=delta.by, stamped=delta.stamped)
        delta.seen.update(some)
        yield Page(cards, [])


def within_limit(delta: Delta, steps: list[Step]) -> set[int]:
    """The cards that come anew with these changes and still fit in; how far that is, the delta notes."""
    new: set[int] = set()
    for step in steps:
        if step.card is not None and step.card not in delta.seen:
            # A list comes with the change of a card that it is told for, whether it fits or not.
            is_list = bool(row_of_list(step.card))
            if not is_list and delta.limit is not None and len(delta.seen) - delta.lists >= delta.limit:
                delta.more = True
                break
            delta.seen.add(step.card)
            delta.lists += is_list
            new.add(step.card)
        delta.last = step.key
    return new


def page_of(delta: Delta, steps: list[Step]) -> Page:
    """What became of the cards of these changes."""
    here = inside(delta.book, steps, delta.by)
    cards = as_members(delta.book, here, by=delta.by, stamped=delta.stamped)
    gone = (leaving(delta.book, steps) - here) | to_be_removed(delta.book, here)
    names = [*names_of_gone(delta.book, gone), *former_names(delta.book, steps, here)]
    names += [name for _key, _row, name in lists_removed(delta.book, steps)]
    if rows := [row for step in steps if (row := row_of_list(step.card))]:
        cards += as_lists(delta.book, lists_in(delta.book, by=delta.by, pk__in=rows))
    new = {step.card for step in steps if step.card is not None and step.card < 0} - set(
        map(key_of_list, rows)
    )
    if new:
        added = [card for card in as_new(delta.book, new_in(delta.book)) if card.key in new]
        cards += added
        names += names_of(new - {card.key for card in added})
    # Another card may have taken over a name: one that became part of it had it.
    taken = named(delta.book, set(names), by=delta.by) if names else {}
    gone_names = [name for name in dict.fromkeys(names) if name not in taken]
    return Page(cards, [Place(Kind.MEMBER, delta.book.user, delta.book.key, name) for name in gone_names])


def to_be_removed(book: Book, keys: Collection[int]) -> set[int]:
    """Of these cards, those that the user proposed to remove: his programs do not have them any more."""
    return {key for key, each in waiting(book, keys).items() if each.kind == Proposal.Kind.REMOVAL}


def names_of_gone(book: Book, keys: Collection[int]) -> list[str]:
    """The names that cards had which are in the book no more."""
    if not keys:
        return []
    uids = dict(Contact.objects.filter(among("pk", keys)).values_list("pk", "uid"))
    given = Member.objects.filter(among("contact_id", list(uids)), book=book.scope)
    names = {key: own_name(uid) for key, uid in uids.items()} | dict(given.values_list("contact_id", "name"))
    return [*names.values(), *names_of_removed(book, [key for key in keys if key not in uids])]


def names_of_removed(book: Book, keys: Collection[int]) -> list[str]:
    """The names that cards had which are nowhere any more; the record of their removal tells."""
    removed = written().filter(among("card", keys), action=DELETED) if keys else ()
    names: dict[int, str] = {}
    given: dict[int, str] = {}
    for each in sorted(removed, key=lambda change: change.pk):
        if each.card is not None and each.model == CONTACT:
            names[each.card] = own_name(each.before["uid"])
        elif each.card is not None and each.model == MEMBER and each.before["book"] == book.scope:
            given[each.card] = each.before["name"]
    return list((names | given).values())


def former_names(book: Book, steps: list[Step], here: Collection[int]) -> list[str]:
    """The names that cards had in the book before these changes, and have no more: they were moved."""
    moved = [step for step in steps if step.model == MEMBER and step.card in here]
    if not moved:
        return []
    keys = [step.key for step in moved if step.action != CREATED]
    changes = written().filter(among("pk", keys)) if keys else ()
    names = [each.before["name"] for each in changes if "name" in each.before]
    fresh = {step.card for step in steps if step.model == CONTACT and step.action == CREATED}
    given = {step.card for step in moved if step.card and step.action == CREATED} - fresh
    uids = Contact.objects.filter(among("pk", given)).values_list("uid", flat=True) if given else []
    return names + [own_name(uid) for uid in uids]
