"""Looking through the whole register: every card is compared with those that it shares something narrow with."""

from collections.abc import Iterator, Sequence
from itertools import batched

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.duplicates import keeping, looking, reading
from kaartenbak.duplicates.keeping import Found
from kaartenbak.duplicates.matching import suspects_among
from kaartenbak.duplicates.models import Suspect, Unseen
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules import strings as strings_rule
from kaartenbak.jobs.progress import report

# When more cards wait than these, the whole register is looked through, which takes less for each.
MANY = 3_000
AT_ONCE = 100


def scan() -> dict[str, int]:
    """Find all suspects anew; how many cards were compared and how many pairs found."""
    began = timezone.now()
    found, count = suspects_among(everybody())
    for pairs in batched(keeping.unconfirmed(found), AT_ONCE):
        found |= looking.still(pairs)
    for low, high, equal in with_strings():
        found.setdefault((low, high), Found()).strings = equal
    keeping.keep_all(found)
    keeping.looked_at(Unseen.objects.values_list("contact_id", flat=True))
    meanwhile = Contact.objects.filter(modified_at__gte=began).order_by().values_list("pk", flat=True)
    for block in batched(list(meanwhile), AT_ONCE):
        looking.look_at(block)
    return {"contacts": count, "pairs": len(found)}


def everybody() -> Iterator[tuple[int, Card]]:
    """All cards, each with its key."""
    keys = list(Contact.objects.order_by("pk").values_list("pk", flat=True))
    for done, each in enumerate(reading.cards_of(keys)):
        if done % reading.BLOCK == 0:
            report(done, len(keys), _("Reading the cards"))
        yield each


def with_strings() -> Iterator[tuple[int, int, int]]:
    """Make all search strings anew; the companies that are duplicates by the reference's rule."""
    keys = list(Contact.objects.filter(kind="company").order_by("pk").values_list("pk", flat=True))
    strings = dict(reading.strings_of(keys, string_rows()))
    report(len(keys), len(keys), _("Comparing the search strings"))
    keeping.keep_all_strings(strings)
    return strings_rule.pairs(strings, needed_now())


def catch_up() -> int:
    """Look at the cards that were changed among many; how many there were."""
    waiting = list(Unseen.objects.values_list("contact_id", flat=True)[: MANY + 1])
    if len(waiting) > MANY:
        scan()
        return len(waiting)
    for block in told_of(waiting):
        looking.look_at(block)
    return len(waiting)


def compare(keys: Sequence[int]) -> dict[str, int]:
    """Find the suspects of some cards anew, and make their search strings whatever the setup says (contacts.md §16.6).

    Gives what `scan` gives, which very many of them (`some_of`) are left to.
    """
    if len(keys) > MANY:
        return scan()
    for block in told_of(keys):
        looking.look_at(block, strings=True)
    pairs = Suspect.objects.filter(Q(low__in=keys) | Q(high__in=keys))
    return {"contacts": len(keys), "pairs": pairs.count()}


def some_of(cards: Cards) -> list[int]:
    """The keys of these cards, as many as it takes to know that they are very many."""
    return list(cards.order_by().values_list("pk", flat=True)[: MANY + 1])


def told_of(keys: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The keys in blocks, each of which is told of."""
    for done, block in enumerate(batched(keys, AT_ONCE)):
        report(done * AT_ONCE, len(keys), _("Comparing the cards"))
        yield block
