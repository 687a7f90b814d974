"""Contacts that may be there twice, over REST (api.md §9, api-relationship.md §20)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import document, listed, reply
from kaartenbak.api.paging import page_of
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import WHOLE, Input, Line, Listing, Notice, Output
from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.cards import done
from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates import typed
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.ops import jobs
from kaartenbak.duplicates.ops.separating import LONGEST_REASON, separate, set_strings
from kaartenbak.duplicates.queries import suspects
from kaartenbak.duplicates.queries.pair_strings import lines_of
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.rules.strings import FIELDS, LONGEST, SHORTEST
from kaartenbak.search.api.members import ContactFilter, contacts_that_meet

router = Router(tag="Duplicates")
MOST_ROWS = 100


class Evidence(Output):
    """What was found in a field: `same`, `near`, `different` and so on, with both values."""

    field: str
    a: str
    b: str
    kind: str


class Pair(Output):
    """Two contacts that may be one, by number. `score` runs from 0 to 100; `strings` counts equal search strings."""

    id: int
    a: str
    b: str
    score: int
    strings: int
    evidence: list[Evidence]
    state: Literal["open", "separate"]


class Wanted(Listing):
    """Which pairs are wanted."""

    contact: Annotated[str, Field(max_length=60, description="Number or uid of one of the two.")] = ""
    state: Literal["", "open", "separate"] = ""


class Reason(Input):
    """Why the two are different contacts."""

    reason: Annotated[Line, Field(max_length=LONGEST_REASON)] = ""


class PairWritten(Pair):
    """A pair after somebody said something of it."""

    warnings: list[Notice]


class Scanned(Input):
    """Which contacts are compared."""

    filter: Annotated[
        ContactFilter | None,
        Field(default=None, description="Only those that meet it; without, all contacts."),
    ]


EVERYBODY = Scanned(filter=None)


class Compared(Output):
    """What both cards say in a field that search strings are made of; `equal` names the ends that are."""

    field: str
    a: str
    b: str
    equal: list[Literal["first", "last"]]


class ComparedFields(Output):
    """Each field of the setup once, and how many strings have to be equal."""

    items: list[Compared]
    needed: int


class Queued(Output):
    """The job that does it: `GET /jobs/{id}` tells how far it is."""

    job: int


class Alike(Output):
    """A contact that the typed one may be."""

    number: str
    name: str
    kind: shapes.Kind
    score: int
    evidence: list[Evidence]


class Found(Output):
    """Whom the typed card may be, the surest first."""

    items: list[Alike]


class StringRow(Output):
    """A search string: the first or last signs of a field."""

    field: str
    part: Literal["first", "last"]
    length: int


class StringRows(Output):
    """All search strings that are made of companies."""

    items: list[StringRow]


class StringRowInput(Input):
    """A search string to make."""

    field: Annotated[Literal[FIELDS], Field(description="A text of the card.")]  # type: ignore[valid-type]
    part: Literal["first", "last"]
    length: Annotated[int, Field(ge=SHORTEST, le=LONGEST), WHOLE]


class StringRowsInput(Input):
    """All search strings to make; those left out are made no more."""

    items: Annotated[list[StringRowInput], Field(max_length=MOST_ROWS)]


@router.listing("/duplicates", gives=Pair)
def pairs(request: ApiRequest, wanted: Query[Wanted]) -> HttpResponse:
    """Pairs of contacts that may be one, the surest first."""
    found = suspects.in_state(suspects.visible_to(request.actor), wanted.state)
    if wanted.contact:
        found = suspects.of_contact(found, contacts.by_ref(wanted.contact, by=request.actor).pk)
    page = page_of(found, wanted, order=("-score", "id"))
    return listed(request, shown(page.rows), next=page.next, count=page.count)


@router.create("/duplicates/scan", gives=Queued, status=202, needs="contacts.merge")
def scan(request: ApiRequest, body: Scanned = EVERYBODY) -> HttpResponse:
    """Compare all contacts, or those that meet a filter, in the background; their search strings are made anew."""
    some = body.filter and contacts_that_meet(body.filter, request.actor)
    work = jobs.scan.queue(by=request.actor) if some is None else jobs.compare_some(some, by=request.actor)
    return reply(request, {"job": work.pk}, status=202, location=f"/api/v1/jobs/{work.pk}")


@router.read("/duplicates/{id}", gives=Pair)
def pair(request: ApiRequest, id: str) -> HttpResponse:
    """One pair."""
    return document(request, shown([suspects.pair_or_not_found(id, by=request.actor)])[0])


@router.read("/duplicates/{id}/strings", gives=ComparedFields)
def pair_strings(request: ApiRequest, id: str) -> HttpResponse:
    """What the two say in each field that search strings are made of."""
    pair = suspects.pair_or_not_found(id, by=request.actor)
    lines = [line._asdict() for line in lines_of(pair)]
    return document(request, {"items": lines, "needed": needed_now()})


@router.create("/duplicates/{id}/separate", gives=PairWritten, status=200, needs="contacts.merge")
def call_separate(request: ApiRequest, id: str, body: Reason) -> HttpResponse:
    """Say that the two are different contacts: the pair is never reported again."""
    found = suspects.pair_or_not_found(id, by=request.actor)
    outcome = done(separate, suspect=found, reason=body.reason, by=request.actor)
    return reply(request, shown([suspects.pair_or_not_found(id, by=request.actor)])[0], outcome=outcome)


@router.create("/contacts/check", gives=Found, status=200, needs="contacts.change")
def check(request: ApiRequest, body: shapes.ContactInput) -> HttpResponse:
    """Whom a card that is being typed may be; nothing is stored."""
    return document(request, {"items": alike(typed.suspects_of(body.values(), by=request.actor))})


@router.read("/setup/search-strings", gives=StringRows, needs="setup.view")
def strings(request: ApiRequest) -> HttpResponse:
    """The search strings that are made of companies."""
    return document(request, rows_shown())


@router.replace("/setup/search-strings", gives=StringRows, needs="setup.change")
def put_strings(request: ApiRequest, body: StringRowsInput) -> HttpResponse:
    """Set all search strings; companies get them when they are changed, or at the next scan."""
    rows = [(each.field, each.part, each.length) for each in body.items]
    outcome = done(set_strings, rows=rows, by=request.actor)
    return reply(request, rows_shown(), outcome=outcome)


def rows_shown() -> dict[str, Any]:
    """The setup as JSON."""
    return {
        "items": [{"field": field, "part": part, "length": length} for field, part, length in string_rows()]
    }


def shown(found: Iterable[Suspect]) -> list[dict[str, Any]]:
    """Pairs as JSON; their cards are read together."""
    found = list(found)
    cards = suspects.cards_of(found)
    return [one(each, cards) for each in found]


def one(pair: Suspect, cards: Mapping[int, Contact]) -> dict[str, Any]:
    """A pair as JSON."""
    return {
        "id": pair.pk,
        "a": cards[pair.low].number,
        "b": cards[pair.high].number,
        "score": pair.score,
        "strings": pair.strings,
        "evidence": suspects.evidence_of(pair, cards),
        "state": suspects.SEPARATE if getattr(pair, "separate", False) else suspects.OPEN,
    }


def alike(found: Iterable[typed.Alike]) -> list[dict[str, Any]]:
    """Contacts that a typed card may be, as JSON; `a` is what was typed."""
    return [
        {
            "number": each.contact.number,
            "name": each.contact.name,
            "kind": each.contact.kind,
            "score": each.score,
            "evidence": each.evidence,
        }
        for each in found
    ]
