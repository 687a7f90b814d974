"""Choices for files of one source that were saved under a name, for programs."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import created, no_content, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Input, Listing, Output
from kaartenbak.exchange import queries
from kaartenbak.exchange.api.routing import router
from kaartenbak.exchange.models import SavedMapping
from kaartenbak.exchange.ops import mappings
from kaartenbak.history.operations import perform

NEEDS = "contacts.import"


class MappingShown(Output):
    """How files of one source are brought in: by `headings` they are recognised."""

    id: int
    name: str
    headings: list[str]
    format: str
    mode: str
    match: list[str]
    mapping: dict[str, str | None]
    layout: Annotated[dict[str, Any], Field(description="How the table is read, and `fixed` values.")]


class MappingGiven(Input):
    """The name, and the import whose choices are saved."""

    name: Annotated[str, Field(max_length=60)]
    import_id: Annotated[int, Field(description="The number of the import.")]


class NameGiven(Input):
    name: Annotated[str, Field(max_length=60)]


@router.listing("/import-mappings", gives=MappingShown, needs=NEEDS)
def saved(request: ApiRequest, query: Query[Listing]) -> HttpResponse:
    """All choices that were saved, by name."""
    return paged(request, queries.saved_mappings(), query, order=("name", "id"), show=shown)


@router.create("/import-mappings", gives=MappingShown, needs=NEEDS)
def save(request: ApiRequest, body: MappingGiven) -> HttpResponse:
    """Save the choices of an import under a name; those that had the name before give way."""
    record = queries.import_of(body.import_id, by=request.actor)
    outcome = perform(mappings.save_mapping, name=body.name, record=record, by=request.actor)
    location = f"/api/v1/import-mappings/{outcome.result.pk}"
    return created(request, shown(outcome.result), outcome, location=location)


@router.read("/import-mappings/{ref}", gives=MappingShown, needs=NEEDS)
def read_saved(request: ApiRequest, ref: str) -> HttpResponse:
    """Saved choices, by their number or their name."""
    return reply(request, shown(queries.mapping_of(ref)))


@router.change("/import-mappings/{ref}", gives=MappingShown, needs=NEEDS)
def rename(request: ApiRequest, ref: str, body: NameGiven) -> HttpResponse:
    """Give saved choices another name."""
    mapping = queries.mapping_of(ref)
    outcome = perform(mappings.rename_mapping, mapping=mapping, name=body.name, by=request.actor)
    return reply(request, shown(outcome.result), outcome=outcome)


@router.remove("/import-mappings/{ref}", needs=NEEDS)
def remove(request: ApiRequest, ref: str) -> HttpResponse:
    """Forget saved choices."""
    return no_content(perform(mappings.delete_mapping, mapping=queries.mapping_of(ref), by=request.actor))


def shown(row: SavedMapping) -> dict[str, Any]:
    """Saved choices as JSON."""
    names = ("name", "headings", "format", "mode", "match", "mapping", "layout")
    return {"id": row.pk} | {name: getattr(row, name) for name in names}
