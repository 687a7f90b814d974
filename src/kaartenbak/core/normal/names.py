"""Names of people and companies: parts, the whole, and what they are sorted by."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kaartenbak.core.normal.text import search_form, squeezed

LONGEST_PART = 30
LONGEST_SEARCH_NAME = 100


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words between given name and surname that belong to the surname, in the languages around us.
PARTICLES = words(
    "van vande vanden vander de den der des dem het 't ’t ‘t 's ’s ‘s ter te ten tot von vom zu zum zur du "
    "la le les d' d’ l' l’ di da do dos das del della dello degli dei dal dalla el al bin ibn ben abu af av"
)
# Only before or after another particle: "in 't Veld", "op de Beeck", "von und zu Stein".
JOINING = words("in op aan uit bij voor onder over und en y e")
# Given names as well, so at the very beginning they are one: "Al Gore", "Ben Peeters", "Da Huang".
GIVEN_NAMES_TOO = words("al el ben da abu do")

WITH_VON = words("von zu und van de den der dem ter te ten 't ’t ‘t op in")

# What is passed over when people of a country are put in order; elsewhere the name counts as it is written.
# NL, SR: "Berg, Annelies van den". BE: under V, since there the particle is part of the name.
# DE, AT, CH, LI: "von", "zu", "van" are passed over; a contraction or article ("vom", "zur", "la") counts.
# FR, LU, MC: "de" and "d'" are passed over; "du", "des", "la", "le", "les" count.
# ES and PT, BR: "de la Cruz" under C, "dos Santos" under S; a lone "La" or "Del" in Spain counts.
PASSED_OVER: dict[str, frozenset[str]] = (
    dict.fromkeys(("NL", "SR"), PARTICLES | JOINING)
    | dict.fromkeys(("DE", "AT", "CH", "LI"), WITH_VON)
    | dict.fromkeys(("FR", "LU", "MC"), words("de d' d’"))
    | {"ES": words("de")}
    | dict.fromkeys(("PT", "BR"), words("de da do dos das e"))
)
ARTICLES_AFTER_DE = {"ES": words("la las los el")}
ELISION = re.compile(r"^([dl]['’])(?=\w)", re.IGNORECASE)


class Parts(NamedTuple):
    """The parts of a person's name; a part that is missing is blank."""

    first_name: str = ""
    middle_name: str = ""
    surname: str = ""


def split(name: str, *, particles: bool = True) -> Parts:
    """The parts of a person's `name`: the last word is the surname, the one before it the middle name.

    With `particles`, those directly before the last word belong to the surname ("Annelies van den Berg"),
    also when nothing else is there ("van Damme") and inside a double name ("van den Berg-de Vries"). A single
    word is a first name. Each part is cut to 30 characters.
    """
    words = name.split()
    start = surname_start(words) if particles else max(len(words) - 1, 1)
    surname = " ".join(words[start:])
    given = words[:start]
    if not surname or len(given) < 2:
        return cut(Parts(" ".join(given), "", surname))
    return cut(Parts(" ".join(given[:-1]), given[-1], surname))


def surname_start(words: Sequence[str]) -> int:
    """The index of the first word of the surname; one word alone is no surname."""
    if len(words) < 2:
        return len(words)
    start = len(words) - 1
    while start > 0 and belongs_to_next(words, start - 1):
        start -= 1
    return start


def belongs_to_next(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is a particle of the word that follows it."""
    word = words[index].casefold()
    if "-" in word and word.rpartition("-")[2] in PARTICLES:
        return index > 0
    if word in JOINING:
        return is_particle(words[index + 1]) and index + 2 < len(words)
    return word in PARTICLES and not (index == 0 and word in GIVEN_NAMES_TOO)


def is_particle(word: str) -> bool:
    return word.casefold() in PARTICLES


def cut(parts: Parts) -> Parts:
    return Parts(*(part[:LONGEST_PART].rstrip() for part in parts))


def compose(first_name: str, middle_name: str, surname: str) -> str:
    """The whole name: the parts that are not blank, in this order."""
    return " ".join(part.strip() for part in (first_name, middle_name, surname) if part.strip())


def search_name_after(old_name: str, new_name: str, search_name: str) -> str:
    """The search name once `old_name` has become `new_name`: it goes along unless the user chose another."""
    if not search_name.strip() or search_name.upper() == as_search_name(old_name):
        return as_search_name(new_name)
    return search_name.upper()


def as_search_name(name: str) -> str:
    # Upper case can be longer ("ß" is "SS"), and nobody typed this value, so it is cut and not refused.
    return name.strip().upper()[:LONGEST_SEARCH_NAME].rstrip()


def sort_key(first_name: str, middle_name: str, surname: str, country: str = "") -> str:
    """What a person is sorted by: "berg annelies van den" in NL, "vandenberg annelies" in BE.

    Particles at the end of the given names count as the surname's, since many address books keep them there.
    To be compared by code point (collation C or BINARY), where a blank comes before every letter.
    """
    given, family = (*first_name.split(), *middle_name.split()), surname.split()
    joined = (*given, *family)
    start = surname_start(joined) if family else len(given)
    start = min(start, len(given))
    given, family = joined[:start], list(joined[start:])
    passed, counted = passed_over(family, country.upper())
    # In Belgium "Van den Berghe" and "Vandenberghe" stand side by side.
    main = squeezed(" ".join(counted)) if country.upper() == "BE" else search_form(" ".join(counted))
    return " ".join(part for part in (main, search_form(" ".join((*given, *passed)))) if part)


def passed_over(family: Sequence[str], country: str) -> tuple[list[str], list[str]]:
    """The words of a surname that do not count for its place, and those that do; the last one always does."""
    skipped = PASSED_OVER.get(country, frozenset())
    index = 0
    while index < len(family) - 1 and family[index].casefold() in skipped:
        index += 1
        skipped |= ARTICLES_AFTER_DE.get(country, frozenset())
    passed, counted = list(family[:index]), list(family[index:])
    elided = ELISION.match(counted[0]) if counted else None
    if elided and elided[1].casefold() in skipped:
        return [*passed, elided[1]], [counted[0][elided.end() :], *counted[1:]]
    return passed, counted


def company_sort_key(name: str) -> str:
    """What a company is sorted by: its name without case, marks and punctuation."""
    return search_form(name)
