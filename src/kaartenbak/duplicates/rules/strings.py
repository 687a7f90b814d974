"""The reference's search strings of companies (contacts.md §16.1, §16.2): beginnings and ends of fields, compared as they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kaartenbak.core.refusals import Refusals

LEFT_OUT = str.maketrans("", "", ' +"&/,.;:-_(){}#!£$\\')
FIRST, LAST = "first", "last"
SHORTEST, LONGEST = 2, 10
# Of the card's texts and codes, those that can be compared so.
FIELDS = (
    "name", "name_2", "search_name", "street", "street_2", "postcode", "city", "county", "phone", "mobile", "fax", "email",
    "website", "vat_number", "registration_number", "enterprise_number", "external_id",
)  # fmt: skip
# A Belgian company has an enterprise number in the place of a VAT number.
DEFAULT_FIELDS = ("name", "street", "city", "phone", "vat_number", "postcode", "email", "mobile")
INSTEAD = {"vat_number": "enterprise_number"}

Row = tuple[str, str, int]
# The strings of a card by their rule, `name first`; blank ones are not there.
Strings = dict[str, str]


def DEFAULT_ROWS() -> list[list[Any]]:  # noqa: N802 - a default that each record gets anew
    """The rows that a new register begins with: the first and the last five signs of eight fields."""
    return [[field, part, 5] for field in DEFAULT_FIELDS for part in (FIRST, LAST)]


def string_of(text: str, part: str, length: int) -> str:
    """The search string of a text: its first or last signs, blanks and punctuation left out."""
    kept = text.translate(LEFT_OUT)
    return (kept[:length] if part == FIRST else kept[-length:]).upper()


def strings_of(values: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Strings:
    """The search strings of a card."""
    found = {}
    for field, part, length in rows:
        if string := string_of(text_of(values, field), part, length):
            found[rule_of(field, part)] = string
    return found


def rule_of(field: str, part: str) -> str:
    """What the strings of a row are known by: `name first`."""
    return f"{field} {part}"


def text_of(values: Mapping[str, str], field: str) -> str:
    """The text of a field; a company may have another one in its place."""
    return values.get(field, "") or values.get(INSTEAD.get(field, ""), "")


def needed(rows: int, percentage: int) -> int:
    """How many strings of two companies must be equal; rows that are blank on a card count in the total."""
    return -(-rows * percentage // 100)


def equal_strings(a: Strings, b: Strings) -> int:
    """How many strings two cards have in common."""
    return len(a.items() & b.items())


def pairs(cards: Mapping[int, Strings], least: int) -> Iterator[tuple[int, int, int]]:
    """Every two cards with `least` equal strings or more: the lower key, the higher, how many.

    Of cards with n strings that have so many in common, each has one of the n - least + 1 rarest of the other; only these are
    looked up, or every company of a city would be compared with all of them.
    """
    if least < 1:
        return
    count = Counter(string for strings in cards.values() for string in strings.items())
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for key in sorted(cards):
        strings = cards[key]
        rare = sorted(strings.items(), key=lambda each: (count[each], each))[: len(strings) - least + 1]
        if len(strings) < least:
            continue
        others = {other for string in rare for other in places[string]}
        for other in sorted(others):
            equal = equal_strings(strings, cards[other])
            if equal >= least:
                yield other, key, equal
        for string in rare:
            places[string].append(key)


def checked(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """The rows of a setup; refused where a field cannot be compared, stands twice with one part, or has another length."""
    refusals, seen, found = Refusals(), set(), []
    for field, part, length in rows:
        if field not in FIELDS:
            refusals.add("duplicates.field_unknown", "items", field_name=str(field)[:40])
        elif (field, part) in seen:
            refusals.add("duplicates.setup_twice", "items", field_name=field, part=part)
        elif not SHORTEST <= length <= LONGEST:
            refusals.add("duplicates.setup_range", "items", value=length, low=SHORTEST, high=LONGEST)
        seen.add((field, part))
        found.append([field, part, length])
    refusals.raise_any()
    return found
