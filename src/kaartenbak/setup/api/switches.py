"""The one record of switches and defaults."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from pydantic import BaseModel, Field, create_model

from kaartenbak.api.answers import reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import WHOLE, Described, Input, Line, Output
from kaartenbak.core.refusals import Refused
from kaartenbak.history.operations import perform
from kaartenbak.setup import ops, queries
from kaartenbak.setup.api import tags
from kaartenbak.setup.models import CodeTable, Setup
from kaartenbak.setup.switches import ALONE, GROUPS, shown_name

router = Router(tag="Setup", needs="setup.view")

OWN_TYPES: dict[str, Any] = {
    "duplicates_hit_percentage": Annotated[int, WHOLE, Field(description="1 to 100.")],
    "default_correspondence_type": Literal["", "letter", "email"],
    "default_format_region": Annotated[Line, Field(max_length=80, description="Such as nl-BE.")],
    "home_country": Annotated[
        str, Described("^[A-Za-z]{2}$"), Field(max_length=2, description="The two letters of a country.")
    ],
}
LONGEST_CODE = 20
# What is never blank.
FILLED = {"home_country"}
CODES_IN = {"defaults", "relation_codes", "number_series"}


def type_of(column: str, group: str = "") -> Any:
    """The type of one value: its own, else a code or a switch."""
    longest = getattr(Setup._meta.get_field(column), "max_length", None) or LONGEST_CODE
    code = Annotated[Line, Field(max_length=longest)] | None
    return OWN_TYPES.get(column) or (code if group in CODES_IN else bool)


def fields_of(kind: type[BaseModel], *, given: bool) -> dict[str, Any]:
    """The fields of the record: groups as records of their own, then the values that stand alone."""
    found: dict[str, Any] = {}
    for group in GROUPS:
        columns = group.columns.items()
        values: dict[str, Any] = {
            name: field(type_of(column, group.name), given=given) for name, column in columns
        }
        title = "Setup" + group.name.title().replace("_", "") + ("Given" if given else "")
        found[group.name] = field(create_model(title, __base__=kind, **values), given=given)
    return found | {name: field(type_of(name), given=given, clears=name not in FILLED) for name in ALONE}


def field(kind: Any, *, given: bool, clears: bool = True) -> tuple[Any, Any]:
    """A field of an answer, or of a body in which it may be left out; whether null `clears` it."""
    return (kind | None if clears else kind, None) if given else (kind, ...)


SetupShown: Any = create_model(
    "Setup", __base__=Output, __doc__="Switches and defaults.", **fields_of(Output, given=False)
)
SetupGiven: Any = create_model(
    "SetupGiven",
    __base__=Input,
    __doc__="What changes; what is left out stays.",
    **fields_of(Input, given=True),
)


@router.read("/setup", gives=SetupShown)
def setup(request: ApiRequest) -> HttpResponse:
    """Switches and defaults."""
    present = queries.the_setup()
    return reply(request, shown(present), version=tags.tag(present))


@router.change("/setup", gives=SetupShown, needs="setup.change")
def change_setup(request: ApiRequest, body: SetupGiven) -> HttpResponse:
    """Change switches and defaults."""
    try:
        outcome = perform(
            ops.change_setup, version=tags.wanted(request), by=request.actor, **columns_of(body.given())
        )
    except Refused as refusal:
        for each in refusal.all:
            each.field = shown_name(each.field) if each.field else None
        raise
    return reply(request, shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


def columns_of(given: dict[str, Any]) -> dict[str, Any]:
    """What was given, by column; a group that is null holds nothing to change."""
    found = {name: given[name] for name in ALONE if name in given}
    for group in GROUPS:
        values = given.get(group.name) or {}
        found |= {group.columns[name]: value for name, value in values.items()}
    return found


def shown(row: Setup) -> dict[str, Any]:
    """The record as JSON."""
    groups = {
        group.name: {
            name: plain(group.name, column, getattr(row, column)) for name, column in group.columns.items()
        }
        for group in GROUPS
    }
    return groups | {name: getattr(row, name) for name in ALONE}


def plain(group: str, column: str, value: Any) -> Any:
    """A value as JSON; a code that is not set is null."""
    if isinstance(value, CodeTable):
        return value.code
    return value or None if group in CODES_IN and column not in OWN_TYPES else value
