"""A query with all it may mean: as it was typed, and with typing errors forgiven."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice

from kaartenbak.core.normal.text import search_form
from kaartenbak.search import codes, places
from kaartenbak.search.rules.readings import Option, Reading, clauses, joins, parsed, readings, without_one
from kaartenbak.search.vocabulary import Vocabulary, vocabulary

# How far from what was typed an option is; the unit is a step of `rules/ranking.py`.
TRANSLATED, BEGUN_PLACE, APART, WRONG_LETTER, HELD, WRONG_BEGINNING = 0.5, 1.0, 1.0, 4.0, 5.0, 6.0
MOST_PARTINGS = 6
# So many words do not fit a card by chance.
MANY_WORDS = 4
MOST_JOINS = 3
# With fewer hits than these, typing errors are forgiven; of a long query one is enough.
FEW = 5


@dataclass(frozen=True)
class Question:
    """What somebody typed, in the light of the words there are."""

    text: str
    words: Vocabulary = field(default_factory=vocabulary, repr=False)

    @cached_property
    def typed(self) -> str:
        """The query in its search form."""
        return search_form(self.text)

    @cached_property
    def is_long(self) -> bool:
        """Whether it is so long that a card that fits as typed is the one meant."""
        return len(parsed(self.text)) >= MANY_WORDS

    @property
    def enough(self) -> int:
        """With so many cards that fit as typed, the one meant is among them."""
        return 1 if self.is_long else FEW

    @cached_property
    def worded(self) -> list[Reading]:
        """By its words and numbers alone; a place goes by its names in other languages too."""
        return readings(self.text, partial(translated, self.words))

    @cached_property
    def strict(self) -> list[Reading]:
        """As it was typed, some of the words also as what contacts are classified by."""
        more = partial(translated, self.words)
        items = parsed(self.text)
        grouped = (
            []
            if any(is_number for _, is_number in items)
            else codes.readings([word for word, _ in items], more)
        )
        return [*self.worded, *grouped]

    @cached_property
    def forgiving(self) -> list[Reading]:
        """With wrong, missing and swapped letters forgiven, and a missing or extra blank."""
        more = partial(mended, self.words)
        items = parsed(self.text)
        found = readings(self.text, more)
        if not any(is_number for _, is_number in items):
            found += self.with_blank_left_out([word for word, _ in items])
        return found

    def with_blank_left_out(self, typed: list[str]) -> list[Reading]:
        more = partial(mended, self.words)
        known = (
            [joined, *rest]
            for joined, rest in joins(typed)
            if self.words.begins(joined) or self.words.near(joined)
        )
        return [Reading(clauses(words, more)) for words in islice(known, MOST_JOINS)]

    @cached_property
    def nearly(self) -> list[Reading]:
        """With one of several words left out."""
        return [each for reading in (*self.strict, *self.forgiving) for each in without_one(reading)]


def translated(words: Vocabulary, phrase: tuple[str, ...]) -> Iterator[Option]:
    """The other names of the place that `phrase` names or, as a single word, begins to name."""
    name = " ".join(phrase)
    yield from named(words, places.other_names(name), TRANSLATED)
    if len(phrase) == 1:
        for meant in places.begun(name):
            yield from named(words, {meant, *places.other_names(meant)}, BEGUN_PLACE)


def named(words: Vocabulary, names: set[str], cost: float) -> Iterator[Option]:
    """Of names of places those whose words some card holds."""
    for name in sorted(names):
        parts = tuple(name.split())
        if all(part in words for part in parts):
            yield Option(parts, begins=False, cost=cost)


def mended(words: Vocabulary, phrase: tuple[str, ...]) -> Iterator[Option]:
    """The options of `translated`, and for a single word those that are near it."""
    yield from translated(words, phrase)
    if len(phrase) > 1 or not phrase[0].isalpha():
        return
    word = phrase[0]
    parted = list(islice(words.parts(word), MOST_PARTINGS))
    yield from (Option(parts, cost=APART) for parts in parted)
    near = words.near(word)
    yield from (Option((each,), begins=False, cost=WRONG_LETTER * errors) for each, errors in near)
    if not near and not parted and not words.begins(word):
        yield from (Option((each,), cost=WRONG_BEGINNING) for each, _ in words.near_beginnings(word))
        for place, errors in places.single_words().near(word):
            yield from named(words, {place, *places.other_names(place)}, WRONG_LETTER * errors)
    yield from (Option((each,), begins=False, cost=HELD) for each in words.holding(word))
