"""Numbers given in turn: CT0001, CT0002, … The digits at the end count; what stands before them stays."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused

LONGEST = 20
PARTS = re.compile(r"(.*?)([0-9]+)", re.DOTALL)


def later(number: str, steps: int) -> str:
    """The number `steps` further on: CT0001 gives CT0002, CT0999 gives CT1000 and CT999 gives CT1000."""
    start, counter = parts(number)
    return numbered(number, start, int(counter) + steps, len(counter))


def numbered(after: str, start: str, value: int, digits: int) -> str:
    """A number that follows `after`, with at least so many digits."""
    following = f"{start}{value:0{digits}}"
    if len(following) > LONGEST:
        raise Refused("series.exhausted", field="number", number=after, limit=LONGEST)
    return following


def parts(number: str) -> tuple[str, str]:
    """What stands before the digits at the end, and those digits; refused when there are none."""
    found = PARTS.fullmatch(number)
    if not found:
        raise Refused("series.no_digits", field="next", number=number)
    return found[1], found[2]


def onwards(number: str, step: int) -> Iterator[str]:
    """`number` and all that follow it."""
    start, counter = parts(number)
    yield number
    for following in count(int(counter) + step, step):
        yield numbered(number, start, following, len(counter))


def checked(number: str) -> str:
    """The next number of a series in capitals; refused when it does not end in digits."""
    number = text.code(number, "next")
    parts(number)
    return number


def check_series(values: dict[str, Any]) -> None:
    """Refuse a series without a next number."""
    if not values["next"]:
        raise Refused("series.next_required", field="next")
