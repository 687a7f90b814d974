"""What a query may mean: words in any order, each as far as it is typed, and fragments of numbers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import Protocol

from kaartenbak.core.normal.phone import digits, has_letters
from kaartenbak.core.normal.text import search_form

MOST_WORDS = 12
LONGEST_WORD = 60
SHORTEST_FRAGMENT = 4
# "0475" is the beginning of a phone number, whose zero no card with a country code holds.
SHORTEST_BARE = 3
SHORTEST_PHONE = 6
# A number in a country's own notation and with its code at once: "+32 (0)16 23 01 89".
TRUNK = re.compile(r"\(\s*0\s*\)")
NUMBER_IN_WORD = 8
# The longest names of places: Braine-le-Comte, 's-Gravenbrakel.
LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Option:
    """One way for a card to hold a word of the query: all of these words, the last one as a beginning.

    `cost` says how far it is from what was typed: nothing for the word itself.
    """

    words: tuple[str, ...]
    begins: bool = True
    cost: float = 0.0


# A card has to meet one of the options.
Clause = tuple[Option, ...]


@dataclass(frozen=True)
class Group:
    """Codes of one table that `words` of the query name, by their keys."""

    table: str
    codes: tuple[int, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One meaning of a query: a card has to meet every clause, hold every fragment of a number, and have one of the codes
    of `groups` where there are any.

    With `in_names` the words have to be those of its names. `checked` are clauses that very many cards meet: it costs less to
    look for them in the cards that meet the others.
    """

    clauses: tuple[Clause, ...] = ()
    fragments: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    in_names: bool = False
    checked: tuple[Clause, ...] = ()

    def without_letters(self) -> "Reading":
        """The same without the words of one letter, when there is anything else."""
        longer = tuple(clause for clause in self.clauses if any(len(word) > 1 for word in clause[0].words))
        return replace(self, clauses=longer) if longer or self.fragments else self

    def whole(self) -> "Reading":
        """The same with whole words only."""
        clauses = tuple(tuple(replace(each, begins=False) for each in clause) for clause in self.clauses)
        return replace(self, clauses=clauses)


class Weights(Protocol):
    """How usual words are: `cards` is about how many cards there are."""

    cards: int

    def weight(self, word: str, *, begins: bool) -> int:
        """About how many cards hold `word`, or one that begins so."""


# So many cards of each reading are looked for.
CANDIDATES = 300


def weighed(reading: Reading, weights: Weights, price: int) -> Reading:
    """The same with those clauses `checked` for which that is the cheaper way.

    `price` says how much more it costs to read a card's words than to pass it over in the index.
    """
    counts = sorted(
        (
            (sum(holders(option, weights) for option in clause), place)
            for place, clause in enumerate(reading.clauses)
        ),
    )
    shares = [min(1.0, max(count, 1) / max(weights.cards, 1)) for count, _ in counts]
    kept, left = 1.0, set()
    for turn, (count, place) in enumerate(counts):
        to_read = min(kept * weights.cards, CANDIDATES / prod(shares[turn:]))
        if turn and to_read * price < count:
            left.add(place)
        else:
            kept *= shares[turn]
    kept_clauses = (each for place, each in enumerate(reading.clauses) if place not in left)
    clauses = [tuple(lightened(option, weights, price) for option in clause) for clause in kept_clauses]
    checked = [each for place, each in enumerate(reading.clauses) if place in left]
    return replace(reading, clauses=tuple(clauses), checked=tuple(checked))


def lightened(option: Option, weights: Weights, price: int) -> Option:
    """The same without words so usual that finding them costs more than what the others find; the ranking asks for them."""
    if len(option.words) < 2:
        return option
    counts = words_held(option, weights)
    most, last = price * max(1, min(counts)), len(option.words) - 1
    places = [place for place, count in enumerate(counts) if count <= most]
    words = tuple(option.words[place] for place in places)
    return replace(option, words=words, begins=option.begins and last in places)


def words_held(option: Option, weights: Weights) -> list[int]:
    """About how many cards hold each word of an option."""
    last = len(option.words) - 1
    return [
        weights.weight(word, begins=option.begins and place == last)
        for place, word in enumerate(option.words)
    ]


