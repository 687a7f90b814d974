"""What two cards say in each field that search strings are made of (contacts.md §16.8)."""

from typing import NamedTuple

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates import reading
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.queries.setup import string_rows
from kaartenbak.duplicates.rules import strings


class Line(NamedTuple):
    """One field: what each card says, and whether its first or last signs are equal."""

    field: str
    a: str
    b: str
    equal: list[str]


def lines_of(pair: Suspect) -> list[Line]:
    """Each field of the setup once, in its order; refused when it has none."""
    rows = string_rows()
    if not rows:
        raise Refused("duplicates.no_strings")
    texts = dict(reading.texts_of((pair.low, pair.high), Contact.objects.all()))
    a, b = texts[pair.low], texts[pair.high]
    both = strings.strings_of(a, rows).items() & strings.strings_of(b, rows).items()
    equal = {rule for rule, _string in both}
    return [
        Line(
            field,
            strings.text_of(a, field),
            strings.text_of(b, field),
            [part for part in (strings.FIRST, strings.LAST) if f"{field} {part}" in equal],
        )
        for field in dict.fromkeys(row[0] for row in rows)
    ]
