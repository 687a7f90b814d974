"""The names that places have in other languages: Brussel, Bruxelles, Brussels."""

from bisect import bisect_left
from functools import cache
from importlib.resources import files

from kaartenbak.search.vocabulary import Vocabulary

# From this many letters on, the beginning of a name stands for it.
SHORTEST_BEGINNING = 4
MOST_MEANT = 3


@cache
def groups() -> dict[str, list[frozenset[str]]]:
    """For each name, in its search form, the sets of names that belong to a place of that name."""
    found: dict[str, list[frozenset[str]]] = {}
    text = files("kaartenbak.search").joinpath("data/places.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            names = frozenset(line.split("\t"))
            for name in names:
                found.setdefault(name, []).append(names)
    return found


@cache
def names() -> list[str]:
    """All names, sorted."""
    return sorted(groups())


def other_names(name: str) -> set[str]:
    """What the places of this name are called too."""
    return {other for each in groups().get(name, ()) for other in each} - {name}


def begun(name: str) -> set[str]:
    """The names of places that begin so, when these are few."""
    if len(name) < SHORTEST_BEGINNING:
        return set()
    known = names()
    start = bisect_left(known, name)
    found = {each for each in known[start : start + MOST_MEANT + 1] if each.startswith(name)} - {name}
    return found if len(found) <= MOST_MEANT else set()


@cache
def single_words() -> Vocabulary:
    """The names that are one word, to compare with what was mistyped."""
    found = Vocabulary()
    found.add(enumerate(name for name in names() if " " not in name))
    return found
