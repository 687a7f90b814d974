"""Looking for the cards that a card may be one with: those it shares something with are compared with it."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import models

from kaartenbak.duplicates import keeping, reading
from kaartenbak.duplicates.candidates import candidates
from kaartenbak.duplicates.keeping import Found, Pair, paired
from kaartenbak.duplicates.models import SearchString
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.comparing import CROWD, Crowded
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.duplicates.rules.prefilter import may_be_one
from kaartenbak.duplicates.rules.scoring import judge
from kaartenbak.duplicates.rules.strings import Strings
from kaartenbak.setup.queries import the_setup


def look_at(keys: Collection[int], *, strings: bool = False) -> None:
    """Find out anew what these cards may be one with; they may be gone by now. Search strings are made when the setup has them
    kept, or when `strings` asks for them.
    """
    cards = dict(reading.cards_of(keys))
    keeping.forget(set(keys) - cards.keys())
    found: dict[Pair, Found] = {}
    known = keeping.others_in_pairs(cards.keys())
    for key, card in cards.items():
        near = alike(card, besides=key, known=known[key])
        found |= {paired(key, other): each for other, each in near.items()}
    if strings or the_setup().duplicates_maintain:
        add_strings(found, cards.keys())
    keeping.keep_pairs(cards, found)
    keeping.looked_at(keys)


def still(pairs: Collection[Pair]) -> dict[Pair, Found]:
    """Those of these pairs that would be found if their cards were saved now."""
    found = {}
    cards = dict(reading.cards_of(sorted({low for low, _high in pairs})))
    for low, high in pairs:
        near = alike(cards[low], besides=low, known={high}) if low in cards else {}
        if high in near:
            found[low, high] = near[high]
    return found


def alike(card: Card, *, besides: int | None = None, known: Collection[int] = ()) -> dict[int, Found]:
    """The cards that may be one with this one, which need not be in the register itself. Those that are `known` to have been
    found before are compared in any case.
    """
    features = card.features
    others = {key: each.features for key, each in reading.cards_of(candidates(card, besides) | set(known))}
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
