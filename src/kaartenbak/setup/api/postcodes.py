"""The list of postcodes. A postcode may have several places; `country` and `city` say which one is meant."""

from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import created, no_content, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import FILLED, Described, Input, Kept, Line, Listing, Output, Parameters, storable
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.operations import perform
from kaartenbak.setup import ops, queries
from kaartenbak.setup.api import tags
from kaartenbak.setup.api.codes import BASE
from kaartenbak.setup.models import Country, Postcode

router = Router(tag="Postcodes", needs="setup.view")
CountryCode = Annotated[Line, Field(max_length=11, description="The code of a country.")]
NOT_BLANK = Described(storable(ahead=FILLED), least=1)


class Place(Output):
    """A postcode with a place that bears it."""

    code: str
    city: str
    county: str
    country: str


class PlaceGiven(Input):
    """A new place; without a country it is in the home country."""

    code: Annotated[str, NOT_BLANK, Field(max_length=20)]
    city: Annotated[str, NOT_BLANK, Field(max_length=30)]
    county: Annotated[Line, Field(max_length=30)] | None = None
    country: CountryCode | None = None


class PlaceChanged(Input):
    """What changes of a place."""

    code: Annotated[Annotated[str, NOT_BLANK, Field(max_length=20)] | None, Kept()] = None
    city: Annotated[Annotated[str, NOT_BLANK, Field(max_length=30)] | None, Kept()] = None
    county: Annotated[Line, Field(max_length=30)] | None = None
    country: CountryCode | None = None


class PlacesWanted(Listing):
    """Which places are wanted."""

    q: Annotated[str, Field(max_length=60, description="The postcode or the city begins with it.")] = ""
    country: Annotated[str, Field(max_length=11)] = ""


class Which(Parameters):
    """Which place, where a postcode has several."""

    country: Annotated[str, Field(max_length=11)] = ""
    city: Annotated[str, Field(max_length=60)] = ""


@router.listing("/postcodes", gives=Place)
def places(request: ApiRequest, query: Query[PlacesWanted]) -> HttpResponse:
    """The places, by postcode."""
    rows = queries.places_like(query.q, query.country)
    return paged(request, rows, query, order=("code", "id"), show=shown)


@router.create("/postcodes", gives=Place, needs="setup.change")
def add_place(request: ApiRequest, body: PlaceGiven) -> HttpResponse:
    """Add a place with its postcode."""
    values = values_of(body)
    values.setdefault("country", queries.code_or_refuse(Country, queries.the_setup().home_country, "country"))
    outcome = perform(ops.create_postcode, by=request.actor, **values)
    row = outcome.result
    which = urlencode({"country": row.country.code, "city": row.city})
    location = f"{BASE}/postcodes/{row.code}?{which}"
    return created(request, shown(row), outcome, location=location, version=tags.tag(row))


@router.read("/postcodes/{code}", gives=Place)
def place(request: ApiRequest, code: str, query: Query[Which]) -> HttpResponse:
    """One place."""
    row = place_of(code, query)
    return reply(request, shown(row), version=tags.tag(row))


@router.change("/postcodes/{code}", gives=Place, needs="setup.change")
def change_place(request: ApiRequest, code: str, query: Query[Which], body: PlaceChanged) -> HttpResponse:
    """Change a place."""
    row, version = place_of(code, query), tags.wanted(request)
    outcome = perform(ops.change_postcode, row=row, version=version, by=request.actor, **values_of(body))
    return reply(request, shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


@router.remove("/postcodes/{code}", needs="setup.change")
def remove_place(request: ApiRequest, code: str, query: Query[Which]) -> HttpResponse:
    """Remove a place from the list; addresses keep what they have."""
    row, version = place_of(code, query), tags.wanted(request)
    return no_content(perform(ops.delete_postcode, row=row, version=version, by=request.actor))


def place_of(code: str, which: Which) -> Postcode:
    """The one place that is meant; refused when there are several."""
    found = [row for row in queries.lookup_postcode(code, which.country) if matches(row, which.city)]
    if not found:
        raise NotFound("record.not_found", what=Postcode._meta.verbose_name, ref=code)
    if len(found) > 1:
        raise Refused("postcode.ambiguous", code=code, count=len(found))
    return found[0]


def matches(row: Postcode, city: str) -> bool:
    return not city or row.city_key == queries.city_key(city)


def values_of(body: PlaceGiven | PlaceChanged) -> dict[str, Any]:
    """What was given, the country as a row; null clears what may be blank."""
    values = {name: "" if value is None else value for name, value in body.given().items()}
    country = queries.code_or_refuse(Country, values.pop("country", ""), "country")
    return values | ({"country": country} if country else {})


def shown(row: Postcode) -> dict[str, Any]:
    """A place as JSON."""
    return {"code": row.code, "city": row.city, "county": row.county, "country": row.country.code}
