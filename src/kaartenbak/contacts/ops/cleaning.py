"""Values as they were typed, made into values as they are kept; every field that is wrong is refused at once, with its name."""

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.utils import timezone

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.desk import TABLES, Desk
from kaartenbak.contacts.queries import SLOTS
from kaartenbak.contacts.rules.birthday import parse as parse_birthday
from kaartenbak.contacts.rules.fields import FIELDS, Kind, check_length
from kaartenbak.core.normal import email as emails
from kaartenbak.core.normal import phone as phones
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refusals, Refused

Values = dict[str, Any]
CAPITALS = frozenset({"postcode", "vat_number", *(f.name for f in FIELDS.values() if f.kind is Kind.CODE)})
# Looked up here, most texts need no call to learn that they are not too long.
MOST = {name: field.longest or sys.maxsize for name, field in FIELDS.items()}
# The longest value of each kind of channel.
LONGEST = {"phone": 30, "mobile": 30, "fax": 30, "email": 80, "website": 255, "messaging": 255, "other": 255}
LONGEST_LIST_OF_EMAILS = 2_000
LONGEST_LABEL = 30


def cleaned(values: Mapping[str, Any], desk: Desk, *, partial: bool = False) -> Values:
    """The values by field, as the columns keep them: codes as keys, texts trimmed, flags as booleans.

    `email` becomes a list of addresses. `company` is a contact or none. Fields that do not exist are refused by name.
    """
    found, refusals = {}, Refusals()
    for name, value in values.items():
        with refusals.collect(name):
            found[name] = clean_one(name, value, desk)
    if not partial:
        refusals.raise_any()
    return found


def clean_one(name: str, value: Any, desk: Desk) -> Any:
    """One value as it is kept, by the kind of its field."""
    if name in CLEANERS:
        return CLEANERS[name](name, value, desk)
    field = FIELDS.get(name)
    if field is None or field.derived:
        raise Refused("field.unknown", field=name[:60], name=name[:60])
    if name in SLOTS:
        return slot(name, value)
    return BY_KIND[field.kind](name, value, desk)


def text(name: str, value: Any, desk: Desk) -> str:
    """A text, trimmed; a longer one than the field holds is refused, never cut."""
    return text_of(name, value)


def text_of(name: str, value: Any) -> str:
    """The same, without a desk to ask."""
    found = texts.clean(as_text(name, value), name)
    if name in CAPITALS:
        found = found.upper()
    if len(found) > MOST[name]:
        check_length(name, found)
    return found


def as_text(name: str, value: Any) -> str:
    """A text; none is the blank one, anything else is refused."""
    if value is not None and not isinstance(value, str):
        raise Refused("value.type", field=name, expected="text")
    return value or ""


# Characters that would make a number unusable in an address.
NOT_IN_NUMBERS = frozenset("/\\?#%")


def number(name: str, value: Any, desk: Desk) -> str:
    """A contact's number: upper case, and usable in a web address."""
    found = text(name, value, desk).upper()
    if NOT_IN_NUMBERS & set(found) or found in {".", ".."}:
        raise Refused("number.characters", field=name, number=found)
    return found


def choice(name: str, value: Any, desk: Desk) -> str:
    """One of the choices of the field; none is the blank one."""
    found, choices = as_text(name, value), [key for key, _label in FIELDS[name].choices]
    if found and found not in choices:
        raise Refused("value.choice", field=name, value=found[:40], choices=", ".join(filter(None, choices)))
    return found


def birthday(name: str, value: Any, desk: Desk) -> str:
    """A day, with or without its year."""
    return parse_birthday(texts.clean(as_text(name, value), name), today=timezone.localdate())


def flag(name: str, value: Any, desk: Desk) -> bool:
    """Yes or no; a number or a word is neither."""
    if value is None:
        return False
    if not isinstance(value, bool):
        raise Refused("value.type", field=name, expected="true/false")
    return value


