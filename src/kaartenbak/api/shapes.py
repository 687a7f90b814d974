"""What bodies and answers look like: strict types with the schema that the description of the interface
shows.

A body is checked for its shape only: which fields there are, of which type. Whether a value makes sense is
for the
operation to say, so that every door says the same.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    create_model,
)
from pydantic_core import CoreSchema, PydanticCustomError

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


# What no text may hold (`core.normal.text.clean`): control characters that are no kind of blank.
CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
# What is left out of a text that is kept, so that nothing else is nothing at all.
UNSEEN = r"\s\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"


def storable(*, without: str = "", ahead: str = "") -> str:
    """The pattern of a text that can be kept: `without` these characters, and as `ahead` demands."""
    return f"^{ahead}[^{CONTROLS}{without}]*$"


STORABLE = storable()
FILLED = rf"(?=[\s\S]*[^{UNSEEN}])"


@dataclass(frozen=True)
class Described:
    """Says in the description what an operation checks, so that callers know it beforehand."""

    pattern: str = STORABLE
    least: int = 0
    most: int = 0

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        self.say(schema)
        return schema

    def say(self, schema: dict[str, Any]) -> None:
        """Say it in the schema of a text, or of a text or null."""
        bounds = {"minLength": self.least, "maxLength": self.most}
        said = {"pattern": self.pattern} | {name: value for name, value in bounds.items() if value}
        for each in schema.get("anyOf", [schema]):
            if each.get("type") == "string":
                each |= said


@dataclass(frozen=True)
class Kept:
    """A value that can be changed and not cleared: the operation refuses null, so the description does not offer it."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        offered = [each for each in schema.pop("anyOf") if each != {"type": "null"}]
        return schema | (offered[0] if len(offered) == 1 else {"anyOf": offered})


Line = Annotated[str, Described()]


class Input(BaseModel):
    """A body. What is not named is refused, and nothing is converted: "1" is no number.

    `READ_ONLY` names fields of the answer that may not be written, so that the refusal can say so.
    """

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)
    READ_ONLY: ClassVar[frozenset[str]] = frozenset()

    def given(self) -> dict[str, Any]:
        """The fields that the body holds, by name; what was left out is not among them."""
        return {name: plain(getattr(self, name)) for name in self.model_fields_set}


def plain(value: Any) -> Any:
    """Nested bodies as dictionaries of what they hold."""
    if isinstance(value, Input):
        return value.given()
    return [plain(each) for each in value] if isinstance(value, list) else value


class Output(BaseModel):
    """The schema of an answer. It describes; answers are written from plain dictionaries and not checked
    against it. Since `?fields=` leaves fields out, none is required, unless the class says `COMPLETE`.
    """

    model_config = ConfigDict(defer_build=True)
    COMPLETE: ClassVar[bool] = False

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        if not cls.COMPLETE:
            schema.pop("required", None)
        return schema


class Parameters(BaseModel):
    """Query parameters of an endpoint."""

    model_config = ConfigDict(defer_build=True)


class Listing(Parameters):
    """The parameters that every list takes."""

    limit: Annotated[int, Field(ge=1, le=500, description="How many items to answer with.")] = 50
    cursor: Annotated[str, Field(max_length=1000, description="The `next` of the page before.")] = ""
    count: Annotated[bool, Field(description="Whether to count all items.")] = False


def read_date(value: Any) -> date:
    """A date from its ISO form."""
    if not isinstance(value, str):
        raise PydanticCustomError("value.type", "a date is expected", {"expected": "date"})
    try:
        if ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("value.date", "not a date", {"value": value[:40]})


def read_moment(value: Any) -> datetime:
    """A moment from its RFC 3339 form."""
    if not isinstance(value, str):
        raise PydanticCustomError("value.type", "a date and time is expected", {"expected": "date-time"})
    try:
        if RFC_3339.fullmatch(value):
            return in_utc(datetime.fromisoformat(value.upper()))
    except ValueError:
        pass
    raise PydanticCustomError("value.date", "not a date and time", {"value": value[:40]})


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC: PostgreSQL reads no offset of more than sixteen hours. Off the calendar is its nearest end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        return earliest if moment.year == 1 else latest


def read_whole(value: Any) -> Any:
    """A whole number may be written with a decimal point, as JSON allows: 5.0 is 5."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(read_whole)
Day = Annotated[date, BeforeValidator(read_date), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime, BeforeValidator(read_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]


class Problem(Output):
    """RFC 9457. `code` never changes once released; `detail` is a sentence in the language asked for."""

    COMPLETE = True
    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None
    facts: dict[str, Any]
    errors: list["ProblemError"]


class ProblemError(Output):
    """One of the things that are wrong with a request."""

    code: str
    field: str | None
    detail: str
    facts: dict[str, Any]


class Notice(Output):
    """What was stored but deserves a word."""

    COMPLETE = True
    code: str
    field: str | None
    detail: str
    facts: dict[str, Any]


class Written(Output):
    """What the answer to a write holds beside the record."""

    warnings: list[Notice]


class ListAnswer(Output):
    """What every list answers with."""

    COMPLETE = True


def list_of(item: type[BaseModel]) -> type[BaseModel]:
    """The schema of a page of a list of `item`."""
    return create_model(
        f"{item.__name__}List",
        __base__=ListAnswer,
        __module__=item.__module__,
        items=(list[item], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
        count=(int | None, ...),
    )
