"""The last change that concerned a book, found by looking through the changes since somebody last looked."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from kaartenbak.carddav.models import ListCard, Mark, Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.history.bulk import among
from kaartenbak.history.feed import last_key, written
from kaartenbak.history.models import Change
from kaartenbak.history.prepared import Given, Prepared

BLOCK = 1_000
# So few changes are looked through anew each time: a reader does not wait for writers just to note how far he came.
NOT_WORTH_NOTING = 200
CREATED, DELETED = Change.Action.CREATED.value, Change.Action.DELETED.value
CONTACT, IN_GROUP, MEMBER = (model._meta.label_lower for model in (Contact, ContactMailingGroup, Member))
LIST, GROUP = (model._meta.label_lower for model in (ListCard, MailingGroup))


MARK = Prepared(lambda: Mark.objects.filter(book=Given("book")))


class Step(NamedTuple):
    """One change; of no card: none."""

    key: int
    card: int | None
    model: str
    action: str
    row: int = 0


def moved(book: Book, *, by: Actor) -> int:
    """The key of the last change that concerned the book; of one that nobody asked for before, the last of all."""
    last = last_key()
    mark = MARK.first(book=book.scope)
    if mark is None:
        beginning = {"read": last, "moved": last}
        mark = Mark.objects.get_or_create(book=book.scope, defaults=beginning)[0]
    if mark.read >= last:
        return mark.moved
    found = last_concerning(book, mark.read, last, by) or mark.moved
    if last - mark.read > NOT_WORTH_NOTING:
        Mark.objects.filter(pk=mark.pk, read__lt=last).update(read=last, moved=found)
    return found


def last_concerning(book: Book, after: int, until: int, by: Actor) -> int:
    """Of the changes after one up to another, the last that concerned the book; none: 0."""
    steps = steps_of(until, after, order="-id")
    while steps:
        here, own = inside(book, steps, by), of_lists(book, steps)
        place = next(
            (place for place, step in enumerate(steps) if step.card in here or step.key in own), len(steps)
        )
        left = leaving(book, steps[:place])
        found = next(
            (step.key for step in steps[: place + 1] if step.card in here | left or step.key in own), 0
        )
        if found:
            return found
        steps = steps_of(steps[-1].key - 1, after, order="-id") if len(steps) == BLOCK else []
    return 0


def between(order: str) -> Prepared[Any]:
    """The next changes after a key, up to another one."""
    # Asked for those of cards alone, a database may walk through all that there ever were.
    return Prepared(
        lambda: (
            written()
            .filter(pk__gt=Given("after"), pk__lte=Given("until"))
            .order_by(order)
            .values_list("id", "card", "model", "action", "row")[:BLOCK]
        )
    )


BETWEEN = {order: between(order) for order in ("id", "-id")}


def steps_of(until: int, after: int, *, order: str = "id") -> list[Step]:
    """The next changes after a key, up to another one."""
    return [Step(*row) for row in BETWEEN[order](after=after, until=until)] if after < until else []


def inside(book: Book, steps: Sequence[Step], by: Actor) -> set[int]:
    """Of the cards that changed, those in the book."""
    cards = {step.card for step in steps if step.card is not None}
    return book.holding(cards, by)


def of_lists(book: Book, steps: Collection[Step]) -> dict[int, int]:
    """The changes of the book's lists and of what they are called: by key, which list. Who is in them, cards tell."""
    asked = {step for step in steps if step.model in {LIST, GROUP}}
    if not asked:
        return {}
    rows = dict(ListCard.objects.filter(book=book.scope).values_list("pk", "group"))
    of_group = {group: row for row, group in rows.items()}
    found = {step.key: step.row for step in asked if step.model == LIST and step.row in rows}
    found |= {step.key: of_group[step.row] for step in asked if step.model == GROUP and step.row in of_group}
    return found | {key: row for key, row, _name in lists_removed(book, asked)}


def lists_removed(book: Book, steps: Collection[Step]) -> list[tuple[int, int, str]]:
    """The lists that these changes took out of the book: the key of the change, the row, the name it had."""
    keys = [step.key for step in steps if step.model == LIST and step.action == DELETED]
    rows = written().filter(among("pk", keys)) if keys else ()
    return [(each.pk, each.row, each.before["name"]) for each in rows if each.before["book"] == book.scope]


def leaving(book: Book, steps: Collection[Step]) -> set[int]:
    """Of the cards that changed, those that left the book by one of these changes."""
    keys = [step.key for step in steps if step.model in {CONTACT, IN_GROUP} and step.action != CREATED]
    rows = written().filter(among("pk", keys)) if keys else ()
    return {each.card for each in rows if each.card is not None and has_left(book, each)}


def has_left(book: Book, change: Change) -> bool:
    """Whether the card was in the book before this change, as far as the change tells, and may be there no more."""
    before: dict[str, Any] = change.before
    if change.model == IN_GROUP:
        return book.group is not None and before.get("code_id") == book.group
    if change.action != DELETED and before.get("privacy_blocked") is False:
        return True
    if book.key == books.MINE:
        return bool(before.get("salesperson_id", 0) == book.salesperson)
    return book.key == books.ALL and change.action == DELETED
