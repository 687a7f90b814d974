"""The patterns of VAT numbers: `#` for a digit, `@` for a letter, `?` for anything, the rest for itself."""

import re
from collections.abc import Iterable

from kaartenbak.core.refusals import Refused

LONGEST = 20
PATTERN = re.compile(r"[A-Z0-9#@? ./-]*[#@?][A-Z0-9#@? ./-]*")


def checked(patterns: Iterable[str], field: str = "vat_formats") -> list[str]:
    """The patterns in capitals, each once; refused when one of them cannot be the form of a number."""
    found = (pattern.strip().upper() for pattern in patterns)
    return list(dict.fromkeys(checked_pattern(pattern, field) for pattern in found if pattern))


def checked_pattern(pattern: str, field: str) -> str:
    if len(pattern) > LONGEST or not PATTERN.fullmatch(pattern):
        raise Refused("vat_format.pattern", field=field, pattern=pattern, limit=LONGEST)
    return pattern
