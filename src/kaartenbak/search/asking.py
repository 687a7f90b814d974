"""What a list is asked for in its address: the filters of the API, read leniently, since people edit addresses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from kaartenbak.contacts.models import Contact
from kaartenbak.search.filters import FILTERS

LONGEST = 200
MOST_VALUES = 100
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
}


def asked_filters(query: QueryDict, fixed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The filters that an address asks for, by name, with those that are `fixed`; what means nothing is left out."""
    wanted = {
        name: value for name in FILTERS if (value := read(name, query.getlist(name))) not in (None, "", [])
    }
    return wanted | dict(fixed or {})


def read(name: str, texts: list[str]) -> Any:
    """The value of one filter, of what an address gives for it."""
    given = [tidied(text) for text in texts[:MOST_VALUES]]
    if name in ONE:
        return ONE[name](given[-1]) if given else None
    several = list(dict.fromkeys(text for text in given if text))
    return [text for text in several if text in Contact.Kind.values] if name == "kind" else several


def tidied(text: str) -> str:
    """A value as it is looked for."""
    return text.replace("\0", "").strip()[:LONGEST]
