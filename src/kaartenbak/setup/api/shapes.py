"""What the records of a code table look like, made from its line in `tables.py`."""

from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints, create_model

from kaartenbak.api.shapes import (
    FILLED,
    WHOLE,
    Described,
    Input,
    Kept,
    Line,
    Listing,
    Output,
    Parameters,
    storable,
)
from kaartenbak.setup.rules.fields import Field as TableField
from kaartenbak.setup.rules.fields import Flag, Lines, Text, Whole
from kaartenbak.setup.tables import CodeTableSpec

TYPES: dict[str, Any] = {Text.kind: str, Flag.kind: bool, Whole.kind: int, Lines.kind: list[str]}


class CodesWanted(Listing):
    """Which codes are wanted."""

    q: Annotated[
        str, Field(max_length=100, description="The code begins with it, or the description holds it.")
    ] = ""


class Removal(Parameters):
    """How a code goes."""

    replace_by: Annotated[
        str, Field(max_length=20, description="The code that takes its place wherever it is used.")
    ] = ""


def shown(spec: CodeTableSpec) -> type[BaseModel]:
    """The schema of a record."""
    fields: dict[str, Any] = {field.name: (TYPES[field.kind], ...) for field in spec.all_fields}
    counted = Annotated[int, Field(description="How many contacts have this code.")]
    return create_model(
        spec.model.__name__,
        __base__=Output,
        __doc__=spec.model.__doc__,
        code=(str, ...),
        **fields,
        contacts=(counted, ...),
    )


def code_type(spec: CodeTableSpec) -> Any:
    """A code as a body gives it; blanks around it are no part of it."""
    return Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=spec.longest),
        Field(
            description="Kept in capitals; without / \\ ? # and %.",
        ),
        Described(storable(without=r"/\\?#%", ahead=rf"(?!\s*\.+\s*$){FILLED}"), least=1),
    ]


def given(spec: CodeTableSpec) -> type[Input]:
    """The body that adds a record."""
    fields: dict[str, Any] = {field.name: (value_type(field), None) for field in spec.all_fields}
    name = f"{spec.model.__name__}Given"
    return create_model(name, __base__=Input, __doc__="A new code.", code=(code_type(spec), ...), **fields)


def changed(spec: CodeTableSpec) -> type[Input]:
    """The body that changes a record; what is left out stays."""
    fields: dict[str, Any] = {"code": (Annotated[code_type(spec) | None, Kept()], None)}
    fields |= {field.name: (value_type(field), None) for field in spec.all_fields}
    name = f"{spec.model.__name__}Changed"
    document = "What changes; another code renames it everywhere."
    return create_model(name, __base__=Input, __doc__=document, **fields)


def value_type(field: TableField) -> Any:
    """A value as a body gives it; null clears it."""
    if isinstance(field, Text):
        return Annotated[Line, Field(max_length=field.limit)] | None
    if isinstance(field, Whole):
        return Annotated[Annotated[int, Field(ge=field.low, le=field.high), WHOLE] | None, Kept()]
    if isinstance(field, Lines):
        return Annotated[list[Line], Field(max_length=field.most)] | None
    return TYPES[field.kind] | None
