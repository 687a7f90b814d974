"""Birthdays as files write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache

from babel import Locale

from kaartenbak.exchange.rules.words import key_of

# What Outlook and others write when there is no birthday.
BLANKS = frozenset(
    {"0/0/00", "00/00/0000", "0/0/0000", "0-0-00", "0.0.00", "00.00.0000", "0000-00-00", "1/1/4501", "-"}
)
OMITTED_YEARS = frozenset({1604, 1600, 4})
"""The years that phones and address books write for a birthday without a year."""

LONGEST = 60

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ][\d:.,+\-Zz]*)?")
NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+0{1,2}:00(?::00)?)?")
DAY_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]?")
WORDS = re.compile(r"(\d{1,2})(?:er|e|st|nd|rd|th)?[\s.\-]+([^\W\d]+)[\s.,\-]*(\d{4})?")


class Order(StrEnum):
    """Which comes first in 3/4/1980."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


def order_in(texts: Iterable[str]) -> Order:
    """The order that a column of dates follows: day first, unless one of them can only be month first."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := NUMBERS.fullmatch(text.strip()))]
    month_first = any(second > 12 >= first for first, second in pairs)
    return Order.MONTH_FIRST if month_first and all(first <= 12 for first, _ in pairs) else Order.DAY_FIRST


def read_birthday(text: str, order: Order = Order.DAY_FIRST) -> str | None:
    """`YYYY-MM-DD`, or `--MM-DD` without a year; empty for a blank; None when it cannot be told.

    31/12/80 is 1980: of two digits the year is the last that makes somebody of fifteen or older.
    """
    text = text.strip()
    if not text or text in BLANKS:
        return ""
    if len(text) > LONGEST:
        return None
    for form, meaning in FORMS:
        found = form.fullmatch(text)
        if found:
            return meaning(found, order)
    return None


def _iso(found: re.Match[str], _: Order) -> str | None:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _no_year(found: re.Match[str], _: Order) -> str | None:
    return _day(0, int(found[1]), int(found[2]))


def _numbers(found: re.Match[str], order: Order) -> str | None:
    day, month = int(found[1]), int(found[2])
    if order is Order.MONTH_FIRST:
        day, month = month, day
    return _day(_year(found[3]), month, day)


def _day_month(found: re.Match[str], order: Order) -> str | None:
    day, month = int(found[1]), int(found[2])
    return _day(0, *((day, month) if order is Order.MONTH_FIRST else (month, day)))


def _words(found: re.Match[str], _: Order) -> str | None:
    month = _months().get(key_of(found[2]))
    return _day(int(found[3] or 0), month, int(found[1])) if month else None


FORMS = (
    (ISO, _iso),
    (NO_YEAR, _no_year),
    (YEAR_FIRST, _iso),
    (NUMBERS, _numbers),
    (DAY_MONTH, _day_month),
    (WORDS, _words),
)


def _day(year: int, month: int, day: int) -> str | None:
    without_year = not year or year in OMITTED_YEARS
    try:
        # 1604 is a leap year: 29 February exists in it.
        found = date(1604 if without_year else year, month, day)
    except ValueError:
        return None
    if without_year:
        return f"--{month:02}-{day:02}"
    return found.isoformat() if year >= 1800 and found <= datetime.now(UTC).date() else None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    newest = datetime.now(UTC).year - 15
    year = newest - newest % 100 + int(digits)
    return year if year <= newest else year - 100


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {"maa": 3, "mrt": 3, "sept": 9}
    for language in ("nl", "en", "fr", "de"):
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                months |= {key_of(str(name)): number for number, name in context[width].items()}
    return months
