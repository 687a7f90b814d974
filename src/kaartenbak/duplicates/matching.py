"""Comparing very many cards: each with those that it shares something narrow with, by two processes (`jobs/together.py`).

First the forms of the cards are made, and numbers of what they are looked up by; of the cards nothing else is kept. Then those
that have the same number are found, and compared.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, chain

from django.utils.translation import gettext as _

from kaartenbak.duplicates.keeping import Found, Pair, paired
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.blocking import SORTS, shared_keys_of
from kaartenbak.duplicates.rules.blocks import Blocks, Entries, Neighbours, blocks, number_of
from kaartenbak.duplicates.rules.comparing import CROWD
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.duplicates.rules.packing import Pack
from kaartenbak.duplicates.rules.prefilter import may_be_one
from kaartenbak.duplicates.rules.scoring import judge
from kaartenbak.jobs.progress import report
from kaartenbak.jobs.together import shared_out

# So many cards are one part of the work; a register that has more takes two processes. And so many wait at once for their forms.
CARDS, AT_HAND = 1_000, 40_000


class Forms:
    """The forms of cards, who shares which keys of each sort, and who shares what says little when very many have it."""

    def __init__(self) -> None:
        self.cards, self.sorts, self.shared = Pack(), [Entries() for _ in SORTS], Entries()

    def add(self, place: int, card: Features) -> None:
        """Put a card behind those that are there; `place` is its place among all."""
        self.cards.add(card)
        for sort, entries in zip(SORTS, self.sorts, strict=True):
            entries.add(place, sort.keys_of(card))
        self.shared.add(place, shared_keys_of(card))

    def add_all(self, others: "Forms") -> None:
        """Put other cards behind these."""
        self.cards.add_all(others.cards)
        for mine, theirs in zip(self.sorts, others.sorts, strict=True):
            mine.add_all(theirs)
        self.shared.add_all(others.shared)


def suspects_among(cards: Iterable[tuple[int, Card]]) -> tuple[dict[Pair, Found], int]:
    """The suspects among cards that come with their keys, and how many cards these were."""
    keys, forms = array("Q"), Forms()
    for some in batched(cards, AT_HAND):
        for made in forms_of(some, len(keys)):
            forms.add_all(made)
        keys.extend(key for key, _card in some)
        # Not kept in memory while the next are read.
        del some
    return judged(keys, forms), len(keys)


def forms_of(cards: Sequence[tuple[int, Card]], behind: int) -> list[Forms]:
    """The forms of cards whose places begin with `behind`, in parts."""

    def make(part: int) -> Forms:
        made = Forms()
        for nth in places(part, len(cards)):
            made.add(behind + nth, cards[nth][1].features)
        return made

    def tell(_part: int) -> None:
        """Who reads the cards tells of it."""

    return shared_out(parts(len(cards)), make, tell)


def judged(keys: Sequence[int], forms: Forms) -> dict[Pair, Found]:
    """The suspects among cards, whose keys are `keys`."""
    count, near = len(keys), neighbours(forms)
    crowded, cards = forms.shared.crowded(CROWD), forms.cards

    def is_crowded(field: str, value: str) -> bool:
        return number_of((field, value)) in crowded

    def suspects_behind(place: int) -> Iterator[tuple[Pair, Found]]:
        others = near.behind(place)
        card = cards[place]
        for other, theirs in ((other, cards[other]) for other in others):
            if may_be_one(card, theirs):
                found = judge(card, theirs, is_crowded)
                if found.is_suspect:
                    yield paired(keys[place], keys[other]), Found(found.score, 0, found.findings)

    def compare(part: int) -> list[tuple[Pair, Found]]:
        return list(chain.from_iterable(map(suspects_behind, places(part, count))))

    def tell(part: int) -> None:
        report(part * CARDS, count, _("Comparing the cards"))

    return dict(chain.from_iterable(shared_out(parts(count), compare, tell)))


def neighbours(forms: Forms) -> Neighbours:
    """Which cards are compared with which."""
    count = len(forms.cards)
    rows = [
        (row, sort.most) for sort, entries in zip(SORTS, forms.sorts, strict=True) for row in entries.parts
    ]

    def share(part: int) -> Blocks:
        return blocks(*rows[part])

    def tell(_part: int) -> None:
        report(0, count, _("Comparing the cards"))

    if count <= CARDS:
        return Neighbours(count, (blocks(*row) for row in rows))
    return Neighbours(count, shared_out(len(rows), share, tell))


def parts(count: int) -> int:
    """Into how many parts the work on so many cards falls."""
    return -(-count // CARDS)


def places(part: int, count: int) -> range:
    """The places of the cards of a part."""
    return range(part * CARDS, min((part + 1) * CARDS, count))
