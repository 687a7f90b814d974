"""What every property of a vCard can do: read its line, and write what the card says."""

from collections.abc import Callable
from operator import attrgetter
from typing import ClassVar, NamedTuple

from kaartenbak.exchange.formats.vcard.draft import Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import V4, Head, escape, unescape
from kaartenbak.exchange.rules.card import Card, Role

Writer = Callable[[Card, list[str]], None]
"""Adds the property's unfolded lines, if the card has something to say."""


PLACES = frozenset({"WORK", "HOME"})
"""Types that say where something is used; of a picture in vCard 3.0 the others say what kind it is."""


class Style(NamedTuple):
    """How cards are written: the version, and the language of country names."""

    version: str
    language: str = "en"

    @property
    def is_v4(self) -> bool:
        return self.version == V4


class Property:
    """One property, or a family with one meaning. The table in `properties/__init__.py` lists them all."""

    names: ClassVar[tuple[str, ...]] = ()

    def reader(self, head: Head) -> Reader:
        """How to read a line with this head; made once per head, as heads repeat on every card."""
        raise NotImplementedError

    def writer(self, style: Style) -> Writer | None:
        """How to write the property in this style, made once per style; None if another one does."""
        raise NotImplementedError


class Text(Property):
    """A property with one text; a second one on the card is kept as it is."""

    names: ClassVar[tuple[str, ...]]
    field: ClassVar[str]
    keeps_form = True

    def value(self, text: str) -> str:
        """The field's value for the text on the line."""
        return text

    def reader(self, head: Head) -> Reader:
        field, is_form, value_of = self.field, self.keeps_form and says_more(head), self.value

        def read(draft: Draft, value: str) -> None:
            text = value_of(unescape(value).strip())
            if not text:
                return
            if field in draft.values:
                draft.keep(head.text, value)
                return
            draft.values[field] = text
            if is_form:
                draft.keep(head.text, value, Role.FORM)

        return read

    def writer(self, style: Style) -> Writer:
        prefix, get = f"{self.names[0]}:", attrgetter(self.field)

        def write(card: Card, lines: list[str]) -> None:
            value = get(card)
            if value:
                lines.append(prefix + escape(value))

        return write


def says_more(head: Head, understood: frozenset[str] = frozenset()) -> bool:
    """Whether the head has parameters beyond those that are `understood` (or say nothing)."""
    for name, values in head.params:
        if name in understood or name == "CHARSET":
            continue
        if name == "VALUE" and values[0].upper() in {
            "TEXT",
            "DATE",
            "DATE-AND-OR-TIME",
            "DATE-TIME",
            "TIMESTAMP",
        }:
            continue
        if name == "TYPE" and all(value.upper() == "PREF" for value in values):
            continue
        return True
    return False


def types_of(head: Head) -> set[str]:
    """The TYPE values in capitals."""
    return {value.upper() for value in head.values("TYPE")}


def is_preferred(head: Head) -> bool:
    """TYPE=pref of vCard 3.0 or PREF=1 of 4.0."""
    return "1" in head.values("PREF") or "PREF" in types_of(head)


def with_unread_pref(head: Head) -> bool:
    """A PREF other than 1 ranks the line among others in a way the card does not hold."""
    return any(value != "1" for value in head.values("PREF"))
