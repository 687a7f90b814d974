"""Alternative addresses in the making: values as they were typed, made into rows with their normal forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops.cleaning import (
    Values,
    as_text,
    channel_value,
    clean_one,
    normal_form,
    too_long,
)
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.places import PLACE, lay_place, postcode_key
from kaartenbak.contacts.rules.active_address import DAY, Period, in_year
from kaartenbak.contacts.rules.address_fields import FIELDS, NORMAL, SHARED
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.setup.rules import codes

# What a change can write: every column but the keys.
COLUMNS = tuple(f.name for f in AlternativeAddress._meta.concrete_fields if f.name not in ("id", "contact"))


def cleaned_address(values: Mapping[str, Any], desk: Desk) -> Values:
    """The values by field as the columns keep them; every one that is wrong is refused at once, with its name."""
    found, refusals = {}, Refusals()
    for name, value in values.items():
        with refusals.collect(name):
            found[name] = clean(name, value, desk)
    refusals.raise_any()
    return found


def clean(name: str, value: Any, desk: Desk) -> Any:
    """One value as it is kept, by the rules of the same field of a card."""
    if name in SHARED:
        return clean_one(name, value, desk)
    field = FIELDS.get(name)
    if field is None:
        raise Refused("field.unknown", field=name[:60], name=name[:60])
    if name == "code":
        return codes.checked(value, field.longest)
    found = texts.clean(as_text(name, value), name)
    if name == "email":
        return channel_value("email", found, name) if found else ""
    if len(found) > field.longest:
        raise too_long(name, field.title, field.longest, found)
    return found


def lay_on(address: AlternativeAddress, given: Values, desk: Desk) -> None:
    """Lay cleaned values on an address in memory, with what follows from them."""
    given = dict(given)
    place = {name: given.pop(name) for name in (*PLACE, "country") if name in given}
    for name, value in given.items():
        setattr(address, name, value)
    lay_place(address, place, desk)
    derive(address, desk)


def derive(address: AlternativeAddress, desk: Desk) -> None:
    """Make the normal forms of an address anew."""
    country = desk.country_code(address)
    address.postcode_key = postcode_key(address.postcode, country)
    for kind in NORMAL:
        value = getattr(address, kind)
        setattr(address, f"{kind}_normal", normal_form(kind, value, country) if value else "")


def checked_period(starts: Any, ends: Any, yearly: Any) -> tuple[date, date | None, bool]:
    """The days of a period; both may be the same day."""
    refusals = Refusals()
    if starts is None:
        refusals.add("value.required", "starts")
    for name, value in (("starts", starts), ("ends", ends)):
        if value is not None and not isinstance(value, date):
            refusals.add("value.date", name, value=str(value)[:40])
    if not isinstance(yearly, bool):
        refusals.add("value.type", "yearly", expected="true/false")
    refusals.raise_any()
    if ends is not None and ends < starts:
        raise Refused("alt_range.dates", field="ends", starts=starts.isoformat(), ends=ends.isoformat())
    return starts, ends, yearly


def fills_the_year(starts: date, ends: date | None, yearly: bool) -> bool:
    """Whether a yearly period leaves no day of the year to other addresses."""
    return yearly and (ends is None or ends >= in_year(starts, starts.year + 1) - DAY)


@dataclass(frozen=True)
class NewAddress:
    """An address to be made, with its calendar: `values` as they were typed, the codes of `periods` not looked at."""

    contact: Contact
    values: Mapping[str, Any]
    periods: Sequence[Period] = ()


def create_addresses(wanted: Iterable[NewAddress], desk: Desk) -> list[int]:
    """Write addresses that no card has yet, with their calendars, inside an operation in progress; gives their keys.

    A few statements, however many they are. Everything wrong in one of them is refused, and so are a code and a first day
    that come twice among them; whether the cards have them already is for the caller to know.
    """
    rows: list[dict[str, Any]] = []
    ranges: list[dict[str, Any]] = []
    taken: set[tuple[int, Any]] = set()
    for place, each in enumerate(wanted):
        rows.append(address_row(each, desk, taken))
        ranges += ({"place": place} | row for row in range_rows(each, taken))
    keys = store.create_rows(AlternativeAddress, rows)
    store.create_rows(AddressRange, [row | {"address_id": keys[row.pop("place")]} for row in ranges])
    return keys


def address_row(wanted: NewAddress, desk: Desk, taken: set[tuple[int, Any]]) -> dict[str, Any]:
    """The columns of a new address; its code joins those that are `taken`."""
    address = AlternativeAddress(contact=wanted.contact)
    lay_on(address, cleaned_address({"code": ""} | dict(wanted.values), desk), desk)
    key = (wanted.contact.pk, address.code)
    if key in taken:
        raise Refused("alt_address.exists", field="code", code=address.code, contact=str(wanted.contact))
    taken.add(key)
    columns = (f.attname for f in AlternativeAddress._meta.concrete_fields if f.name != "id")
    return {name: getattr(address, name) for name in columns}


def range_rows(wanted: NewAddress, taken: set[tuple[int, Any]]) -> list[dict[str, Any]]:
    """The columns of the periods of a new address, but its key; their first days join those that are `taken`."""
    rows = []
    for period in wanted.periods:
        starts, ends, yearly = checked_period(period.starts, period.ends, period.yearly)
        key = (wanted.contact.pk, starts)
        if key in taken:
            facts = {"contact": str(wanted.contact), "starts": starts.isoformat()}
            raise Refused("alt_range.start_exists", field="starts", **facts)
        taken.add(key)
        rows.append({"contact_id": wanted.contact.pk, "starts": starts, "ends": ends, "yearly": yearly})
    return rows
