"""Alternative addresses between a file and the register, and the periods in which they hold as people write them."""

import re
from collections.abc import Container, Iterable
from datetime import date
from typing import NamedTuple

from kaartenbak.exchange.rules.words import key_of

LONGEST_CODE = 11
LONGEST_PERIOD = 80
UNFIT = re.compile(r"[/\\?#%\s]+")


class Range(NamedTuple):
    """A time in which an address holds, as ISO dates; without `ends`, from then on."""

    starts: str
    ends: str = ""
    yearly: bool = False


class Address(NamedTuple):
    """An address beside the one on the card; `country` is a code when it was recognised, else the text of the file."""

    code: str
    company_name: str = ""
    company_name_2: str = ""
    street: str = ""
    street_2: str = ""
    postcode: str = ""
    city: str = ""
    county: str = ""
    country: str = ""
    phone: str = ""
    mobile: str = ""
    extension: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    ranges: tuple[Range, ...] = ()


TEXTS = Address._fields[1:-1]
"""What an address says, its code and its ranges apart."""
POSTAL = ("street", "street_2", "postcode", "city", "county", "country")


def code_for(label: str, taken: Container[str], reached: dict[str, int] | None = None) -> str:
    """The code of an address that a file only labels: HOME, WORK, what the user called it, else OTHER.

    A second one of that name is HOME2. Who asks for many, and takes each, passes the numbers `reached`, or all would be
    tried again for each.
    """
    base = UNFIT.sub(" ", label.upper()).strip(" .")[:LONGEST_CODE].strip() or "OTHER"
    reached = {} if reached is None else reached
    code, number = base, reached.get(base, 2)
    while code in taken:
        code = f"{base[: LONGEST_CODE - len(str(number))]}{number}"
        number += 1
    reached[base] = number
    return code


YEARLY = frozenset(
    key_of(words)
    for words in (
        *("yearly", "every year", "each year", "annually", "jaarlijks", "elk jaar", "ieder jaar"),
        *("annuel", "chaque année", "tous les ans", "jährlich", "jedes Jahr"),
    )
)
DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-](\d{1,2})[./-](\d{4}))"
UNTIL = r"\s*(?:\.{2,3}|…|[-–—/]|tot en met|t\.?e\.?m\.?|t/m|tot|until|to|jusqu'au|au|bis)\s*"
FROM = r"(?:vanaf|van|from|since|depuis le|à partir du|du|ab|vom|von)?\s*"
PERIOD = re.compile(rf"{FROM}{DAY}(?:{UNTIL}(?:{DAY})?)?\s*\(?([^\d()]*)\)?", re.IGNORECASE)
APART = re.compile(r"[,;|\n]")


def ranges_text(ranges: Iterable[Range]) -> str:
    """Ranges as one text: `2026-07-01..2026-08-31 yearly, 2027-01-01..`; what is open at the end has no date there."""
    return ", ".join(f"{starts}..{ends}{' yearly' if yearly else ''}" for starts, ends, yearly in ranges)


def ranges_in(text: str) -> tuple[tuple[Range, ...], list[str]]:
    """The ranges of such a text, also with days first and in words of four languages; and what is no period."""
    pieces = [piece for part in APART.split(text) if (piece := part.strip())]
    found = [(piece, range_in(piece)) for piece in pieces]
    return tuple([each for _, each in found if each]), [piece for piece, each in found if not each]


def range_in(text: str) -> Range | None:
    """One period; nothing when it is none, or when a day of it does not exist."""
    found = PERIOD.fullmatch(text) if len(text) <= LONGEST_PERIOD else None
    words = key_of(found[13]) if found else ""
    if found is None or (words and words not in YEARLY):
        return None
    starts = _day(found.group(1, 2, 3), found.group(6, 5, 4))
    ends = _day(found.group(7, 8, 9), found.group(12, 11, 10))
    if not starts or ends is None:
        return None
    return Range(starts, ends, bool(words))


def _day(year_first: tuple[str | None, ...], day_first: tuple[str | None, ...]) -> str | None:
    """A day as ISO writes it; blank when there is none, nothing when it does not exist."""
    parts = [int(part) for part in (year_first if year_first[0] else day_first) if part]
    try:
        return date(*parts).isoformat() if parts else ""
    except ValueError:
        return None
