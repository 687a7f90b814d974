"""A birthday, whose year may be missing: "1980-03-31" or "--03-31"."""

import re
from datetime import date

from kaartenbak.core.refusals import Refused

SHAPE = re.compile(r"([0-9]{4}|-)-([0-9]{2})-([0-9]{2})")
LEAP_YEAR = 2000


def parse(text: str, field: str | None = "birthday", *, today: date | None = None) -> str:
    """The birthday as it is kept, blank for none; refused when there is no such day, or when it is later than `today`.

    Without a year 29 February exists.
    """
    text = text.strip()
    if text:
        born = day(text, field)
        if today and born > today and not text.startswith("-"):
            raise Refused("birthday.future", field=field, value=text)
    return text


def day(text: str, field: str | None = "birthday") -> date:
    """The day that `text` means; one without a year is put into a leap year."""
    found = SHAPE.fullmatch(text)
    try:
        if found:
            year, month, day_of_month = found.groups()
            return date(LEAP_YEAR if year == "-" else int(year), int(month), int(day_of_month))
    except ValueError:
        pass
    raise Refused("birthday.invalid", field=field, value=text)
