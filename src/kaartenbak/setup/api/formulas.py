"""The greetings of a salutation."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import created, no_content, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import Input, Kept, Line, Listing, Output
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.operations import perform
from kaartenbak.setup import ops, queries
from kaartenbak.setup.api import tags
from kaartenbak.setup.api.codes import BASE
from kaartenbak.setup.models import Language, Salutation, SalutationFormula

router = Router(tag="Salutations", needs="setup.view")
PATH = "/salutations/{code}/formulas"

Name = Literal["", "job_title", "first_name", "middle_name", "surname", "initials", "company_name"]
Type = Literal["formal", "informal"]
GreetingText = Annotated[Line, Field(max_length=50, description="With %1 to %5 for the names.")]
Names = Annotated[list[Name], Field(max_length=5, description="What fills %1 to %5, in order.")]
LanguageCode = Annotated[
    Line, Field(max_length=20, description="Blank: for all languages without a greeting.")
]


class Formula(Output):
    """How an addressee is greeted in one language, formally or not."""

    id: int
    language: str
    type: Type
    text: str
    names: list[Name]


class FormulaGiven(Input):
    """A new greeting."""

    language: LanguageCode | None = None
    type: Type
    text: GreetingText = ""
    names: Names = []


class FormulaChanged(Input):
    """What changes of a greeting."""

    language: LanguageCode | None = None
    type: Annotated[Type | None, Kept()] = None
    text: GreetingText | None = None
    names: Names | None = None


@router.listing(PATH, gives=Formula)
def formulas(request: ApiRequest, code: str, query: Query[Listing]) -> HttpResponse:
    """The greetings of a salutation."""
    rows = queries.code_or_not_found(Salutation, code).formulas.select_related("language")
    return paged(request, rows, query, order=("id",), show=shown)


@router.create(PATH, gives=Formula, needs="setup.change")
def add_formula(request: ApiRequest, code: str, body: FormulaGiven) -> HttpResponse:
    """Add a greeting."""
    salutation = queries.code_or_not_found(Salutation, code)
    outcome = perform(ops.add_formula, salutation=salutation, by=request.actor, **values_of(body))
    row = outcome.result
    location = f"{BASE}/salutations/{salutation.code}/formulas/{row.pk}"
    return created(request, shown(row), outcome, location=location, version=tags.tag(row))


@router.read(f"{PATH}/{{id}}", gives=Formula)
def formula(request: ApiRequest, code: str, id: int) -> HttpResponse:
    """One greeting."""
    row = formula_of(code, id)
    return reply(request, shown(row), version=tags.tag(row))


@router.change(f"{PATH}/{{id}}", gives=Formula, needs="setup.change")
def change_formula(request: ApiRequest, code: str, id: int, body: FormulaChanged) -> HttpResponse:
    """Change a greeting."""
    row, version = formula_of(code, id), tags.wanted(request)
    outcome = perform(ops.change_formula, formula=row, version=version, by=request.actor, **values_of(body))
    return reply(request, shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


@router.remove(f"{PATH}/{{id}}", needs="setup.change")
def remove_formula(request: ApiRequest, code: str, id: int) -> HttpResponse:
    """Remove a greeting."""
    row, version = formula_of(code, id), tags.wanted(request)
    return no_content(perform(ops.delete_formula, formula=row, version=version, by=request.actor))


def formula_of(code: str, id: int) -> SalutationFormula:
    """The greeting that an address names."""
    salutation = queries.code_or_not_found(Salutation, code)
    row = salutation.formulas.select_related("language").filter(pk=id).first() if fits(id) else None
    if row is None:
        raise NotFound("record.not_found", what=SalutationFormula._meta.verbose_name, ref=id)
    return row


def fits(id: int) -> bool:
    """Whether a database can hold the number as a key."""
    return 0 < id < 2**63


def values_of(body: FormulaGiven | FormulaChanged) -> dict[str, Any]:
    """What was given, the language as a row; null clears, and a type cannot be cleared."""
    values = body.given()
    if "language" in values:
        values["language"] = queries.code_or_refuse(Language, values["language"], "language")
    empty: dict[str, Any] = {"type": "", "text": "", "names": []}
    return {name: empty.get(name) if value is None else value for name, value in values.items()}


def shown(row: SalutationFormula) -> dict[str, Any]:
    """A greeting as JSON."""
    return {
        "id": row.pk,
        "language": row.language.code if row.language else "",
        "type": row.type,
        "text": row.text,
        "names": row.names,
    }