def holders(option: Option, weights: Weights) -> int:
    """About how many cards meet an option: no more than hold its rarest word."""
    return min(words_held(option, weights))


# Other ways to hold one word, or several words that follow each other.
More = Callable[[tuple[str, ...]], Iterable[Option]]


def parsed(text: str) -> list[tuple[str, bool]]:
    """The words of a query, each with whether it is a number; punctuation within a number is left out."""
    found: list[tuple[str, bool]] = []
    for token in TRUNK.sub("", text).split():
        figures = digits(token)
        if figures and not has_letters(token):
            found.append((figures[:LONGEST_WORD], True))
        else:
            found += [(word[:LONGEST_WORD], False) for word in search_form(token).split()]
    return found[:MOST_WORDS]


def readings(text: str, more: More = lambda words: ()) -> list[Reading]:
    """What `text` may mean: its words, with `more` options for them; its numbers as fragments of longer ones."""
    items = parsed(text)
    found: list[Reading] = []
    if items and not dialled(items):
        found.append(Reading(clauses([word for word, _ in items], more)))
    numbers = [run for run in runs(items) if len(run) >= SHORTEST_FRAGMENT]
    if numbers:
        words = [word for word, is_number in items if not is_number]
        short = [run for run in runs(items) if len(run) < SHORTEST_FRAGMENT]
        rest = clauses([*words, *short], more)
        found += [Reading(rest, fragments) for fragments in ways_to_dial(numbers)]
    return [*found, *numbers_in_words(items, more)]


def clauses(words: Sequence[str], more: More) -> tuple[Clause, ...]:
    """A clause for each word; for several words together when there are other options for these."""
    found: list[Clause] = []
    place = 0
    while place < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            phrase = tuple(words[place : place + length])
            others = tuple(more(phrase))
            if others or length == 1:
                break
        found.append((Option(phrase), *others))
        place += length
    return tuple(found)


def runs(items: Iterable[tuple[str, bool]]) -> list[str]:
    """The numbers that follow each other, as one each."""
    found: list[str] = []
    before = False
    for word, is_number in items:
        if is_number and before:
            found[-1] += word
        elif is_number:
            found.append(word)
        before = is_number
    return found


def dialled(items: Sequence[tuple[str, bool]]) -> bool:
    """Whether a number is written in more than two groups, as only phone numbers are."""
    return any(a and b and c for (_, a), (_, b), (_, c) in zip(items, items[1:], items[2:], strict=False))


def ways_to_dial(numbers: Sequence[str]) -> list[tuple[str, ...]]:
    """The numbers as cards may hold them; short ones, which may be anything, also with the zeros that were typed."""
    bare = tuple(map(fragment, numbers))
    if tuple(numbers) != bare and min(map(len, bare)) < SHORTEST_PHONE:
        return [tuple(numbers), bare]
    return [bare]


def fragment(figures: str) -> str:
    """The figures of a number without the zeros that are dialled at home or before a country code."""
    bare = figures.lstrip("0")
    return bare if len(bare) >= SHORTEST_BARE else figures


def numbers_in_words(items: Sequence[tuple[str, bool]], more: More) -> list[Reading]:
    """A number with letters before it, such as BE0200068636, may stand without them."""
    for index, (word, is_number) in enumerate(items):
        figures = digits(word)
        if not is_number and len(figures) >= NUMBER_IN_WORD:
            rest = [each for place, (each, _) in enumerate(items) if place != index]
            return [Reading(clauses(rest, more), (fragment(figures),))]
    return []


def without_one(reading: Reading) -> list[Reading]:
    """The reading with one of its several demands left out, each in turn."""
    count = len(reading.clauses)
    if reading.groups or count + len(reading.fragments) < 2:
        return []
    left = [
        replace(reading, clauses=reading.clauses[:i] + reading.clauses[i + 1 :])
        for i in range(count)
        if count > 1 or reading.fragments
    ]
    return [*left, replace(reading, fragments=())] if reading.fragments and count else left


def joins(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Every two words that follow each other written as one, with what else was typed."""
    pairs = enumerate(pairwise(words))
    return [(first + second, [*words[:place], *words[place + 2 :]]) for place, (first, second) in pairs]
