"""The kinds of fields a code table may have: each gives what is kept of what was typed, or refuses it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused


@dataclass(frozen=True)
class Text:
    """One line of text, `check`ed further when it is not blank."""

    kind: ClassVar[str] = "text"
    name: str
    label: Any
    limit: int
    check: Callable[[str], str] = str

    def clean(self, value: Any) -> str:
        """The text as it is kept; nothing at all is blank."""
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Refused("value.type", field=self.name, expected=_("text"))
        typed = text.clean(value, self.name)
        if len(typed) > self.limit:
            raise Refused(
                "value.too_long",
                field=self.name,
                field_label=capitalized(self.label),
                limit=self.limit,
                length=len(typed),
            )
        return self.check(typed) if typed else ""


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    kind: ClassVar[str] = "flag"
    name: str
    label: Any

    def clean(self, value: Any) -> bool:
        """The value; nothing at all is no."""
        if not isinstance(value, bool | None):
            raise Refused("value.type", field=self.name, expected=_("yes or no"))
        return bool(value)


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds."""

    kind: ClassVar[str] = "whole"
    name: str
    label: Any
    low: int
    high: int

    def clean(self, value: Any) -> int:
        """The number; refused when it is none, or out of bounds."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused("value.type", field=self.name, expected=_("a whole number"))
        if not self.low <= value <= self.high:
            raise Refused("value.range", field=self.name, value=value, low=self.low, high=self.high)
        return value


@dataclass(frozen=True)
class Lines:
    """A list of texts; on a page each has a line of its own."""

    kind: ClassVar[str] = "lines"
    name: str
    label: Any
    check: Callable[[list[str]], list[str]]
    most: int = 100

    def clean(self, value: Any) -> list[str]:
        """The texts as they are kept; nothing at all is an empty list."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Refused("value.type", field=self.name, expected=_("a list of texts"))
        if len(value) > self.most:
            raise Refused("value.too_many", field=self.name, count=len(value), limit=self.most)
        return self.check([text.clean(each, self.name) for each in value])


type Field = Text | Flag | Whole | Lines


def capitalized(label: Any) -> str:
    """A label as a sentence or a form begins with it."""
    shown = str(label)
    return shown[:1].upper() + shown[1:]
