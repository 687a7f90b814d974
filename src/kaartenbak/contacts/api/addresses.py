"""Alternative addresses, their calendars, and the address that holds on a day (api.md §3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query

from kaartenbak.api.address import BASE
from kaartenbak.api.answers import created, no_content, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Listing
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import address_shapes as shapes
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.rules.address_fields import FIELDS
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.operations import Outcome, perform
from kaartenbak.setup.api import tags

ADDRESSES = "/contacts/{ref}/addresses"
RANGES = ADDRESSES + "/{code}/ranges"
IN_OPERATIONS = {"start": "starts", "end": "ends", "yearly": "yearly"}
IN_BODIES = {name: key for key, name in IN_OPERATIONS.items()}


def shown(address: AlternativeAddress) -> dict[str, Any]:
    """An address as the API shows it."""
    country = address.country.code if address.country else None
    return {name: getattr(address, name) for name in FIELDS if name != "country"} | {"country": country}


def range_shown(found: AddressRange) -> dict[str, Any]:
    """A period as the API shows it."""
    return {"start": found.starts, "end": found.ends, "yearly": found.yearly}


def address_of(request: ApiRequest, ref: str, code: str) -> AlternativeAddress:
    """The address of a contact with this code."""
    contact = queries.by_ref(ref, by=request.actor)
    held = contact.alternative_addresses.select_related("country", "contact")
    found = held.filter(code=code.strip().upper()[:12]).first()
    if found is None:
        raise NotFound("record.not_found", what=str(AlternativeAddress._meta.verbose_name), ref=code[:60])
    return found


def range_of(request: ApiRequest, ref: str, code: str, start: str) -> AddressRange:
    """The period of an address that starts on a day."""
    address = address_of(request, ref, code)
    try:
        found = (
            address.ranges.select_related("contact", "address")
            .filter(starts=date.fromisoformat(start))
            .first()
        )
    except ValueError:
        found = None
    if found is None:
        raise NotFound("record.not_found", what=str(AddressRange._meta.verbose_name), ref=start[:60])
    return found


def place_of(contact: Contact, code: str) -> str:
    """Where an address is found."""
    return f"{BASE}/contacts/{contact.uid}/addresses/{code}"


@router.listing(ADDRESSES, gives=shapes.AlternativeAddress)
def address_list(request: ApiRequest, ref: str, query: Query[Listing]) -> HttpResponse:
    """The alternative addresses of a contact, by code."""
    held = queries.by_ref(ref, by=request.actor).alternative_addresses.select_related("country")
    return paged(request, held, query, order=("code",), show=shown)


@router.create(ADDRESSES, gives=shapes.AlternativeAddress, needs="contacts.change")
def add_address(request: ApiRequest, ref: str, body: shapes.AlternativeAddressGiven) -> HttpResponse:
    """Add an alternative address; it holds in no period yet."""
    contact = queries.by_ref(ref, by=request.actor)
    outcome = perform(addresses.add_address, contact=contact, values=body.given(), by=request.actor)
    location, version = place_of(contact, outcome.result.code), tags.tag(outcome.result)
    return created(request, shown(outcome.result), outcome, location=location, version=version)


@router.read(ADDRESSES + "/{code}", gives=shapes.AlternativeAddress)
def address(request: ApiRequest, ref: str, code: str) -> HttpResponse:
    """One alternative address."""
    found = address_of(request, ref, code)
    return reply(request, shown(found), version=tags.tag(found))


@router.change(ADDRESSES + "/{code}", gives=shapes.AlternativeAddress, needs="contacts.change")
def change_address(
    request: ApiRequest, ref: str, code: str, body: shapes.AlternativeAddressChanged
) -> HttpResponse:
    """Change an alternative address; another code renames it."""
    found, version = address_of(request, ref, code), tags.wanted(request)
    outcome = perform(
        addresses.change_address, address=found, values=body.given(), version=version, by=request.actor
    )
    return reply(request, shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


@router.remove(ADDRESSES + "/{code}", needs="contacts.change")
def remove_address(request: ApiRequest, ref: str, code: str) -> HttpResponse:
    """Remove an alternative address with its periods."""
    found, version = address_of(request, ref, code), tags.wanted(request)
    return no_content(perform(addresses.remove_address, address=found, version=version, by=request.actor))


def done(op: Callable[..., Any], **arguments: Any) -> Outcome:
    """Perform an operation on a period; refusals and warnings name its fields as bodies do."""
    try:
        outcome = perform(op, **arguments)
    except Refused as refusal:
        for each in refusal.all:
            each.field = IN_BODIES.get(each.field or "", each.field)
        raise
    warnings = [replace(each, field=IN_BODIES.get(each.field or "", each.field)) for each in outcome.warnings]
    return replace(outcome, warnings=warnings)


def values_of(body: shapes.AddressRangeGiven | shapes.AddressRangeChanged) -> dict[str, Any]:
    """What a body gives, by the names of the operations; null is no period that returns."""
    given = {IN_OPERATIONS[name]: value for name, value in body.given().items()}
    return given | ({"yearly": bool(given["yearly"])} if "yearly" in given else {})


@router.listing(RANGES, gives=shapes.AddressRange)
def range_list(request: ApiRequest, ref: str, code: str, query: Query[Listing]) -> HttpResponse:
    """The periods in which an address holds, the earliest first."""
    return paged(
        request, address_of(request, ref, code).ranges.all(), query, order=("starts",), show=range_shown
    )


@router.create(RANGES, gives=shapes.AddressRange, needs="contacts.change")
def add_range(request: ApiRequest, ref: str, code: str, body: shapes.AddressRangeGiven) -> HttpResponse:
    """Let an address hold for a period, once or every year."""
    held = address_of(request, ref, code)
    outcome = done(address_ranges.add_range, address=held, **values_of(body), by=request.actor)
    location = f"{place_of(held.contact, held.code)}/ranges/{outcome.result.starts.isoformat()}"
    version = tags.tag(outcome.result)
    return created(request, range_shown(outcome.result), outcome, location=location, version=version)


@router.change(RANGES + "/{start}", gives=shapes.AddressRange, needs="contacts.change")
def change_range(
    request: ApiRequest, ref: str, code: str, start: str, body: shapes.AddressRangeChanged
) -> HttpResponse:
    """Change a period of an address."""
    found, version = range_of(request, ref, code, start), tags.wanted(request)
    outcome = done(
        address_ranges.change_range, range=found, values=values_of(body), version=version, by=request.actor
    )
    return reply(request, range_shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


@router.remove(RANGES + "/{start}", needs="contacts.change")
def remove_range(request: ApiRequest, ref: str, code: str, start: str) -> HttpResponse:
    """Remove a period; the address stays."""
    found, version = range_of(request, ref, code, start), tags.wanted(request)
    return no_content(done(address_ranges.remove_range, range=found, version=version, by=request.actor))


@router.read("/contacts/{ref}/active-address", gives=shapes.ActiveAddress)
def active_address(request: ApiRequest, ref: str, asked: Query[shapes.On]) -> HttpResponse:
    """The address that holds on a day: an alternative one of the contact, one of the company it follows, or the normal one."""
    contact = queries.by_ref(ref, by=request.actor)
    found = queries.calendar_of(contact).on(asked.on or request.actor.today)
    record: dict[str, Any] = {
        "code": found.code,
        "source": found.source,
        "reason": found.reason,
        "lines": found.lines(get_language() or "en"),
        "address": {**found.place, "country": found.place["country"] or None},
        "valid_until": found.valid_until,
    }
    return reply(request, record)
