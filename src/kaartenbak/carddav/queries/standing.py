"""What nearly every request asks of a book before it looks at cards, in one read."""

from typing import NamedTuple

from django.db.models import Exists, Q, Subquery

from kaartenbak.carddav.epoch import ONLY, epoch
from kaartenbak.carddav.models import Epoch, ListCard, Member, Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.contacts.models import AddressRange
from kaartenbak.history.prepared import Given, Prepared

PENDING = Q(state=Proposal.State.PENDING)
# Most books have none of these, and then nobody looks for those of a card.
HAS_LISTS = Exists(ListCard.objects.filter(book=Given("scope")))
HAS_PENDING = Exists(Proposal.objects.filter(PENDING, user=Given("user"), book=Given("book")))
ANY_PERIODS = Exists(AddressRange.objects.order_by())
UNDER_NAME = Subquery(Member.objects.filter(book=Given("scope"), name=Given("name")).values("contact")[:1])

COLUMNS = ("value", HAS_LISTS, HAS_PENDING, ANY_PERIODS)

PRESENT = Prepared(lambda: Epoch.objects.filter(pk=Given("key")).values_list(*COLUMNS))
NAMED = Prepared(lambda: Epoch.objects.filter(pk=Given("key")).values_list(*COLUMNS, UNDER_NAME))


class Standing(NamedTuple):
    """A book at one moment: the epoch of the register, whether the book has any lists, whether anything that its user
    proposed in it waits, and whether any address of the register has periods. `contact` is the key of the contact that has
    a name in it, where one was asked for.
    """

    epoch: str
    has_lists: bool
    has_pending: bool
    has_periods: bool
    contact: int | None = None


def standing(book: Book, name: str = "") -> Standing:
    """The book as it is now, with whom a name stands for."""
    asked = {"key": ONLY, "scope": book.scope, "user": book.user, "book": book.key, "name": name}
    read = NAMED if name else PRESENT
    found = read.first(**asked)
    if found is None:
        epoch()
        return standing(book, name)
    return Standing(*found)
