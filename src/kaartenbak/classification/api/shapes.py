"""What assignments look like in requests and answers."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from kaartenbak.api.shapes import FILLED, Described, Input, Kept, Notice, Output, storable
from kaartenbak.classification.groupings import Grouping, of_assignment
from kaartenbak.classification.models import BusinessRelation, WebSource

Code = Annotated[str, Described(storable(ahead=FILLED), least=1, most=20)]
SearchWord = Annotated[str | None, Described(most=30), Field(default=None)]


class CodeOfContact(Output):
    """A code that a contact has."""

    code: str
    description: str


class RelationOfContact(CodeOfContact):
    """A business relation; a plain one is linked to nothing."""

    to: str
    number: str


class WebSourceOfContact(CodeOfContact):
    """A web source with the word that the contact is looked up by."""

    search_word: str


class WebAddress(Output):
    """The address to open."""

    url: str


class CodeOfContactInput(Input):
    """The code to give."""

    READ_ONLY: ClassVar = frozenset({"description", "to", "number"})
    code: Code


class WebSourceOfContactInput(Input):
    """The web source, and the word that stands for `%1` in its address."""

    READ_ONLY: ClassVar = frozenset({"description"})
    code: Code
    search_word: SearchWord


class SearchWordInput(Input):
    """The word that stands for `%1`; null and blank clear it."""

    READ_ONLY: ClassVar = frozenset({"code", "description"})
    search_word: Annotated[SearchWord, Kept()]


def written(shown: type[Output]) -> type[Output]:
    """The shape of an answer to a write, with what deserves a word."""
    fields = {"__annotations__": {"warnings": list[Notice]}, "__doc__": shown.__doc__, "__module__": __name__}
    return type(f"{shown.__name__}Written", (shown,), fields)


SHOWN: dict[type, type[Output]] = {BusinessRelation: RelationOfContact, WebSource: WebSourceOfContact}


def shown_as(grouping: Grouping) -> type[Output]:
    """The shape of an assignment of a grouping."""
    return SHOWN.get(grouping.codes, CodeOfContact)


def item(grouping: Grouping, code: str, description: str, search_word: str = "") -> dict[str, Any]:
    """An assignment as JSON."""
    made = {"code": code, "description": description}
    if grouping.codes is BusinessRelation:
        made |= {"to": "", "number": ""}
    return made | {"search_word": search_word} if grouping.takes_search_word else made


def item_of(row: Any) -> dict[str, Any]:
    """A stored assignment as JSON."""
    return item(of_assignment(row), row.code.code, row.code.description, getattr(row, "search_word", ""))
