"""When an alternative address holds: adding, changing and removing a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import AddressRange, AlternativeAddress
from kaartenbak.contacts.ops.address_rows import checked_period, fills_the_year
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation, warn
from kaartenbak.setup.ops.versions import locked

FIELDS = ("starts", "ends", "yearly")


@operation(needs="contacts.change", title=_("Added a period of address {code} to {contact}"))
def add_range(
    *,
    address: AlternativeAddress,
    starts: date | None,
    ends: date | None = None,
    yearly: bool = False,
    version: int | None = None,
    by: Actor,
) -> AddressRange:
    """Use `address` from `starts` up to and including `ends`, every year or once; without `ends`, from then on.

    Periods of one contact may overlap (the latest start wins), but no two start on the same day.
    """
    contact = store.lock(address.contact, version)
    address = store.lock(address)
    about(code=address.code, contact=str(contact))
    return put_range(address, starts=starts, ends=ends, yearly=yearly)


@operation(needs="contacts.change", title=_("Changed a period of address {code} of {contact}"))
def change_range(
    *, range: AddressRange, values: Mapping[str, Any], version: int | None = None, by: Actor
) -> AddressRange:
    """Change `starts`, `ends` or `yearly`; what is left out stays. Without an end it holds from its start on."""
    contact = store.lock(range.contact)
    range = locked(range, version)
    about(code=range.address.code, contact=str(contact))
    refuse_unknown(values)
    wanted = {name: getattr(range, name) for name in FIELDS} | dict(values)
    starts, ends, yearly = checked_period(**wanted)
    if starts != range.starts:
        refuse_start(range.address, starts)
    store.update(range, starts=starts, ends=ends, yearly=yearly)
    say_if_it_fills_the_year(range)
    return range


@operation(needs="contacts.change", title=_("Removed a period of address {code} from {contact}"))
def remove_range(*, range: AddressRange, version: int | None = None, by: Actor) -> None:
    """Remove a period; the address stays."""
    contact = store.lock(range.contact)
    range = locked(range, version)
    about(code=range.address.code, contact=str(contact))
    store.delete(range)


def put_range(address: AlternativeAddress, *, starts: Any, ends: Any, yearly: Any) -> AddressRange:
    """Write a new period, inside an operation in progress that holds the card."""
    starts, ends, yearly = checked_period(starts, ends, yearly)
    refuse_start(address, starts)
    added = store.create(
        AddressRange(contact=address.contact, address=address, starts=starts, ends=ends, yearly=yearly)
    )
    say_if_it_fills_the_year(added)
    return added


def refuse_start(address: AlternativeAddress, starts: date) -> None:
    """Refuse a first day on which another period of the contact starts: neither of them would win."""
    other = AddressRange.objects.filter(contact=address.contact_id, starts=starts).select_related("address")
    found = other.first()
    if found is not None:
        facts = {"contact": str(address.contact), "starts": starts.isoformat(), "code": found.address.code}
        raise Refused("alt_range.start_exists", field="starts", **facts)


def refuse_unknown(values: Mapping[str, Any]) -> None:
    """Refuse fields that a period does not have, by name."""
    refusals = Refusals()
    for name in sorted(values.keys() - set(FIELDS)):
        refusals.add("field.unknown", name[:60], name=name[:60])
    refusals.raise_any()


def say_if_it_fills_the_year(range: AddressRange) -> None:
    """Warn of a yearly period that holds all the time, which is seldom what was meant."""
    if fills_the_year(range.starts, range.ends, range.yearly):
        warn("alt_range.all_year", "ends", code=range.address.code)
