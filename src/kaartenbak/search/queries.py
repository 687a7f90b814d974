"""Finding cards by what somebody remembers of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q

from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.prepared import Among, Given, Prepared
from kaartenbak.search import codes
from kaartenbak.search.engines import holding, keys_holding, some_holding
from kaartenbak.search.index import indexed
from kaartenbak.search.models import BulkChange
from kaartenbak.search.question import Question
from kaartenbak.search.rules.ranking import OWN, RECENT, Meaning, Text, cost, meaning
from kaartenbak.search.rules.readings import CANDIDATES, Reading, Weights

Cards = models.QuerySet[Contact]
# So many fit a common beginning, before filters choose among them.
BROAD = 20_000
RECENT_OPERATIONS, CARDS_OF_ONE = 30, 20
LAST_OF = Prepared(
    lambda: (
        Operation.objects.filter(actor_id=Given("user"))
        .order_by("-id")
        .values_list("id", "contacts")[:RECENT_OPERATIONS]
    )
)
CHANGED_BY = Prepared(
    lambda: Change.objects.filter(Among("operation_id", "operations"), card__isnull=False).values_list(
        "card", flat=True
    )
)


class Candidate(NamedTuple):
    """A card that fits, with what decides among equals."""

    pk: int
    kind: str
    name_key: str
    salesperson: str | None


@dataclass(frozen=True)
class Ranking(Sequence[Contact]):
    """The keys of the cards that were found, the best first, each with how it fits; cards are read when asked for."""

    cards: Cards
    fits: dict[int, tuple[Text, Reading]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> list[int]:
        """The keys of the cards, the best first."""
        return list(self.fits)

    def __len__(self) -> int:
        return len(self.fits)

    def __getitem__(self, place: Any) -> Any:
        keys = self.keys[place] if isinstance(place, slice) else [self.keys[place]]
        by_key = {card.pk: card for card in self.cards.filter(pk__in=keys)}
        found = [by_key[key] for key in keys if key in by_key]
        return found if isinstance(place, slice) else found[0]

    def meanings(self, keys: Iterable[int]) -> dict[int, Meaning]:
        """How these cards fit."""
        return {key: meaning(*self.fits[key]) for key in keys if key in self.fits}


def find(text: str, *, by: Actor, limit: int = 20) -> list[Contact]:
    """The cards that fit `text` best."""
    cards = contacts.visible_to(by).select_related("country", "company")
    found: list[Contact] = ranked(cards, text, by=by)[:limit]
    return found


def matching(cards: Cards, text: str) -> Cards:
    """Of `cards`, those that hold every word of `text`, in any order and as far as it is typed.

    Typing errors are forgiven when there is no such card, and one of several words when there is none even then.
    """
    question = Question(text)
    if not question.strict:
        return cards.none()
    tiers = (question.strict, question.forgiving, question.nearly)
    conditions = [condition(readings) for readings in tiers if readings]
    return next((found for each in conditions if (found := cards.filter(each)).exists()), cards.none())


def condition(readings: Iterable[Reading]) -> Q:
    """The condition that a card fits one of these readings."""
    wanted = Q()
    for reading in readings:
        wanted |= fits(reading)
    return wanted


def fits(reading: Reading) -> Q:
    """The condition that a card fits a reading."""
    worded = bool(reading.clauses or reading.fragments)
    wanted = Q(pk__in=holding(reading)) if worded else Q()
    return wanted & having(reading, worded=worded) if reading.groups else wanted


def having(reading: Reading, *, worded: bool, limit: int | None = None) -> Q:
    """The condition that a card has one of the codes of a reading; of those that only have to have them, so many are taken."""
    wanted = Q()
    for group in reading.groups:
        rows = codes.TABLES[group.table]._base_manager.filter(code__in=group.codes)
        if worded:
            wanted |= Q(Exists(rows.filter(contact=OuterRef("pk"))))
        else:
            wanted |= Q(pk__in=rows.order_by().values("contact")[:limit])
    return wanted


def ranked(cards: Cards, asked: str | Question, *, by: Actor | None = None) -> Ranking:
    """The cards that fit best, in order; cards that `by` worked on lately or is the salesperson of come a little higher."""
    question = Question(asked) if isinstance(asked, str) else asked
    found = Candidates(cards, question.words)
    used = question.strict
    if not found.begun(question.typed) and found.look(used):
        found.look([each for reading in used for each in narrower(reading)])
    if len(found.keys) < question.enough and question.strict:
        used = [*question.strict, *question.forgiving]
        found.look(question.forgiving)
    if not found.keys:
        used = question.nearly
        found.look(used)
    return Ranking(cards, in_order(found, used, question.typed, by))


def meanings(keys: Sequence[int], text: str) -> dict[int, Meaning]:
    """How cards, found by `matching` and put in another order, fit `text`."""
    question, found = Question(text), {}
    for pk, each in indexed(keys).items():
        whole = Text.of(*each.texts)
        tiers = (question.strict, question.forgiving, question.nearly)
        best = next((fit for tier in tiers if (fit := cost(whole, tier, question.typed))), None)
        if best:
            found[pk] = meaning(whole, best[1])
    return found


def narrower(reading: Reading) -> Iterator[Reading]:
    """Of a reading that very many cards fit: whole words in names, beginnings in names, whole words anywhere."""
    if reading.clauses and not reading.fragments and not reading.groups:
        yield Reading(reading.whole().clauses, in_names=True)
        yield Reading(reading.clauses, in_names=True)
        yield reading.whole()


def deciding(cards: Cards) -> Any:
    """The columns of a `Candidate`."""
    return cards.order_by().values_list("pk", "kind", "name_key", "salesperson__code")


DECIDING = Prepared(lambda: deciding(Contact.objects.filter(Among("pk", "keys"))))


class Candidates:
    """The keys of cards that fit some reading, at most so many of each."""

    def __init__(self, cards: Cards, weights: Weights) -> None:
        self.cards, self.weights = cards.order_by(), weights
        self.keys: dict[int, None] = {}
        self.looked: set[Reading] = set()
        # What a card is classified by is not among its words, so it is kept which reading of that kind it fits.
        self.grouped: dict[int, list[Reading]] = {}

    def begun(self, letter: str) -> bool:
        """Take in those whose names are sorted under a single letter; whether these are enough to compare.

        Nearly all cards hold a word that begins so, and the index would read them all.
        """
        if len(letter) != 1:
            return False
        keys = self.some(contacts.begins("name_key", letter))
        self.keys |= dict.fromkeys(keys)
        return len(keys) == CANDIDATES

    def look(self, readings: Iterable[Reading]) -> bool:
        """Take in those that fit; whether there were more of some reading than are compared."""
        full = False
        for reading in readings:
            if reading not in self.looked:
                self.looked.add(reading)
                keys = self.fitting(reading)
                full = len(keys) == CANDIDATES or full
                self.keys |= dict.fromkeys(keys)
                if reading.groups:
                    for pk in keys:
                        self.grouped.setdefault(pk, []).append(reading)
        return full

    def fitting(self, reading: Reading) -> list[int]:
        """The keys of some that fit a reading."""
        worded, narrowed = bool(reading.clauses or reading.fragments), bool(self.cards.query.where)
        if not narrowed and not reading.groups:
            return keys_holding(reading, CANDIDATES, self.weights)
        wanted = Q()
        limit = BROAD if narrowed else CANDIDATES
        if worded:
            wanted = Q(pk__in=some_holding(reading, BROAD if reading.groups else limit, self.weights))
        return self.some(wanted & having(reading, worded=worded, limit=limit) if reading.groups else wanted)

    def some(self, condition: Q) -> list[int]:
        """The keys of some cards that meet a condition, at most so many as are compared."""
        return list(self.cards.filter(condition).values_list("pk", flat=True)[:CANDIDATES])

    def rows(self) -> dict[int, Candidate]:
        """What decides among the candidates."""
        if not self.keys:
            return {}
        if not self.cards.query.where:
            return {row[0]: Candidate(*row) for row in DECIDING(keys=self.keys)}
        return {row[0]: Candidate(*row) for row in deciding(self.cards.filter(pk__in=self.keys))}


def in_order(
    found: Candidates, readings: list[Reading], typed: str, by: Actor | None
) -> dict[int, tuple[Text, Reading]]:
    """The candidates, the best first; companies come before people, and then the name decides."""
    rows, plain = found.rows(), [reading for reading in readings if not reading.groups]
    recent = recent_cards(by) if by and rows else set()
    own = by.salesperson if by else ""
    costs: dict[int, tuple[Any, ...]] = {}
    fits: dict[int, tuple[Text, Reading]] = {}
    for pk, each in indexed(rows).items():
        text, row = Text.of(*each.texts), rows[pk]
        best = cost(text, [*plain, *found.grouped.get(pk, ())], typed)
        if best is not None:
            liked = (RECENT if pk in recent else 0) + (OWN if own and row.salesperson == own else 0)
            costs[pk] = (best[0] - liked, row.kind != Contact.Kind.COMPANY, row.name_key, pk)
            fits[pk] = text, best[1]
    return {pk: fits[pk] for pk in sorted(costs, key=costs.__getitem__)}


def recent_cards(by: Actor) -> set[int]:
    """The cards that `by` changed in his last operations, those that changed very many left out."""
    if by.user_id is None:
        return set()
    few = [pk for pk, count in LAST_OF(user=by.user_id) if count <= CARDS_OF_ONE]
    return {card for card in CHANGED_BY(operations=few) if card is not None} if few else set()


def place(cursor: str) -> int:
    """The place in an order by relevance at which a page begins."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 6):
        raise Refused("cursor.invalid", field="cursor")
    return int(cursor or 0)


def bulk_changes_of(by: Actor) -> "models.QuerySet[BulkChange]":
    """The changes of many contacts that an actor may follow: his own, and everybody's for an administrator."""
    every = BulkChange.objects.select_related("operation")
    return every if by.may("accounts.change") else every.filter(user_id=by.user_id or 0)