def reference(name: str, value: Any, desk: Desk) -> Any:
    """The row of a code table, by its code or as it is; none when blank."""
    if value is None or isinstance(value, TABLES[name]):
        return value
    code = texts.code(as_text(name, value), name)
    if not code:
        return None
    row = desk.code(name, code)
    if getattr(row, "privacy_blocked", False):
        raise Refused("salesperson.blocked", field=name, code=row.code)
    return row


def company(name: str, value: Any, desk: Desk) -> Contact | None:
    """The employer: a contact, or a text that means one (contacts.md §6.4, §19); none when blank."""
    if value is None or isinstance(value, Contact):
        found = value
    else:
        wanted = texts.clean(as_text(name, value), name)
        found = desk.company(wanted) if wanted else None
    if found is not None and not found.is_company:
        raise Refused("contact.not_a_company", field=name, contact=str(found))
    return found


def slot(name: str, value: Any) -> Any:
    """The value of a main channel; `email` gives a list, since it may hold several addresses."""
    found = texts.clean(as_text(name, value), name)
    if name == "email":
        if len(found) > LONGEST_LIST_OF_EMAILS:
            raise too_long(name, FIELDS[name].title, LONGEST_LIST_OF_EMAILS, found)
        return [channel_value("email", address, name) for address in emails.split_addresses(found)]
    return channel_value(SLOTS[name][0], found, name) if found else ""


def too_long(field: str, label: str, limit: int, value: str) -> Refused:
    """The refusal of a text that is too long."""
    return Refused("value.too_long", field=field, field_label=label, limit=limit, length=len(value))


def channel_value(kind: str, value: Any, field: str = "value") -> str:
    """The value of one channel, checked by its kind."""
    found = texts.clean(as_text(field, value), field)
    if not found:
        raise Refused("value.required", field=field)
    if len(found) > LONGEST[kind]:
        raise too_long(field, str(Channel.Kind(kind).label), LONGEST[kind], found)
    if kind in ("phone", "mobile"):
        phones.check(found, field)
    return emails.check(found, field) if kind == "email" else found


def channels(name: str, value: Any, desk: Desk) -> list[tuple[str, str, str]]:
    """A whole list of channels as (kind, label, value), the main one of each kind first."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise Refused("value.type", field=name, expected="list")
    if len(value) > 200:
        raise Refused("channels.too_many", field=name, limit=200)
    rows = []
    for each in sorted(value, key=lambda each: not each.get("main")):
        kind = each.get("kind")
        if kind not in Channel.Kind.values:
            raise Refused(
                "value.choice", field=name, value=str(kind)[:40], choices=", ".join(Channel.Kind.values)
            )
        rows.append(
            (kind, channel_label(each.get("label"), name), channel_value(kind, each.get("value"), name))
        )
    return rows


def channel_label(value: Any, field: str = "label") -> str:
    """What a channel is for, in the user's words."""
    found = texts.clean(as_text(field, value), field)
    if len(found) > LONGEST_LABEL:
        raise too_long(field, str(Channel._meta.get_field("label").verbose_name), LONGEST_LABEL, found)
    return found


@lru_cache(maxsize=10_000)
def normal_form(kind: str, value: str, country: str) -> str:
    """The normal form of a channel's value; `country` is the one whose notation it was typed in."""
    if kind in ("phone", "mobile", "fax"):
        return phones.normal(value, country)[:255]
    if kind == "email":
        return emails.normal(value)[:255]
    if kind == "website":
        return (
            value.casefold()
            .removeprefix("https://")
            .removeprefix("http://")
            .removeprefix("www.")
            .rstrip("/")[:255]
        )
    return texts.search_form(value)[:255]


# Fields that are not what the kind of their value says alone.
CLEANERS: dict[str, Callable[[str, Any, Desk], Any]] = {
    "company": company,
    "channels": channels,
    "number": number,
    "series": reference,
}
BY_KIND: dict[Kind, Callable[[str, Any, Desk], Any]] = {
    Kind.TEXT: text,
    Kind.CODE: text,
    Kind.REFERENCE: reference,
    Kind.CHOICE: choice,
    Kind.BIRTHDAY: birthday,
    Kind.FLAG: flag,
}
