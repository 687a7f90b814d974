"""All cards of a book, in the order of their keys."""

from collections.abc import Iterator

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.lists import lists_in
from kaartenbak.carddav.queries.members import Card, addresses_holding, as_lists, as_new, cards_of, columns
from kaartenbak.carddav.queries.pending import new_in
from kaartenbak.carddav.queries.standing import standing
from kaartenbak.core.actor import Actor
from kaartenbak.history.prepared import Given, Prepared

# Of so many cards the texts are read together; of those that only their names are asked of, more.
BLOCK, BARE_BLOCK = 1_000, 4_000
# Few cards have a name that a program gave, so those of a whole block are one short range.
NAMES_BETWEEN = Prepared(
    lambda: Member.objects.filter(
        book=Given("book"), contact_id__gte=Given("first"), contact_id__lte=Given("last")
    ).values_list("contact_id", "name")
)


def members(
    book: Book, *, by: Actor, after: int = 0, stamped: bool = False, bare: bool = False
) -> Iterator[list[Card]]:
    """The cards of a book in the order of their keys, by blocks that are read when they are asked for. With `bare` nobody
    asks for their texts.
    """
    limit, wanted = BARE_BLOCK if bare else BLOCK, columns(stamped=stamped)
    while True:
        last, rows = book.page_after(after, limit, by, *wanted)
        if not last:
            break
        now = standing(book)
        names = dict(NAMES_BETWEEN(book=book.scope, first=after, last=last))
        keys = [row[0] for row in rows]
        yield cards_of(book, rows, now, names, addresses_holding(keys) if now.has_periods and keys else {})
        after = last
    if end := [*as_lists(book, lists_in(book, by=by)), *as_new(book, new_in(book))]:
        yield end
