"""What a user's programs proposed and nobody decided yet, as his own books show it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Max, QuerySet

from kaartenbak.carddav.marks import Step
from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.standing import PENDING, Standing, standing
from kaartenbak.history.bulk import among
from kaartenbak.history.feed import written
from kaartenbak.history.prepared import Given, Prepared

PROPOSAL = Proposal._meta.label_lower
# What is asked of a proposal to show its card in a list: not the texts.
BRIEF = ("kind", "contact", "name", "uid", "revision", "at")

ANY_EVER = Prepared(
    lambda: (
        Proposal.objects.filter(user=Given("user"), book=Given("book"))
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)


def pending_in(book: Book) -> QuerySet[Proposal]:
    """What the user of a book proposed in it and waits."""
    return Proposal.objects.filter(PENDING, user=book.user, book=book.key)


def waiting(book: Book, keys: Collection[int], now: Standing | None = None) -> dict[int, Proposal]:
    """The proposals on these cards, by card."""
    if not keys or not (now or standing(book)).has_pending:
        return {}
    found = pending_in(book).filter(among("contact_id", keys))
    return {each.contact_id: each for each in found.order_by("pk").only(*BRIEF) if each.contact_id}


def new_in(book: Book, now: Standing | None = None, **wanted: Any) -> list[Proposal]:
    """The proposed new cards, all or those that are `wanted`."""
    if not (now or standing(book)).has_pending:
        return []
    return list(pending_in(book).filter(kind=Proposal.Kind.NEW, **wanted).order_by("pk").only(*BRIEF))


def proposed_texts(keys: Collection[int]) -> dict[int, str]:
    """The texts of proposals, by their keys."""
    rows = Proposal.objects.filter(among("pk", keys)) if keys else Proposal.objects.none()
    return dict(rows.values_list("pk", "text"))


def last_proposed(book: Book) -> int:
    """The key of the last change of anything that the user proposed in the book; none: 0."""
    if not ANY_EVER(user=book.user, book=book.key):
        return 0
    own = Proposal.objects.filter(user=book.user, book=book.key)
    changes = written().filter(model=PROPOSAL, card=None, row__in=own.values("pk"))
    return int(changes.aggregate(last=Max("id"))["last"] or 0)


def with_own(book: Book, steps: Sequence[Step]) -> list[Step]:
    """The changes, those of what the user proposed in the book counted as changes of the cards: new ones below zero."""
    rows = {step.row for step in steps if step.model == PROPOSAL}
    if not rows:
        return list(steps)
    found = Proposal.objects.filter(among("pk", rows), user=book.user, book=book.key)
    own = dict(found.values_list("pk", "contact"))
    return [
        step._replace(card=own[step.row] or -step.row) if step.model == PROPOSAL and step.row in own else step
        for step in steps
    ]


def names_of(keys: Collection[int]) -> list[str]:
    """The names under which new cards were proposed, by keys below zero."""
    rows = Proposal.objects.filter(among("pk", [-key for key in keys]))
    return list(rows.values_list("name", flat=True))
