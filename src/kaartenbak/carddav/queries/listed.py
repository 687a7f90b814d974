"""Which lists of a book changes concern: those that were written, are called otherwise, or have other contacts in the book."""

from collections.abc import Collection, Iterable, Sequence

from kaartenbak.carddav.marks import CONTACT, CREATED, DELETED, IN_GROUP, Step, inside, leaving, of_lists
from kaartenbak.carddav.models import ListCard
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.standing import standing
from kaartenbak.carddav.rules.lists import key_of_list
from kaartenbak.classification.models import ContactMailingGroup
from kaartenbak.core.actor import Actor
from kaartenbak.history.bulk import among
from kaartenbak.history.feed import written

# What brings a contact into a book or takes it out.
PLACING = {"salesperson_id", "privacy_blocked"}


def with_lists(book: Book, steps: Sequence[Step], by: Actor) -> list[Step]:
    """The changes, each followed by one of every list that it concerns."""
    there = ListCard.objects.filter(book=book.scope) if standing(book).has_lists else ListCard.objects.none()
    groups = dict(there.values_list("group", "pk"))
    own = {key: [row] for key, row in of_lists(book, steps).items()}
    if groups:
        for key, rows in by_contacts(book, groups, steps, by):
            own.setdefault(key, []).extend(rows)
    found: list[Step] = []
    for step in steps:
        found.append(step)
        found += [step._replace(card=key_of_list(row)) for row in own.get(step.key, ())]
    return found


def by_contacts(
    book: Book, groups: dict[int, int], steps: Sequence[Step], by: Actor
) -> Iterable[tuple[int, list[int]]]:
    """The lists that have other contacts by these changes, by the key of the change."""
    here = inside(book, steps, by) | leaving(book, steps)
    joined = codes_of([step for step in steps if step.model == IN_GROUP and step.card in here])
    placed = {key: card for key, card in placings(steps).items() if card in here}
    placed |= {step.key: step.card for step in steps if joined.get(step.key) == book.group and step.card}
    rows = ContactMailingGroup.objects.filter(among("contact", set(placed.values())), code__in=groups)
    of_card: dict[int, list[int]] = {}
    for contact, code in rows.values_list("contact_id", "code_id") if placed else ():
        of_card.setdefault(contact, []).append(groups[code])
    yield from ((key, [groups[code]]) for key, code in joined.items() if code in groups)
    yield from ((key, of_card[card]) for key, card in placed.items() if card in of_card)


def codes_of(steps: Collection[Step]) -> dict[int, int]:
    """The mailing groups that contacts came into or left, by the key of the change."""
    there = ContactMailingGroup.objects.filter(among("pk", {step.row for step in steps})) if steps else ()
    codes = {row.pk: row.code_id for row in there}
    gone = [step.key for step in steps if step.action == DELETED]
    left = written().filter(among("pk", gone)) if gone else ()
    former = {each.pk: each.before["code_id"] for each in left}
    of_row = {step.row: former[step.key] for step in steps if step.key in former}
    found = {step.key: former.get(step.key) or codes.get(step.row) or of_row.get(step.row) for step in steps}
    return {key: code for key, code in found.items() if code}


def placings(steps: Collection[Step]) -> dict[int, int]:
    """The changes that may have brought a contact into a book or taken it out, with its key."""
    keys = [step.key for step in steps if step.model == CONTACT and step.action not in {CREATED, DELETED}]
    rows = written().filter(among("pk", keys)) if keys else ()
    return {each.pk: each.card for each in rows if each.card and PLACING & each.before.keys()}
