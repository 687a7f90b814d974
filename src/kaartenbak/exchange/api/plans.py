"""Working on the plan of an import by programs: its rows with all their cells, mended, and what becomes of each."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from pydantic import Field

from kaartenbak.api.answers import reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import STORABLE, Input, Line
from kaartenbak.contacts.queries import by_ref as contact_by_ref
from kaartenbak.core.refusals import NotFound
from kaartenbak.exchange import queries
from kaartenbak.exchange.api.imports import RowShown, found, row_shown
from kaartenbak.exchange.api.routing import router
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import choosing, planning
from kaartenbak.exchange.ops.imports import NEEDS
from kaartenbak.exchange.rules.plan import Choice

Cell = Annotated[Line, Field(max_length=planning.LONGEST_CELL)]
LONGEST_LINE = 9


class ChoiceGiven(Input):
    """What becomes of a row of a plan; blank: what the file says. `contact` is the card to update, else the likely one."""

    choice: Literal["", *[each.value for each in Choice]]  # type: ignore[valid-type]
    contact: Annotated[str, Field(max_length=36)] = ""


class RowWhole(RowShown):
    """A row of a plan with all its cells, by the names of their columns; a vCard has none."""

    cells: dict[str, str]


class RowGiven(Input):
    """What is to be otherwise of a row of a plan: some of its cells, what becomes of it, or both."""

    cells: Annotated[
        dict[str, Cell] | None,
        Field(
            description="By the names of their columns; the others stay.",
            json_schema_extra={"propertyNames": {"pattern": STORABLE}},
        ),
    ] = None
    choice: Annotated[
        Literal["", *[each.value for each in Choice]] | None,  # type: ignore[valid-type]
        Field(description="Blank: what the file says."),
    ] = None
    contact: Annotated[
        str, Field(max_length=36, description="The card to update; left out, the likely one.")
    ] = ""


@router.read("/imports/{id}/rows/{line}", gives=RowWhole, needs=NEEDS)
def read_row(request: ApiRequest, id: str, line: str) -> HttpResponse:
    """A row of a plan with its cells, as they are read or were mended."""
    record = found(id, request)
    return reply(request, whole(record, planning.row_on(record, line_in(line))))


@router.change("/imports/{id}/rows/{line}", gives=RowWhole, needs=NEEDS)
def change_row(request: ApiRequest, id: str, line: str, body: RowGiven) -> HttpResponse:
    """Mend cells of a row of a plan, or choose what becomes of it; the answer says what would happen now."""
    record = found(id, request)
    given = body.given() | {"contact": number_of(body.contact, request)}
    row = choosing.change_row(record=record, line=line_in(line), by=request.actor, **given)
    return reply(request, whole(record, row))


@router.create("/imports/{id}/rows/{line}/choice", gives=RowShown, status=200, needs=NEEDS)
def choose(request: ApiRequest, id: str, line: str, body: ChoiceGiven) -> HttpResponse:
    """Choose what becomes of a row of a plan: made all the same, brought to a card that is there, or left out."""
    record, number = found(id, request), number_of(body.contact, request)
    row = choosing.choose(
        record=record, line=line_in(line), choice=body.choice, contact=number, by=request.actor
    )
    return reply(request, one_shown(row))


def line_in(text: str) -> int:
    """The line that an address names."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_LINE):
        raise NotFound("import.no_row", line=text[:40])
    return int(text)


def number_of(ref: str, request: ApiRequest) -> str:
    """The number of the contact that is meant, if any."""
    return contact_by_ref(ref, by=request.actor).number if ref else ""


def one_shown(row: ImportedRow) -> dict[str, Any]:
    """A row that was changed, as JSON."""
    return row_shown(queries.with_numbers(ImportedRow.objects.filter(pk=row.pk)).get())


def whole(record: Import, row: ImportedRow) -> dict[str, Any]:
    """A row with its cells as JSON."""
    return one_shown(row) | {"cells": planning.cells_by_name(record, row.line)}
