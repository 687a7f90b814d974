"""Greetings with gaps: "Geachte heer %1 %2", the gaps filled by parts of a name."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.refusals import Refused

LONGEST_TEXT = 50
LONGEST_RESULT = 260
MOST_NAMES = 5
NAMES = ("job_title", "first_name", "middle_name", "surname", "initials", "company_name")
TYPES = ("formal", "informal")
GAP = re.compile(r"%([0-9])")
GAP_AND_BLANK = re.compile(r"%([0-9])( ?)")


def check(text: str, names: Sequence[str]) -> None:
    """Refuse a formula that could never be filled: a gap beyond %5, an unknown name, a gap without a name."""
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "value.too_long",
            field="text",
            field_label=_("The greeting"),
            length=len(text),
            limit=LONGEST_TEXT,
        )
    if len(names) > MOST_NAMES:
        raise Refused("formula.too_many_names", field="names", count=len(names), limit=MOST_NAMES)
    for name in names:
        if name and name not in NAMES:
            raise Refused("formula.unknown_name", field="names", name=name, choices=", ".join(NAMES))
    for gap in gaps(text):
        if not 1 <= gap <= MOST_NAMES:
            raise Refused("formula.unknown_gap", field="text", gap=f"%{gap}", limit=MOST_NAMES)
        if gap > len(names) or not names[gap - 1]:
            raise Refused("formula.gap_without_name", field="names", gap=f"%{gap}")


def gaps(text: str) -> list[int]:
    """The numbers of the gaps in `text`, in the order in which they stand."""
    return [int(gap) for gap in GAP.findall(text)]


def compose(text: str, values: Sequence[str]) -> str:
    """`text` with its gaps filled by `values`, trimmed, with single blanks, at most 260 characters long.

    A gap whose value is blank goes away together with the blank that follows it: "Geachte heer %1 %2" with no
    particle gives "Geachte heer Peeters".
    """

    def fill(gap: "re.Match[str]") -> str:
        number = int(gap[1])
        value = values[number - 1] if 1 <= number <= len(values) else ""
        return value + gap[2] if value else ""

    return " ".join(GAP_AND_BLANK.sub(fill, text).split())[:LONGEST_RESULT]
