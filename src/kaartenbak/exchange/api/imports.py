"""Bringing files in by programs: the file, then how far it is, what became of its rows, and taking it back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import Field

from kaartenbak.api.answers import document, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Described, Input, Listing, Moment, Output
from kaartenbak.core import messages
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange import queries
from kaartenbak.exchange.api import exports, work
from kaartenbak.exchange.api.routing import router
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import uploads
from kaartenbak.exchange.ops.imports import NEEDS, Wanted
from kaartenbak.exchange.rules.layout import DATES, DECIMALS, DELIMITERS, ENCODINGS, QUOTES, Layout
from kaartenbak.exchange.rules.plan import DEFAULT_MATCH, MATCHES, Choice, Mode, Outcome
from kaartenbak.history.api import NOTHING_SAID, Undone, UndoWanted, undo_operation

Format = Literal["", "csv", "xlsx", "vcard", "json"]
Counts = ("rows", "created", "updated", "linked", "skipped", "rejected", "companies", "warned", "suspects")


class ImportShown(Output):
    """A file that is brought in. `rows` = `created` + `updated` + `linked` + `skipped` + `rejected`, those dealt with so far.

    `companies` were made because people work there; `warned` rows were taken with a remark.
    """

    id: int
    state: Literal["waiting", "running", "planned", "done", "stopped"]
    file: str
    format: Literal["csv", "xlsx", "vcard", "json"]
    mode: Literal["create", "update", "fill", "upsert"]
    match: list[str]
    rows: int
    created: int
    updated: int
    linked: int
    skipped: int
    rejected: int
    companies: int
    warned: int
    suspects: Annotated[int, Field(description="Rows of a plan whose card may be there already.")]
    kept: Annotated[
        dict[str, int], Field(description="Lines of vCards kept as comments, by their property, how many.")
    ]
    begun_at: Moment
    operation: Annotated[int | None, Field(description="The operation to undo.")]
    job: work.JobShown | None


class NoteShown(Output):
    """A word on a row."""

    code: str
    field: str | None
    detail: str
    facts: dict[str, Any]


class ChangeShown(Output):
    """A field that would change, from what into what."""

    field: str
    old: str
    new: str


class RowShown(Output):
    """A row that was rejected, skipped or taken with a remark; every row while the import is only planned."""

    line: int
    outcome: Literal["created", "updated", "linked", "skipped", "rejected"]
    title: Annotated[str, Field(description="Whose row it is, while it is planned.")]
    contact: Annotated[
        str | None, Field(description="The number of the contact that it found, or that was made of it.")
    ]
    notes: list[NoteShown]
    changes: list[ChangeShown]
    source: list[str]
    possible_duplicate: Annotated[
        str | None, Field(description="The number of a card that it may stand for.")
    ]
    choice: Annotated[
        Literal["", *[each.value for each in Choice]],  # type: ignore[valid-type]
        Field(description="What was chosen for the row."),
    ]


ONE_KEY = f"({'|'.join(MATCHES)})"
HOLDS_JSON = Field(
    json_schema_extra={
        "contentMediaType": "application/json",
        "contentSchema": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    }
)


class How(Input):
    """How the file is to be brought in."""

    format: Annotated[Format, Field(description="Left out: recognised.")] = ""
    mode: Literal["create", "update", "fill", "upsert"] = "create"
    match: Annotated[
        str,
        Described(f"^({ONE_KEY}(,{ONE_KEY})*)?$"),
        Field(
            max_length=100,
            description=f"By what a card is found: {', '.join(MATCHES)}; with commas.",
        ),
    ] = ",".join(DEFAULT_MATCH)
    mapping: Annotated[
        str,
        HOLDS_JSON,
        Field(max_length=20_000, description="JSON: for columns by heading the field, or null."),
    ] = ""
    sheet: Annotated[str, Field(max_length=100, description="Of a workbook; left out: the likely one.")] = ""
    encoding: Annotated[
        Literal["", *ENCODINGS],  # type: ignore[valid-type]
        Field(description="Of a CSV file; left out: recognised."),
    ] = ""
    delimiter: Annotated[
        Literal["", *DELIMITERS],  # type: ignore[valid-type]
        Field(description="Of a CSV file; left out: recognised."),
    ] = ""
    quote: Annotated[
        Literal["", *QUOTES],  # type: ignore[valid-type]
        Field(description="The mark around cells of a CSV file; left out: recognised."),
    ] = ""
    decimal: Annotated[
        Literal["", *DECIMALS],  # type: ignore[valid-type]
        Field(description="The sign before a fraction; the other one then divides thousands."),
    ] = ""
    dates: Annotated[
        Literal["", *DATES],  # type: ignore[valid-type]
        Field(description="What comes first in 3/4/1980; left out: recognised."),
    ] = ""
    header: Annotated[
        str, Field(pattern="^[0-9]{0,4}$", description="The line of the headings; left out: recognised.")
    ] = ""
    fixed: Annotated[
        str,
        HOLDS_JSON,
        Field(max_length=20_000, description="JSON: for fields a value that every row has."),
    ] = ""
    saved: Annotated[
        str,
        Field(max_length=60, description="Saved choices, by name or number; the other fields overrule them."),
    ] = ""
    dry_run: Annotated[
        str, Field(pattern="^(true|false|)$", description="Plan only; `apply` then does it.")
    ] = ""


class RowsWanted(Listing):
    """Which rows are wanted."""

    outcome: Annotated[
        Literal["", queries.SUSPECTS, *[each.value for each in Outcome]],  # type: ignore[valid-type]
        Field(description="`duplicate`: those whose card may be there already."),
    ] = ""


@router.endpoint("POST", "/imports", gives=ImportShown, status=202, needs=NEEDS)
def bring(request: ApiRequest, how: Form[How], file: File[UploadedFile]) -> HttpResponse:
    """Bring a file in, or with `dry_run` plan it; the work is done in the background."""
    unknown = [name for name in request.POST if name not in How.model_fields]
    if unknown:
        raise Refused.together(Refused("field.unknown", field=name[:40], name=name[:40]) for name in unknown)
    wanted = wanted_in(how)
    stored = uploads.store(file.chunks(), file.name or "")
    wanted = replace(wanted, path=stored, name=file.name or "")
    record = uploads.receive(wanted, dry_run=how.dry_run == "true", by=request.actor)
    return reply(request, shown(record), status=202, location=f"/api/v1/imports/{record.pk}")


def wanted_in(how: How) -> Wanted:
    """What was asked for, over what was saved."""
    saved = queries.mapping_of(how.saved) if how.saved else None
    given = how.model_fields_set
    mapping, layout = object_in("mapping", how.mapping), layout_in(how)
    names = tuple(name.strip() for name in how.match.split(",") if name.strip())
    if saved is None:
        return Wanted(Path(), "", how.format, Mode(how.mode), names, mapping, layout)
    told = {name: value for name, value in layout.as_dict().items() if value}
    return Wanted(
        Path(),
        "",
        how.format,
        Mode(how.mode if "mode" in given else saved.mode),
        names if "match" in given else tuple(saved.match),
        saved.mapping | mapping,
        Layout.of(saved.layout | told),
    )


def layout_in(how: How) -> Layout:
    """How the table is to be read."""
    fixed = {name: value for name, value in object_in("fixed", how.fixed).items() if value}
    return Layout(
        sheet=how.sheet,
        encoding=how.encoding,
        delimiter=DELIMITERS.get(how.delimiter, ""),
        header=int(how.header or 0),
        quote=QUOTES.get(how.quote, ""),
        decimal=DECIMALS.get(how.decimal, ""),
        dates=how.dates,
        fixed=fixed,
    )


def object_in(name: str, text: str) -> dict[str, str | None]:
    """A JSON object of texts as it was sent in a field of the form."""
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(each, str | None) for each in found.values()):
        raise Refused("value.type", field=name, expected="JSON object")
    return found


@router.read("/imports/{id}", gives=ImportShown, needs=NEEDS)
def read(request: ApiRequest, id: str) -> HttpResponse:
    """How far an import is, and what became of its rows."""
    return document(request, shown(found(id, request)))


@router.listing("/imports/{id}/rows", gives=RowShown, needs=NEEDS)
def rows(request: ApiRequest, id: str, asked: Query[RowsWanted]) -> HttpResponse:
    """The rows that were rejected, skipped or taken with a remark; of a plan all rows, with what would change."""
    kept = queries.with_numbers(queries.rows_of(found(id, request), asked.outcome))
    return paged(request, kept, asked, order=("line", "id"), show=row_shown)


@router.endpoint(
    "GET",
    "/imports/{id}/rejects.csv",
    needs=NEEDS,
    extra=exports.file(exports.CSV, "The rejected rows."),
)
def rejects(request: ApiRequest, id: str) -> StreamingHttpResponse:
    """The rejected rows as a table: line, reason, and what stood there under its headings."""
    return exports.streamed(queries.rejects(found(id, request)), exports.CSV, "rejects.csv")


@router.create("/imports/{id}/apply", gives=ImportShown, status=200, needs=NEEDS)
def apply(request: ApiRequest, id: str) -> HttpResponse:
    """Do what was planned, or go on with an import that was stopped."""
    return reply(request, shown(uploads.apply(found(id, request), by=request.actor)))


@router.create("/imports/{id}/undo", gives=Undone, status=200, needs="history.undo")
def take_back(request: ApiRequest, id: str, body: UndoWanted = NOTHING_SAID) -> HttpResponse:
    """Take the import back, as `POST /operations/{id}/undo` does."""
    record = found(id, request)
    if record.operation_id is None:
        raise Refused("undo.nothing")
    return undo_operation(request, str(record.operation_id), body)


def found(id: str, request: ApiRequest) -> Import:
    """The import that an address names; those of others are for administrators."""
    return queries.import_of(id, by=request.actor)


def shown(record: Import) -> dict[str, Any]:
    """An import as JSON."""
    job = uploads.job_of(record)
    told = {"id": record.pk, "state": uploads.state_of(record, job), "file": record.file_name}
    told |= {name: getattr(record, name) for name in ("format", "mode", "match", *Counts, "kept", "begun_at")}
    return told | {"operation": record.operation_id, "job": work.shown(job) if job else None}


def row_shown(row: ImportedRow) -> dict[str, Any]:
    """A row as JSON; it was read with the number of its contact."""
    notes = [{**note, "detail": messages.text(note["code"], note["facts"])} for note in row.notes]
    changes = [dict(zip(("field", "old", "new"), each, strict=True)) for each in row.changes]
    told = {"line": row.line, "outcome": row.outcome, "title": row.title, "notes": notes}
    told |= {"contact": vars(row)["contact"], "possible_duplicate": row.suspect or None, "choice": row.choice}
    return told | {"changes": changes, "source": row.source}
