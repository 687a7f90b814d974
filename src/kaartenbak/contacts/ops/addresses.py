"""Alternative addresses of a contact: adding, changing, renaming and removing one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import AlternativeAddress, Contact
from kaartenbak.contacts.ops.address_ranges import put_range
from kaartenbak.contacts.ops.address_rows import (
    COLUMNS,
    cleaned_address,
    lay_on,
)
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.setup.ops.versions import locked


@operation(needs="contacts.change", title=_("Added address {code} to {contact}"))
def add_address(
    *,
    contact: Contact,
    values: Mapping[str, Any],
    starts: date | None = None,
    ends: date | None = None,
    yearly: bool = False,
    version: int | None = None,
    by: Actor,
) -> AlternativeAddress:
    """Add an address under a code of its own, and with a word about its first period that one at the same time."""
    contact, desk = store.lock(contact, version), Desk(by)
    given = cleaned_address({"code": ""} | dict(values), desk)
    about(code=given["code"], contact=str(contact))
    refuse_taken(contact, given["code"])
    address = AlternativeAddress(contact=contact)
    lay_on(address, given, desk)
    store.create(address)
    if starts is not None or ends is not None or yearly:
        put_range(address, starts=starts, ends=ends, yearly=yearly)
    return address


@operation(needs="contacts.change", title=_("Changed address {code} of {contact}"))
def change_address(
    *, address: AlternativeAddress, values: Mapping[str, Any], version: int | None = None, by: Actor
) -> AlternativeAddress:
    """Change the fields in `values`; what is left out stays, a blank clears. A new `code` renames it.

    With `version`, refused as stale when the address is no longer the one that was read.
    """
    contact, desk = store.lock(address.contact), Desk(by)
    address = locked(address, version)
    about(code=address.code, contact=str(contact))
    given = cleaned_address(values, desk)
    if given.get("code", address.code) != address.code:
        refuse_taken(contact, given["code"])
    lay_on(address, given, desk)
    store.update(address, **{name: getattr(address, name) for name in COLUMNS})
    return address


@operation(needs="contacts.change", title=_("Removed address {code} from {contact}"))
def remove_address(*, address: AlternativeAddress, version: int | None = None, by: Actor) -> None:
    """Remove an address; its periods go along."""
    contact = store.lock(address.contact)
    address = locked(address, version)
    about(code=address.code, contact=str(contact))
    store.delete_many(address.ranges.all())
    store.delete(address)


def refuse_taken(contact: Contact, code: str) -> None:
    """Refuse a code that the contact has already."""
    if contact.alternative_addresses.filter(code=code).exists():
        raise Refused("alt_address.exists", field="code", code=code, contact=str(contact))
