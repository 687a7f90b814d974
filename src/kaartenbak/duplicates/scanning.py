"""Looking through the whole register: every card is compared with those that it shares something narrow with."""

from collections.abc import Iterator
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates import keeping, looking, reading
from kaartenbak.duplicates.keeping import Found, Pair, paired
from kaartenbak.duplicates.models import Unseen
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.rules import blocking
from kaartenbak.duplicates.rules import strings as strings_rule
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.duplicates.rules.prefilter import may_be_one
from kaartenbak.duplicates.rules.scoring import judge
from kaartenbak.jobs.progress import report

PAIRS_PER_REPORT = 20_000
# When more cards wait than these, the whole register is looked through, which takes less for each.
MANY = 3_000
AT_ONCE = 100


def scan() -> dict[str, int]:
    """Find all suspects anew; how many cards were compared and how many pairs found."""
    began = timezone.now()
    keys, cards = zip(*everybody(), strict=True) if Contact.objects.exists() else ((), ())
    found = judged(list(keys), list(cards))
    for low, high, equal in with_strings():
        found.setdefault((low, high), Found()).strings = equal
    keeping.keep_all(found)
    keeping.looked_at(Unseen.objects.values_list("contact_id", flat=True))
    meanwhile = Contact.objects.filter(modified_at__gte=began).order_by().values_list("pk", flat=True)
    for block in batched(list(meanwhile), AT_ONCE):
        looking.look_at(block)
    return {"contacts": len(cards), "pairs": len(found)}


def everybody() -> Iterator[tuple[int, Features]]:
    """All cards in comparable forms."""
    keys = list(Contact.objects.order_by("pk").values_list("pk", flat=True))
    for done, (key, card) in enumerate(reading.cards_of(keys)):
        if done % reading.BLOCK == 0:
            report(done, len(keys), _("Reading the cards"))
        yield key, card.features


def judged(keys: list[int], cards: list[Features]) -> dict[Pair, Found]:
    """The suspects among these cards, whose keys are `keys`."""
    crowded = looking.crowd(cards)
    found: dict[Pair, Found] = {}
    for done, (a, b) in enumerate(blocking.pairs(cards)):
        if done % PAIRS_PER_REPORT == 0:
            report(len(cards), len(cards), _("Comparing the cards"))
        if not may_be_one(cards[a], cards[b]):
            continue
        judgement = judge(cards[a], cards[b], crowded)
        if judgement.is_suspect:
            found[paired(keys[a], keys[b])] = Found(judgement.score, 0, judgement.findings)
    return found


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
    for done, block in enumerate(batched(waiting, AT_ONCE)):
        report(done * AT_ONCE, len(waiting))
        looking.look_at(block)
    return len(waiting)
