"""Contacts as files: a list that is sent while it is made, and the vCard of one contact."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Annotated, Any, Literal

from django.http import HttpResponse, StreamingHttpResponse
from ninja import Query
from pydantic import Field, create_model

from kaartenbak.api.answers import matches
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Described, Parameters
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import by_ref
from kaartenbak.exchange import queries
from kaartenbak.exchange.api.routing import router
from kaartenbak.exchange.formats.table.addresses import PARTS
from kaartenbak.exchange.ops.exports import enter_export
from kaartenbak.search.api.lists import Wanted
from kaartenbak.search.filters import ASKED

CSV, VCARD, JSON = "text/csv; charset=utf-8", "text/vcard; charset=utf-8", "application/json"
JCARD, JSCONTACT = "application/vcard+json", "application/jscontact+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Version = Annotated[Literal["3.0", "4.0"], Field(description="The version of the vCards.")]

ONE_COLUMN = f"({'|'.join(queries.COLUMNS)}|address_[1-9](_({'|'.join(PARTS)}))?)"
NAMES_OF_COLUMNS = f"^({ONE_COLUMN}(,{ONE_COLUMN})*)?$"

# The filters of the list, without its paging.
FIELDS: Any = {name: (Wanted.model_fields[name].annotation, Wanted.model_fields[name]) for name in ASKED}
Filters: Any = create_model("Filters", __base__=Parameters, **FIELDS)


class Table(Filters):  # type: ignore[misc]
    """Which contacts are wanted, and which columns of theirs."""

    columns: Annotated[
        str,
        Described(NAMES_OF_COLUMNS),
        Field(
            max_length=4000,
            description=(
                "Names of columns, separated by commas. `address_1` stands for the columns of one alternative "
                "address, `address_1_code` to `address_1_ranges`."
            ),
        ),
    ] = ""
    headings: Annotated[
        Literal["", "nl", "en", "fr", "de"],
        Field(description="Headings in this language; else the names of the API."),
    ] = ""


class Cards(Filters):  # type: ignore[misc]
    """Which contacts are wanted, in which version."""

    version: Version = "3.0"


class OneCard(Parameters):
    """The version of the vCard."""

    version: Version = "3.0"


def file(kind: str, description: str) -> dict[str, Any]:
    """What the description says of an endpoint that answers with a file."""
    content = {kind.partition(";")[0]: {"schema": {"type": "string"}}}
    return {"responses": {200: {"description": description, "content": content}}}


def schema_of(each: str) -> dict[str, Any]:
    """One card, which is an array or an object."""
    return {"type": each} | ({"items": {}} if each == "array" else {})


def card_in(kind: str, each: str) -> dict[str, Any]:
    """What the description says of an endpoint that answers with a card."""
    return {"responses": {200: {"description": "The card.", "content": {kind: {"schema": schema_of(each)}}}}}


def cards_in(kind: str, each: str) -> dict[str, Any]:
    """The same of an array of cards."""
    content = {kind: {"schema": {"type": "array", "items": schema_of(each)}}}
    return {"responses": {200: {"description": "The cards.", "content": content}}}


RECORDS = {"type": "array", "items": {"type": "object"}}
AS_JSON = {"responses": {200: {"description": "The contacts.", "content": {JSON: {"schema": RECORDS}}}}}


@router.endpoint("GET", "/exports/contacts.csv", needs="contacts.export", extra=file(CSV, "The table."))
def export_table(request: ApiRequest, asked: Query[Table]) -> StreamingHttpResponse:
    """The contacts that meet all filters as a table; those blocked for privacy only when asked for."""
    return sent(request, asked, "csv", queries.as_csv, names_in(asked.columns), language=asked.headings)


@router.endpoint("GET", "/exports/contacts.xlsx", needs="contacts.export", extra=file(XLSX, "The workbook."))
def export_workbook(request: ApiRequest, asked: Query[Table]) -> StreamingHttpResponse:
    """The contacts that meet all filters as a workbook of Excel; those blocked for privacy only when asked for."""
    return sent(request, asked, "xlsx", queries.as_xlsx, names_in(asked.columns), language=asked.headings)


@router.endpoint("GET", "/exports/contacts.vcf", needs="contacts.export", extra=file(VCARD, "The vCards."))
def export_vcards(request: ApiRequest, asked: Query[Cards]) -> StreamingHttpResponse:
    """The contacts that meet all filters as vCards."""
    return sent(request, asked, "vcf", queries.as_vcards, asked.version, on=request.actor.today)


@router.endpoint("GET", "/exports/contacts.json", needs="contacts.export", extra=AS_JSON)
def export_json(request: ApiRequest, asked: Query[Filters]) -> StreamingHttpResponse:
    """The contacts that meet all filters, as `GET /contacts` shows them, with groups, addresses and comments, in one array."""
    return sent(request, asked, "json", queries.as_json)


@router.endpoint("GET", "/exports/contacts.jcard", needs="contacts.export", extra=cards_in(JCARD, "array"))
def export_jcards(request: ApiRequest, asked: Query[Filters]) -> StreamingHttpResponse:
    """The contacts that meet all filters as jCards (RFC 7095), in one array."""
    return sent(request, asked, "jcard", queries.as_jcards, on=request.actor.today)


@router.endpoint(
    "GET", "/exports/contacts.jscontact", needs="contacts.export", extra=cards_in(JSCONTACT, "object")
)
def export_jscontacts(request: ApiRequest, asked: Query[Filters]) -> StreamingHttpResponse:
    """The contacts that meet all filters as JSContact cards (RFC 9553), in one array."""
    return sent(request, asked, "jscontact", queries.as_jscontacts, on=request.actor.today)


@router.endpoint("GET", "/contacts/{ref}.vcf", extra=file(VCARD, "The vCard."))
def vcard(request: ApiRequest, ref: str, asked: Query[OneCard]) -> HttpResponse:
    """The vCard of a contact."""
    contact = by_ref(ref, by=request.actor)
    cards = Contact.objects.filter(pk=contact.pk)
    octets = b"".join(queries.as_vcards(cards, asked.version, on=request.actor.today))
    return one(request, contact, octets, "vcf")


@router.endpoint("GET", "/contacts/{ref}.jcard", extra=card_in(JCARD, "array"))
def jcard(request: ApiRequest, ref: str) -> HttpResponse:
    """The jCard of a contact (RFC 7095)."""
    contact = by_ref(ref, by=request.actor)
    return one(request, contact, queries.one_jcard(contact, on=request.actor.today), "jcard")


@router.endpoint("GET", "/contacts/{ref}.jscontact", extra=card_in(JSCONTACT, "object"))
def jscontact(request: ApiRequest, ref: str) -> HttpResponse:
    """A contact as a JSContact card (RFC 9553)."""
    contact = by_ref(ref, by=request.actor)
    return one(request, contact, queries.one_jscontact(contact, on=request.actor.today), "jscontact")


def one(request: ApiRequest, contact: Contact, octets: bytes, format: str) -> HttpResponse:
    """The file of one contact, unless the caller has it."""
    # Another address may hold tomorrow, without a change of the card.
    etag = f"{contact.version}-{blake2b(octets, digest_size=8).hexdigest()}"
    if matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304, headers={"ETag": f'"{etag}"'})
    name = f'attachment; filename="{contact.number}.{format}"'
    headers = {"ETag": f'"{etag}"', "Content-Disposition": name}
    return HttpResponse(octets, content_type=KINDS[format], headers=headers)


def names_in(columns: str) -> list[str]:
    """The names between the commas."""
    return [name.strip() for name in columns.split(",") if name.strip()]


KINDS = {"csv": CSV, "xlsx": XLSX, "vcf": VCARD, "json": JSON, "jcard": JCARD, "jscontact": JSCONTACT}


def sent(
    request: ApiRequest, asked: Any, format: str, make: Callable[..., Iterable[bytes]], *how: Any, **more: Any
) -> StreamingHttpResponse:
    """The file of the cards that were asked for; that it was asked for is entered in the history."""
    filters = {name: getattr(asked, name) for name in ASKED}
    cards = queries.chosen(filters, by=request.actor)
    blocks = make(cards, *how, **more)
    enter_export(cards=cards, format=format, filters=filters, by=request.actor)
    return streamed(blocks, KINDS[format], f"contacts.{format}")


def streamed(blocks: Iterable[bytes], kind: str, name: str) -> StreamingHttpResponse:
    """A file that is made while it is sent."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(blocks, content_type=kind, headers=headers)
