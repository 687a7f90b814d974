"""What stands behind the colon, as JSON has it: types, structures, lists and days (RFC 7095 §3.3 to §3.6)."""

import re
from typing import Any

from kaartenbak.exchange.formats.vcard.lines import clean, escape, split_at, unescape

URIS = (
    "source photo impp geo logo member related url sound key fburl caladruri caluri uid org-directory contact-uri "
    "socialprofile"
)
TEXTS = (
    "fn n nickname gender adr tel email tz title role org note categories prodid kind clientpidmap xml version "
    "birthplace deathplace expertise hobby interest gramgender pronouns jsprop"
)
TYPES = {
    **dict.fromkeys(URIS.split(), "uri"),
    **dict.fromkeys(TEXTS.split(), "text"),
    **dict.fromkeys(("bday", "anniversary", "deathdate"), "date-and-or-time"),
    **dict.fromkeys(("rev", "created"), "timestamp"),
    **dict.fromkeys(("lang", "language"), "language-tag"),
}
"""The type that a property has without VALUE (RFC 6350 §6, RFC 6474, 6715, 9554, 9555)."""
UNKNOWN = "unknown"
STRUCTURED = frozenset({"n", "adr", "org", "gender", "clientpidmap"})
"""Properties whose value has parts, divided by semicolons."""
OF_LISTS = frozenset({"n", "adr"})
"""Those of which each part may be a list."""
LISTS = frozenset({"nickname", "categories"})
DAYS = frozenset({"date", "time", "date-time", "date-and-or-time", "timestamp"})

OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})")
BASIC_DAY = re.compile(r"(\d{4}-?|--)(\d{2})-?(\d{2})")
BASIC_TIME = re.compile(r"(\d{2})(?::?(\d{2}))?(?::?(\d{2}))?(Z|[+-]\d{2}(?::?\d{2})?)?")


def type_of(name: str) -> str:
    """The type of a property that names none; unknown for those of other programs (§5.1)."""
    return TYPES.get(name, UNKNOWN)


def values_of(name: str, kind: str, text: str) -> list[Any]:
    """The values of a line."""
    if kind == UNKNOWN:
        return [text]
    if name in STRUCTURED and kind == "text":
        parts = [_part(name, part) for part in split_at(text, ";")]
        return [parts if len(parts) > 1 else parts[0]]
    if name in LISTS and kind == "text":
        return [unescape(part) for part in split_at(text, ",")]
    if kind == "text":
        return [unescape(text)]
    if kind == "utc-offset":
        return [OFFSET.sub(r"\1:\2", text)]
    return [extended(text) if kind in DAYS else text]


def _part(name: str, part: str) -> Any:
    """One part of a structure: a text, or a list where it has several (§3.3.1.3)."""
    if name not in OF_LISTS:
        return unescape(part)
    several = [unescape(each) for each in split_at(part, ",")]
    return several if len(several) > 1 else several[0]


def text_of(name: str, kind: str, values: list[Any]) -> str:
    """The values as they stand in a vCard."""
    if kind == "text" and name in STRUCTURED:
        parts = values[0] if isinstance(values[0], list) else values
        return ";".join([_joined(part) for part in parts])
    if kind == "text":
        return _joined(values)
    plain = ",".join([_plain(value) for value in values])
    if kind == "utc-offset":
        plain = OFFSET.sub(r"\1\2", plain)
    return basic(plain) if kind in DAYS else clean(plain).replace("\n", "\\n")


def _joined(value: Any) -> str:
    return ",".join([escape(_plain(each)) for each in (value if isinstance(value, list) else [value])])


def _plain(value: Any) -> str:
    """A value of JSON as text; other programs write numbers and truths as such (§3.5.8 to §3.5.10)."""
    return value if isinstance(value, str) else "" if value is None else str(value).upper()


def extended(text: str) -> str:
    """A day or time as jCard writes it: 1985-04-12T10:22 (§3.5.3 to §3.5.7)."""
    day, mark, time = text.partition("T")
    found = BASIC_DAY.fullmatch(day)
    day = f"{found[1].removesuffix('-') if found[1] != '--' else '-'}-{found[2]}-{found[3]}" if found else day
    at = BASIC_TIME.fullmatch(time)
    if not at:
        return day + mark + time
    zone = at[4] or ""
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 3 else zone
    return day + mark + ":".join([each for each in at.groups()[:3] if each]) + zone


def basic(text: str) -> str:
    """A day or time as vCard 4.0 writes it: 19850412T1022 (RFC 6350 §4.3)."""
    day, mark, time = text.partition("T")
    found = BASIC_DAY.fullmatch(day)
    day = f"{found[1].removesuffix('-') if found[1] != '--' else '--'}{found[2]}{found[3]}" if found else day
    return clean(day + mark + (time.replace(":", "") if BASIC_TIME.fullmatch(time) else time)).replace(
        "\n", ""
    )
