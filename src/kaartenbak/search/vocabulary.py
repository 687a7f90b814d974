"""The words that cards hold, in the memory of the process: what was mistyped is compared with these."""

import threading
import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kaartenbak.search.models import Word

# How many wrong letters are forgiven, from this length on.
ERRORS = ((8, 2), (4, 1))
MOST_ERRORS = 2
# Of a word of four letters three may have been typed.
SHORTEST_MISTYPED = 3
SHORTEST_FRAGMENT = 4
MOST = 24
MOST_PARTS = 3
MANY = 100
MOST_REMEMBERED = 1_000
SECONDS_BETWEEN_LOADS = 3_600.0


class Vocabulary:
    """Words by their lengths and in their order."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.sorted: list[str] = []
        self.by_length: dict[int, list[str]] = {}
        self.beginnings: dict[int, list[str]] = {}
        self.compared: dict[str, list[tuple[str, int]]] = {}
        self.text = ""
        self.last = 0
        self.loaded = time.monotonic()

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take in words by the keys of their rows."""
        found = dict(rows)
        new = [word for word in found.values() if word not in self.words]
        self.last = max(self.last, *found, 0)
        for word in new:
            self.words.add(word)
            self.by_length.setdefault(len(word), []).append(word)
        if len(new) > MANY:
            self.sorted = sorted(self.words)
        else:
            for word in new:
                insort(self.sorted, word)
        if new:
            self.beginnings = {}
            self.compared = {}
            self.text = ""

    def near(self, word: str) -> list[tuple[str, int]]:
        """The words that differ from `word` by a few letters that are wrong, missing, too many or swapped."""
        if word not in self.compared:
            if len(self.compared) > MOST_REMEMBERED:
                self.compared = {}
            self.compared[word] = self.compare(word)
        return self.compared[word]

    def compare(self, word: str) -> list[tuple[str, int]]:
        """The longer of the two words says how many errors are forgiven."""
        found: list[tuple[str, int]] = []
        by_errors: dict[int, list[str]] = {}
        for length in range(len(word) - MOST_ERRORS, len(word) + MOST_ERRORS + 1):
            errors = forgiven(max(length, len(word)))
            if abs(length - len(word)) <= errors and (length > len(word) or len(word) > SHORTEST_MISTYPED):
                by_errors.setdefault(errors, []).extend(self.by_length.get(length, ()))
        for errors, among in by_errors.items():
            found += closest(word, among, errors)
        return sorted(found, key=lambda each: each[::-1])[:MOST]

    def near_beginnings(self, word: str) -> list[tuple[str, int]]:
        """The beginnings of longer words that differ from `word` by one letter."""
        if not forgiven(len(word)):
            return []
        size = len(word)
        return closest(word, [*self.begun(size - 1), *self.begun(size), *self.begun(size + 1)], 1)

    def begun(self, length: int) -> list[str]:
        """The beginnings, so many letters long, of the words that are longer."""
        if length not in self.beginnings:
            self.beginnings[length] = list({word[:length] for word in self.sorted if len(word) > length})
        return self.beginnings[length]

    def holding(self, fragment: str) -> list[str]:
        """The words that hold `fragment` further on than at their beginning."""
        if len(fragment) < SHORTEST_FRAGMENT:
            return []
        if not self.text:
            self.text = "\n".join(["", *self.sorted, ""])
        found: dict[str, None] = {}
        place = self.text.find(fragment)
        while place >= 0 and len(found) < MOST:
            start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
            if place > start:
                found[self.text[start:end]] = None
            place = self.text.find(fragment, end)
        return list(found)

    def begins(self, beginning: str) -> bool:
        """Whether any word begins so."""
        place = bisect_left(self.sorted, beginning)
        return place < len(self.sorted) and self.sorted[place].startswith(beginning)

    def parts(self, word: str, most: int = MOST_PARTS) -> Iterator[tuple[str, ...]]:
        """The ways to read `word` as several words written together, the last one as far as it is typed."""
        for place in range(2, len(word) - 1):
            first, rest = word[:place], word[place:]
            if first in self.words:
                if self.begins(rest):
                    yield first, rest
                elif most > 2:
                    yield from ((first, *more) for more in self.parts(rest, most - 1))


def forgiven(letters: int) -> int:
    """How many errors are forgiven in a word of so many letters."""
    return next((errors for length, errors in ERRORS if letters >= length), 0)


def closest(word: str, among: Sequence[str], errors: int) -> list[tuple[str, int]]:
    """The words at most so many errors away, the nearest first."""
    if not errors:
        return []
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return sorted(
        ((each, int(distance)) for each, distance, _ in found if distance), key=lambda at: at[::-1]
    )[:MOST]


class Memory:
    """What the process knows of the words; several threads share it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.words = Vocabulary()

    def brought_up_to_date(self) -> Vocabulary:
        with self.lock:
            newest = Word.objects.order_by("-id").values_list("id", flat=True).first() or 0
            if newest < self.words.last or time.monotonic() - self.words.loaded > SECONDS_BETWEEN_LOADS:
                self.words = Vocabulary()
            return loaded(self.words) if newest > self.words.last else self.words


MEMORY = Memory()


def vocabulary() -> Vocabulary:
    """The words as they are now: what the process knows already, and those that were added since.

    Inside a transaction they are all read anew, since words that are taken back again must not stay.
    """
    return loaded(Vocabulary()) if connection.in_atomic_block else MEMORY.brought_up_to_date()


def loaded(words: Vocabulary) -> Vocabulary:
    words.add(Word.objects.filter(pk__gt=words.last).order_by("id").values_list("id", "text"))
    return words
