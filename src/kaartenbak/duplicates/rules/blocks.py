"""Who shares a key with whom, kept as numbers: little to keep for a million cards, and to hand to another process."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice
from operator import eq

type Key = tuple[str, ...]
# A key and the place of a card in one number: half a gigabyte less for a million cards than tuples and lists.
PLACE_BITS, KEY_BITS = 24, 40
PLACE, KEY = (1 << PLACE_BITS) - 1, (1 << KEY_BITS) - 1
# Sorted part by part, since a list of numbers takes five times what an array takes.
PARTS = 32


def number_of(key: Key) -> int:
    """What stands for a key; the same in a copy of this process, and in no other one."""
    return hash(key) & KEY


class Entries:
    """Which cards have which keys. All that have one key stand in the same of `PARTS` parts."""

    def __init__(self) -> None:
        self.parts = [array("Q") for _ in range(PARTS)]

    def add(self, place: int, keys: Iterable[Key]) -> None:
        """Note the keys of the card with this place; one with a blank in it says nothing."""
        parts = self.parts
        for key in keys:
            if "" not in key:
                number = hash(key) & KEY
                parts[number % PARTS].append(number << PLACE_BITS | place)

    def add_all(self, others: "Entries") -> None:
        """Put the entries of other cards behind these."""
        for mine, theirs in zip(self.parts, others.parts, strict=True):
            mine.extend(theirs)

    def blocks(self, most: int) -> "Iterator[Blocks]":
        """The places of cards that share a key, in their order; not of very many."""
        return (blocks(part, most) for part in self.parts)

    def crowded(self, most: int) -> set[int]:
        """The numbers of the keys that more than `most` cards have."""
        found: set[int] = set()
        for part in self.parts:
            keys = [entry >> PLACE_BITS for entry in sorted(part)]
            found.update(compress(keys, map(eq, keys, islice(keys, most, None))))
        return found


class Blocks:
    """The members of blocks in one row, and of each where its block ends."""

    def __init__(self) -> None:
        self.members, self.ends = array("I"), array("I")

    def add(self, block: Sequence[int]) -> None:
        """Put the members of a block behind those that are there."""
        self.members.extend(block)
        self.ends.extend([len(self.members)] * len(block))

    def add_all(self, others: "Blocks") -> None:
        """Put the blocks of others behind these."""
        behind = len(self.members)
        self.members.extend(others.members)
        self.ends.extend(behind + end for end in others.ends)


def blocks(entries: "array[int]", most: int) -> Blocks:
    """The places of cards with one key, of each key that several have and not more than `most`."""
    found, blocks = sorted(entries), Blocks()
    keys = [entry >> PLACE_BITS for entry in found]
    for key in dict.fromkeys(compress(keys, map(eq, keys, islice(keys, 1, None)))):
        first, last = bisect_left(found, key << PLACE_BITS), bisect_left(found, (key + 1) << PLACE_BITS)
        # One card may have a key twice.
        places = list(dict.fromkeys(entry & PLACE for entry in found[first:last]))
        if 1 < len(places) <= most:
            blocks.add(places)
    return blocks


class Neighbours:
    """The cards that are worth comparing with each of `count` cards, by their places in the order given.

    Of each card is kept where in the blocks it stands. So the cards behind it are found without a memory of all pairs, and
    several processes may each take some of the cards.
    """

    def __init__(self, count: int, blocks: Iterable[Blocks]) -> None:
        all_of_them = Blocks()
        for each in blocks:
            all_of_them.add_all(each)
        self.members, self.ends = all_of_them.members, all_of_them.ends
        self.first = array("I", [0]) * (count + 1)
        for place in self.members:
            self.first[place + 1] += 1
        for place in range(count):
            self.first[place + 1] += self.first[place]
        self.stands = array("I", [0]) * len(self.members)
        free = self.first[:]
        for at, place in enumerate(self.members):
            self.stands[free[place]] = at
            free[place] += 1

    def behind(self, place: int) -> list[int]:
        """The places behind this one of the cards that are worth comparing with it, in their order."""
        members, ends = self.members, self.ends
        stands = self.stands[self.first[place] : self.first[place + 1]]
        return sorted(set().union(*[members[at + 1 : ends[at]] for at in stands]))
