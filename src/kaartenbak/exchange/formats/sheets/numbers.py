"""What a spreadsheet keeps as a number, as the text that it shows."""

import re
from datetime import datetime, timedelta

from kaartenbak.exchange.formats.table.numbers import FIRST_DAY

# Formats of days and times that every spreadsheet has by number (ECMA-376, part 1, 18.8.30).
DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
TIMES = frozenset({*range(18, 22), *range(32, 36), 45, 46, 47, 55, 56})
# What of a format is no sign for a part of a day: text in quotation marks, after a backslash, in brackets.
ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
ZEROS = re.compile(r"0+")
FIRST_DAY_OF_MAC = datetime(1904, 1, 1)  # noqa: DTZ001 a day of an office
LAST_DAY = 2_958_465
# From here on a spreadsheet rounds: it keeps fifteen digits.
ROUNDED_FROM = 10**15


class Format:
    """How the cells of a style show their numbers."""

    def __init__(self, number: int, code: str) -> None:
        plain = ASIDE.sub("", code.partition(";")[0]).lower()
        self.is_day = number in DAYS or any(sign in plain for sign in "dy")
        self.is_time = number in TIMES or (
            not self.is_day and ("h" in plain or "s" in plain.replace("standa", ""))
        )
        # "00000" shows a postcode with the zeros in front that the number does not have.
        digits = re.sub(r"[ ./()-]", "", plain)
        self.zeros = len(digits) if ZEROS.fullmatch(digits) else 0


GENERAL = Format(0, "General")


def shown(text: str, format: Format, *, since_1904: bool) -> str:
    """A number as it is shown: a day as 2026-03-31, digits with their zeros in front, else all of its digits."""
    if format is GENERAL and len(text) < 16 and text.isascii() and text.isdigit():
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if format.is_day or format.is_time:
        return moment(number, format, since_1904=since_1904) or plain(text, number)
    said = plain(text, number)
    return said.zfill(format.zeros) if format.zeros and said.isdigit() else said


def plain(text: str, number: float) -> str:
    """The digits of a number: 470123456 and not 4.70123456E8, 1.5 and not 1.5000000000000002."""
    if not -1e21 < number < 1e21:
        return text
    if number == int(number):
        return text if text.isdigit() else str(int(number))
    return f"{number:.15g}"


def moment(number: float, format: Format, *, since_1904: bool = False) -> str:
    """The day, the time, or both that a number stands for; blank when it stands for none."""
    if not 0 <= number <= LAST_DAY:
        return ""
    if number < 1 and not format.is_day:
        return f"{timedelta(seconds=round(number * 86400))}".rjust(8, "0")[:5]
    # Excel believes that 1900 was a leap year.
    found = (FIRST_DAY_OF_MAC if since_1904 else FIRST_DAY) + timedelta(
        days=number + (0 < number < 60 and not since_1904)
    )
    return found.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M")


def is_rounded(text: str) -> bool:
    """Whether digits may have been lost, since a number holds fifteen."""
    return text.isdigit() and int(text) >= ROUNDED_FROM
