"""Looking for the cards that a card may be one with: those it shares something with are compared with it."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import models
from django.db.models import Q

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.duplicates import keeping, reading
from kaartenbak.duplicates.keeping import Found, Pair, paired
from kaartenbak.duplicates.models import SearchString
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.comparing import CROWD, Crowded
from kaartenbak.duplicates.rules.features import Features, tax_form
from kaartenbak.duplicates.rules.prefilter import may_be_one
from kaartenbak.duplicates.rules.scoring import judge
from kaartenbak.duplicates.rules.strings import Strings
from kaartenbak.history.prepared import Among, Given, Prepared
from kaartenbak.search.queries import ranked
from kaartenbak.setup.queries import the_setup

# So many cards of each sort are compared with one: those with its number, of its place, of its name.
MOST = 200
MOST_BY_NAME = 60
# Neither these nor the names are asked for cards of one kind: SQLite would go through all of that kind. Those of another kind are
# not compared.
REACHED = Prepared(
    lambda: (
        Channel.objects.filter(Among("normal", "normals"))
        .order_by()
        .values_list("contact_id", flat=True)[:MOST]
    )
)
OF_PLACE = Prepared(
    lambda: (
        Contact.objects.filter(kind=Given("kind"), postcode_key=Given("postcode"))
        .order_by()
        .values_list("pk", flat=True)[: MOST + 1]
    )
)


def look_at(keys: Collection[int]) -> None:
    """Find out anew what these cards may be one with; they may be gone by now."""
    cards = dict(reading.cards_of(keys))
    keeping.forget(set(keys) - cards.keys())
    found: dict[Pair, Found] = {}
    for key, card in cards.items():
        found |= {paired(key, other): each for other, each in alike(card, besides=key).items()}
    if the_setup().duplicates_maintain:
        add_strings(found, cards.keys())
    keeping.keep_pairs(cards, found)
    keeping.looked_at(keys)


def alike(card: Card, *, besides: int | None = None) -> dict[int, Found]:
    """The cards that may be one with this one, which need not be in the register itself."""
    features = card.features
    others = {key: each.features for key, each in reading.cards_of(candidates(card, besides))}
    crowded = crowd([features, *others.values()])
    likely = ((key, other) for key, other in others.items() if may_be_one(features, other))
    judged = ((key, judge(features, other, crowded)) for key, other in likely)
    return {key: Found(each.score, 0, each.findings) for key, each in judged if each.is_suspect}


def crowd(cards: Iterable[Features]) -> Crowded:
    """Which numbers, mailboxes and domains very many of these cards have."""
    counts: Counter[tuple[str, str]] = Counter()
    for card in cards:
        counts.update(("phone", each) for each in card.phones)
        counts.update(("email", each) for each in card.emails)
        counts.update(("domain", each) for each in card.domains)
    return lambda field, value: counts[field, value] > CROWD


def candidates(card: Card, besides: int | None) -> set[int]:
    """The keys of cards worth comparing: those with its numbers, those of its place when they are few, those of its name."""
    columns, cards = card.columns, Contact.objects.filter(kind=card.columns["kind"])
    normals = [normal for kind, normal in card.channels if kind in ("phone", "mobile", "email")]
    found = set(REACHED(normals=normals)) if normals else set()
    if tax := columns["tax_key"]:
        bare = tax_form(tax)
        # Saying that it is filled lets the database use the index, which leaves blank ones out.
        found.update(few(cards.filter(~Q(tax_key=""), tax_key__in=[tax, bare, f"BE{bare}"])))
    if columns["postcode_key"]:
        near = OF_PLACE(kind=columns["kind"], postcode=columns["postcode_key"])
        found.update(near if len(near) <= MOST else ())
    if columns["name"]:
        found.update(ranked(Contact.objects.all(), columns["name"]).keys[:MOST_BY_NAME])
    if columns["birthday"] and columns["surname"]:
        # Given names have forms that a search does not know, such as "An" for "Anne"; one birthday tells that they are one.
        born = cards.filter(birthday=columns["birthday"])
        found.update(ranked(born, columns["surname"]).keys[:MOST_BY_NAME])
    return found - {besides} if besides else found


def few(cards: Cards) -> list[int]:
    """The keys of cards; none when they are many, since what many share tells nobody apart."""
    keys = list(cards.order_by().values_list("pk", flat=True)[: MOST + 1])
    return keys if len(keys) <= MOST else []


# The reference's strings


def add_strings(found: dict[Pair, Found], cards: Collection[int]) -> None:
    """Make the strings of cards anew, and add who has so many of them that it is a duplicate by the reference's rule."""
    mine = dict(reading.strings_of(cards, string_rows()))
    keeping.keep_strings(cards, mine)
    least = needed_now()
    for key, strings in mine.items():
        for other, equal in equal_to(key, strings, least).items():
            found.setdefault(paired(key, other), Found()).strings = equal


def equal_to(key: int, strings: Strings, least: int) -> dict[int, int]:
    """The other companies with `least` equal strings or more, and how many.

    Each of them has one of the rarest strings (`rules/strings.pairs`), so only who has those is looked at.
    """
    spare = len(strings) - least + 1
    if spare < 1:
        return {}
    rarest = sorted(strings.items(), key=lambda each: (having(each).count(), each))[:spare]
    near = {other for string in rarest for other in having(string)} - {key}
    equal: Counter[int] = Counter()
    rows = SearchString.objects.filter(contact_id__in=near, rule__in=strings)
    for other, rule, text in rows.values_list("contact_id", "rule", "text"):
        equal[other] += strings[rule] == text
    return {other: count for other, count in equal.items() if count >= least}


def having(string: tuple[str, str]) -> "models.QuerySet[SearchString, int]":
    """Who has a search string."""
    rule, text = string
    return SearchString.objects.filter(rule=rule, text=text).values_list("contact_id", flat=True)
