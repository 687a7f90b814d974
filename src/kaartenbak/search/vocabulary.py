"""The words that cards hold, in the memory of the process: what was mistyped is compared with these."""

import threading
import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kaartenbak.history.prepared import Prepared
from kaartenbak.search.models import Word

# How many wrong letters are forgiven, from this length on.
ERRORS = ((8, 2), (4, 1))
MOST_ERRORS = 2
# Of a word of four letters three may have been typed.
SHORTEST_MISTYPED = 3
SHORTEST_FRAGMENT = 4
SHORTEST_HALF = 4
# Come before and after every letter.
FIRST, LAST = "\1", "\U0010ffff"
# Words of at least so many cards are usual; others are taken to have a few.
USUAL, UNUSUAL = 50, 3
MOST = 24
MOST_PARTS = 3
MANY = 100
MOST_REMEMBERED = 1_000
SECONDS_BETWEEN_LOADS = 3_600.0


class Vocabulary:
    """Words in their order, and in that of their ends: what is near a word shares its beginning or its end.

    Of usual words it is kept how many cards hold them or one before them, as these were when most words were taken in.
    """

    def __init__(self) -> None:
        self.sorted: list[str] = []
        self.by_end: list[str] = []
        self.usual: list[str] = []
        self.sums: list[int] = [0]
        self.cards = 0
        self.compared: dict[str, list[tuple[str, int]]] = {}
        self.text = ""
        self.last, self.latest = 0, ""
        self.loaded = time.monotonic()

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.sorted, word)
        return place < len(self.sorted) and self.sorted[place] == word

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take in words by the keys of their rows."""
        found = dict(rows)
        new = [word for word in dict.fromkeys(found.values()) if word not in self]
        if found:
            self.last = max(found)
            self.latest = found[self.last]
        if len(new) > MANY:
            self.sorted = sorted([*self.sorted, *new])
            self.by_end = sorted(self.sorted, key=backwards)
        else:
            for word in new:
                insort(self.sorted, word)
                insort(self.by_end, word, key=backwards)
        if new:
            self.compared = {}
            self.text = ""

    def weigh(self, counts: Mapping[str, int]) -> None:
        """Take in how many cards hold each of the usual words."""
        self.usual = sorted(counts)
        self.sums = [0, *accumulate(counts[word] for word in self.usual)]
        # Nearly all have the end of a mail address.
        self.cards = max(counts.values(), default=0)

    def weight(self, word: str, *, begins: bool) -> int:
        """About how many cards hold `word`, or one that begins so."""
        after = LAST if begins else FIRST
        first, last = bisect_left(self.usual, word), bisect_left(self.usual, word + after)
        start = bisect_left(self.sorted, word)
        others = bisect_left(self.sorted, word + after, start) - start
        return self.sums[last] - self.sums[first] + UNUSUAL * others

    def copy(self) -> "Vocabulary":
        """One to which words can be added that nobody else sees."""
        copied = Vocabulary()
        copied.sorted, copied.by_end = [*self.sorted], [*self.by_end]
        copied.usual, copied.sums, copied.cards = self.usual, self.sums, self.cards
        copied.last, copied.latest = self.last, self.latest
        return copied

    def near(self, word: str) -> list[tuple[str, int]]:
        """The words that differ from `word` by a few letters that are wrong, missing, too many or swapped."""
        if word not in self.compared:
            if len(self.compared) > MOST_REMEMBERED:
                self.compared = {}
            self.compared[word] = self.compare(word)
        return self.compared[word]

    def compare(self, word: str) -> list[tuple[str, int]]:
        """The longer of the two words says how many errors are forgiven."""
        size, most = len(word), forgiven(len(word) + MOST_ERRORS)
        if most < MOST_ERRORS:
            among = [each for each in dict.fromkeys(self.edited(word)) if each in self]
        else:
            half = (size + 1) // 2
            among = self.begun_nearly(word[:half]) + self.ending(word[half + 1 :])
            among += self.shortened(word, half) if half <= SHORTEST_HALF else ()
        found = closest(word, among, most)
        fitting = [
            (each, errors)
            for each, errors in found
            if errors <= forgiven(max(len(each), size)) and (len(each) > size or size > SHORTEST_MISTYPED)
        ]
        return fitting[:MOST]

    def near_beginnings(self, word: str) -> list[tuple[str, int]]:
        """The beginnings of longer words that differ from `word` by one letter."""
        if not forgiven(len(word)):
            return []
        return [(each, 1) for each in sorted(set(self.edited(word)) - {word})][:MOST]

    def edited(self, word: str) -> Iterator[str]:
        """What differs from `word` by a letter that is wrong, missing, too many or swapped, and begins some word here."""
        for place in range(len(word) + 1):
            before, rest = word[:place], word[place:]
            changed = [before + rest[1:], before + rest[1:2] + rest[:1] + rest[2:]] if rest else []
            for letter in self.letters_after(before):
                changed.append(before + letter + rest)
                if rest:
                    changed.append(before + letter + rest[1:])
            yield from (each for each in changed if each and self.begins(each))

    def letters_after(self, beginning: str) -> Iterator[str]:
        """The letters that follow `beginning` in words."""
        size = len(beginning)
        # The word itself, which nothing follows, comes first.
        place = bisect_left(self.sorted, beginning) + (beginning in self)
        while place < len(self.sorted) and self.sorted[place].startswith(beginning):
            letter = self.sorted[place][size]
            yield letter
            place = bisect_left(self.sorted, beginning + letter + LAST, place)

    def begun_nearly(self, beginning: str) -> list[str]:
        """The words that begin so, or so but for one letter; very many words share three letters, so these do not count."""
        edits = (each for each in self.edited(beginning) if len(each) >= min(len(beginning), SHORTEST_HALF))
        found: list[str] = []
        last = LAST
        for each in sorted({beginning, *edits}):
            if not each.startswith(last):
                found += self.begun(each)
                last = each
        return found

    def shortened(self, word: str, half: int) -> Iterator[str]:
        """The words that differ from `word` by a letter too many in its first `half`, and by another error."""
        for shorter in {word[:place] + word[place + 1 :] for place in range(half)}:
            yield from (each for each in self.edited(shorter) if each in self)

    def begun(self, beginning: str) -> list[str]:
        """The words that begin so."""
        start = bisect_left(self.sorted, beginning)
        return self.sorted[start : bisect_left(self.sorted, beginning + LAST, start)]

    def ending(self, end: str) -> list[str]:
        """The words that end so."""
        start = bisect_left(self.by_end, backwards(end), key=backwards)
        return self.by_end[start : bisect_left(self.by_end, backwards(end) + LAST, start, key=backwards)]

    def holding(self, fragment: str) -> list[str]:
        """The words that hold `fragment` further on than at their beginning; none when any word begins so."""
        if len(fragment) < SHORTEST_FRAGMENT or self.begins(fragment):
            return []
        if not self.text:
            self.text = "\n".join(["", *self.sorted, ""])
        found: dict[str, None] = {}
        place = self.text.find(fragment)
        while place >= 0 and len(found) < MOST:
            start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
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
            if first in self:
                if self.begins(rest):
                    yield first, rest
                elif most > 2:
                    yield from ((first, *more) for more in self.parts(rest, most - 1))


def backwards(word: str) -> str:
    """A word from its end to its beginning."""
    return word[::-1]


def forgiven(letters: int) -> int:
    """How many errors are forgiven in a word of so many letters."""
    return next((errors for length, errors in ERRORS if letters >= length), 0)


def closest(word: str, among: Sequence[str], errors: int) -> list[tuple[str, int]]:
    """The words at most so many errors away, the nearest first."""
    if not errors:
        return []
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return sorted({(each, int(distance)) for each, distance, _ in found if distance}, key=lambda at: at[::-1])


class Memory:
    """What the process knows of the words; several threads share it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.words = Vocabulary()

    def brought_up_to_date(self) -> Vocabulary:
        with self.lock:
            last = newest()
            if last < self.words.last or time.monotonic() - self.words.loaded > SECONDS_BETWEEN_LOADS:
                self.words = Vocabulary()
            return loaded(self.words) if last > self.words.last else self.words


MEMORY = Memory()
NEWEST = Prepared(lambda: Word.objects.order_by("-id").values_list("id", flat=True)[:1])


def vocabulary() -> Vocabulary:
    """The words as they are now: what the process knows already, and those that were added since.

    Inside a transaction the process does not keep those, since words that are taken back again must not stay.
    """
    if not connection.in_atomic_block:
        return MEMORY.brought_up_to_date()
    known = MEMORY.words
    if not Word.objects.filter(pk=known.last, text=known.latest).exists():
        return loaded(Vocabulary())
    return loaded(known.copy()) if newest() > known.last else known


def newest() -> int:
    """The key of the word that came last."""
    return NEWEST.first() or 0


def loaded(words: Vocabulary) -> Vocabulary:
    if not words.last:
        words.weigh(dict(Word.objects.filter(cards__gte=USUAL).values_list("text", "cards")))
    words.add(Word.objects.filter(pk__gt=words.last).order_by("id").values_list("id", "text"))
    return words
