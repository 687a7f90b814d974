"""Which words a card is found by."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_words

NAMES = ("name", "name_2", "search_name")
TEXTS = ("company_name", "job_title", "street", "street_2", "postcode", "city")
NUMBERS = ("number", "external_id", "vat_number", "enterprise_number", "registration_number")
COLUMNS = (*NAMES, *TEXTS, *NUMBERS)
OF_PEOPLE = (*TEXTS, *NUMBERS)
OF_COMPANIES = tuple(name for name in OF_PEOPLE if name != "company_name")
# What is searched in another shape than it has; of other fields folding is all.
SHAPED = frozenset({"website", "postcode", *NUMBERS})
PHONES = frozenset({"phone", "mobile", "fax"})
WEB = re.compile(r"^\s*(https?:/*)?(www\.)?", re.IGNORECASE)
# Longer words are found by their beginning; shorter figures are no fragment of a number.
LONGEST_WORD = 60
SHORTEST_FRAGMENT = 4
LONGEST_IN_VOCABULARY = 30
FORMER = " | "

# A field of a card with its text.
Value = tuple[str, str]


class Entry(NamedTuple):
    """What the index holds of one card, in the order of its columns."""

    names: str
    rest: str
    former: str
    digits: str
    no_email: bool = False
    no_phone: bool = False
    no_street: bool = False
    no_postcode: bool = False
    no_city: bool = False

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Its words and numbers."""
        return self[:4]

    def words(self) -> set[str]:
        """All its words."""
        return set(f"{self.names} {self.rest} {self.former}".split())

    def vocabulary(self) -> set[str]:
        """Those of them that stand in the vocabulary."""
        return set(filter(is_in_vocabulary, self.words()))


def is_in_vocabulary(word: str) -> bool:
    """Whether a word has no figures and more than one letter."""
    return 1 < len(word) <= LONGEST_IN_VOCABULARY and word.isalpha()


def entry(
    card: Mapping[str, Any],
    channels: Collection[tuple[str, str, str]],
    former: Iterable[Value] = (),
    elsewhere: Iterable[tuple[str, str, str]] = (),
) -> Entry:
    """What is indexed of a card: from its columns, its channels (kind, value, normal form) and its former values.

    `elsewhere` are the lines of its alternative addresses, as if they were channels.
    """
    # The search name is mostly the name in capitals.
    named = NAMES if card["search_name"] != card["name"].upper() else NAMES[:-1]
    names = words_of([(name, text) for name in named if (text := card[name])])
    told = OF_COMPANIES if card["kind"] == "company" else OF_PEOPLE
    rest = [(name, text) for name in told if (text := card[name])]
    figures = [digits(text) for name in NUMBERS if (text := card[name])]
    for kind, value, normal in (*channels, *elsewhere):
        if kind in PHONES:
            figures += figures_of(value, normal)
        else:
            rest.append((kind, value))
    words = words_of(rest)
    numbers = dict.fromkeys([each for each in figures if len(each) >= SHORTEST_FRAGMENT])
    past, past_figures = former_words(former, names.keys() | words.keys(), figures) if former else ({}, "")
    return Entry(
        " ".join(names),
        " ".join(words),
        " ".join(past),
        " ".join(numbers) + (FORMER + past_figures if past_figures else ""),
        *lacks(card, {kind for kind, _value, _normal in channels}),
    )


def lacks(card: Mapping[str, Any], kinds: Collection[str]) -> tuple[bool, ...]:
    """What a card is without, in the order of the last columns of an entry; `kinds` are those of its channels."""
    no_phone = "phone" not in kinds and "mobile" not in kinds
    return "email" not in kinds, no_phone, not card["street"], not card["postcode"], not card["city"]


def former_words(
    values: Iterable[Value], present: Iterable[str], figures: Iterable[str]
) -> tuple[dict[str, None], str]:
    """The words and the numbers of former values that the card does not hold any more."""
    words: dict[str, None] = {}
    numbers: dict[str, None] = {}
    there, shown = set(present), set(figures)
    for field, text in values:
        if field in PHONES or field in NUMBERS:
            numbers[digits(text)] = None
        if field not in PHONES:
            words |= dict.fromkeys(forms(field, text))
    left = {word: None for word in words if word not in there}
    kept = (each for each in numbers if each not in shown and len(each) >= SHORTEST_FRAGMENT)
    return left, " ".join(kept)


def words_of(values: Iterable[Value]) -> dict[str, None]:
    """The words that fields of a card give, each once: all texts are folded as one, which is quicker than one after the other."""
    return dict.fromkeys(search_words(" ".join([in_shape(field, text) for field, text in values])))


def in_shape(field: str, text: str) -> str:
    """A text of which nothing is to be done any more but folding, which may be done twice."""
    if len(text) <= LONGEST_WORD and (
        field not in SHAPED or (field in NUMBERS and text.isascii() and text.isalnum())
    ):
        return text
    return " ".join(forms(field, text))


# Postcodes and the names of companies stand on many cards.
@lru_cache(maxsize=4_000)
def forms(field: str, text: str) -> tuple[str, ...]:
    """The words that a field of a card gives: of a number with its punctuation left out, too."""
    if field == "website":
        text = WEB.sub("", text)
    words = search_words(text)
    if len(text) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    if field == "postcode" or field in NUMBERS:
        whole = "".join(words)
        return (whole,) if field != "postcode" else (*words, whole)
    return tuple(words)


def figures_of(value: str, normal: str) -> list[str]:
    """The digits of a phone number with its country code, and as typed where these do not hold them."""
    whole, typed = digits(normal), digits(value)
    return [whole] if typed.lstrip("0") in whole else [whole, typed]
