"""What a list is asked for in its address: the filters of the API, read leniently, since people edit addresses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from kaartenbak.contacts.models import Contact
from kaartenbak.search.filters import BLANKS, NAMES

LONGEST = 200
MOST_VALUES = 100
DIGITS = 6
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def moment(text: str) -> datetime | None:
    """A moment as an address gives it; none when it is no moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return make_aware(found) if found and is_naive(found) else found


def truth(text: str) -> bool | None:
    """Yes or no as an address gives it; none when it is neither."""
    return TRUTHS.get(text.lower())


def days(text: str) -> int | None:
    """A number of days as an address gives it; none when it is no number of them."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < DIGITS and int(text) else None


def joining(text: str) -> str:
    """How the filters are joined: by "any", else all of them have to hold."""
    return text if text == "any" else ""


# Filters that take one value, and how it is read; all others take any of several texts.
ONE: dict[str, Callable[[str], Any]] = {
    "q": str,
    "email": str,
    "phone": str,
    "privacy_blocked": truth,
    "has_email": truth,
    "has_phone": truth,
    "has_people": truth,
    "modified_since": moment,
    "modified_days": days,
    "mine": truth,
    "opened": truth,
    "match": joining,
}

# Filters of which only these values mean anything.
KNOWN = {"kind": frozenset(Contact.Kind.values), "missing": frozenset(BLANKS)}


def asked_filters(query: QueryDict, fixed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The filters that an address asks for, by name, with those that are `fixed`; what means nothing is left out.

    `match` says how they are joined, `always` which of them hold in any case.
    """
    names = (*NAMES, "match", "always")
    wanted = {
        name: value for name in names if (value := read(name, query.getlist(name))) not in (None, "", [])
    }
    # Those that are fixed hold however the reader joins his own.
    always = {"always": [*wanted.get("always", []), *fixed]} if fixed and "match" in wanted else {}
    return wanted | dict(fixed or {}) | always


def read(name: str, texts: list[str]) -> Any:
    """The value of one filter, of what an address gives for it."""
    given = [tidied(text) for text in texts[:MOST_VALUES]]
    if name in ONE:
        return ONE[name](given[-1]) if given else None
    several = list(dict.fromkeys(text for text in given if text))
    return [text for text in several if text in KNOWN[name]] if name in KNOWN else several


def tidied(text: str) -> str:
    """A value as it is looked for."""
    return text.replace("\0", "").strip()[:LONGEST]
