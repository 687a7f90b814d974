"""Lists of contacts and the search (api.md §2, §6), among the endpoints of contacts."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import listed
from kaartenbak.api.paging import page_of
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Listing, Moment, Output, Parameters
from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.record import records_by_key
from kaartenbak.contacts.api.routing import router as router
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.search import queries
from kaartenbak.search.filters import ASKED, BLANKS, SORTS, filtered
from kaartenbak.search.hits import hits
from kaartenbak.search.reading import read
from kaartenbak.search.rules.ranking import Meaning

Blank = Literal[*BLANKS]  # type: ignore[valid-type]
Several = Annotated[list[str], Field(max_length=100)]


class Hit(Output):
    """Why a card was found: the field and its text; `formerly` when it is not its value any more."""

    field: str
    text: str
    formerly: bool


class Item(shapes.Contact):
    """A card in a list; with `q` it says why it was found."""

    hit: Hit | None


class Wanted(Listing):
    """Which contacts are wanted; a filter that is given several times means any of its values."""

    q: Annotated[
        str, Field(max_length=200, description="Words in any order, each as far as it is typed.")
    ] = ""
    kind: list[shapes.Kind] = Field(default_factory=list)
    company: Several = Field(default_factory=list)
    mailing_group: Several = Field(default_factory=list)
    industry_group: Several = Field(default_factory=list)
    business_relation: Several = Field(default_factory=list)
    job_responsibility: Several = Field(default_factory=list)
    web_source: Several = Field(default_factory=list)
    organizational_level: Several = Field(default_factory=list)
    salesperson: Several = Field(default_factory=list)
    territory: Several = Field(default_factory=list)
    language: Several = Field(default_factory=list)
    country: Several = Field(default_factory=list)
    salutation: Several = Field(default_factory=list)
    currency: Several = Field(default_factory=list)
    postcode: Several = Field(default_factory=list)
    city: Several = Field(default_factory=list)
    email: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    vat_number: Several = Field(default_factory=list)
    external_id: Several = Field(default_factory=list)
    privacy_blocked: bool | None = None
    has_email: bool | None = None
    has_phone: Annotated[bool | None, Field(description="Whether there is a phone or mobile number.")] = None
    has_people: Annotated[
        bool | None, Field(description="Companies with people, or companies without any.")
    ] = None
    missing: list[Blank] = Field(default_factory=list, description="Fields of which any is blank.")
    modified_since: Moment | None = None
    modified_days: Annotated[
        int | None, Field(ge=1, le=99_999, description="Changed in so many last days.")
    ] = None
    mine: Annotated[
        bool | None, Field(description="Whether the salesperson is the one that the caller is.")
    ] = None
    opened: Annotated[bool | None, Field(description="Whether the caller opened the card lately.")] = None
    match: Annotated[
        Literal["all", "any"],
        Field(description="Whether a card has to meet all filters or any of them; `q` and `kind` always."),
    ] = "all"
    sort: Literal["", "name", "number", "-modified_at", "company_name"] = ""


@router.listing("/contacts", gives=Item)
def contact_list(request: ApiRequest, wanted: Query[Wanted]) -> HttpResponse:
    """The contacts that meet all filters. With `q` and no `sort`, the best 300 by relevance."""
    return answer(request, wanted, contacts.visible_to(request.actor))


def answer(request: ApiRequest, wanted: Wanted, cards: Cards) -> HttpResponse:
    """A page of those of `cards` that meet all filters."""
    filters = {name: getattr(wanted, name) for name in ASKED}
    if wanted.q and not wanted.sort:
        return best(request, wanted, filters, cards)
    order = SORTS[wanted.sort]
    columns = [name.lstrip("-") for name in order]
    rows = filtered(cards, filters, by=request.actor, order=columns[0]).only("pk", *columns)
    page = page_of(rows, wanted, order=order, read=read)
    keys = [row.pk for row in page.rows]
    why = queries.meanings(keys, wanted.q) if wanted.q else None
    return listed(request, shown(keys, why), next=page.next, count=page.count)


def best(request: ApiRequest, wanted: Wanted, filters: dict[str, Any], among: Cards) -> HttpResponse:
    """A page of the cards that fit the query best; the cursor is the place in that order."""
    rest = {name: value for name, value in filters.items() if name != "q"}
    start = queries.place(wanted.cursor)
    cards = filtered(among, rest, by=request.actor)
    found = queries.ranked(cards, wanted.q, by=request.actor)
    page = found.keys[start : start + wanted.limit]
    following = str(start + wanted.limit) if len(found) > start + wanted.limit else None
    count = queries.matching(cards, wanted.q).count() if wanted.count else None
    return listed(request, shown(page, found.meanings(page)), next=following, count=count)


def shown(keys: list[int], meanings: Mapping[int, Meaning] | None = None) -> list[dict[str, Any]]:
    """The cards with these keys, in this order; with `meanings` each says why it was found."""
    by_key = records_by_key(Contact.objects.filter(pk__in=keys))
    why = hits(meanings) if meanings else {}
    return [by_key[key] | {"hit": why[key].shown() if key in why else None} for key in keys if key in by_key]


class Asked(Parameters):
    """What is searched for."""

    q: Annotated[str, Field(min_length=1, max_length=200)]
    limit: Annotated[int, Field(ge=1, le=100)] = 20


@router.listing("/search", gives=Item)
def search(request: ApiRequest, asked: Query[Asked]) -> HttpResponse:
    """The cards that fit best, with the reason why each was found."""
    found = queries.ranked(contacts.visible_to(request.actor), asked.q, by=request.actor)
    keys = found.keys[: asked.limit]
    return listed(request, shown(keys, found.meanings(keys)))


class People(Listing):
    """A page of people."""


@router.listing("/contacts/{ref}/people", gives=shapes.Contact)
def people(request: ApiRequest, ref: str, page: Query[People]) -> HttpResponse:
    """The people of a company, by name."""
    company = contacts.by_ref(ref, by=request.actor)
    order = SORTS["name"]
    rows = contacts.visible_to(request.actor).filter(company=company).only("pk", "name_key")
    found = page_of(rows, page, order=order)
    items = [
        {name: value for name, value in each.items() if name != "hit"}
        for each in shown([row.pk for row in found.rows])
    ]
    return listed(request, items, next=found.next, count=found.count)
