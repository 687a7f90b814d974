"""The keys: one table for the page that tells them and for the scripts that follow them.

A key is named as browsers name it; `Space` and letters stand for themselves, whether Shift is held or not, `Ctrl+` before it
means either Ctrl or Cmd. What is typed in a field is text, so there only keys of the area `anywhere` that have a `Ctrl+`,
and those of `field`, mean anything.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Key:
    """Something to do, by its name in the scripts, with the keys that do it."""

    name: str
    keys: tuple[str, ...]
    label: Any

    @property
    def shown(self) -> list[list[Any]]:
        """Each of the keys as it is engraved, in its parts."""
        return [[ENGRAVED.get(part, part) for part in parts_of(key)] for key in self.keys]


@dataclass(frozen=True)
class Group:
    """The keys of one area of a page."""

    area: str
    title: Any
    keys: tuple[Key, ...]


ENGRAVED: dict[str, Any] = {
    "ArrowDown": "↓",
    "ArrowUp": "↑",
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "Ctrl": pgettext_lazy("key", "Ctrl"),
    "Delete": pgettext_lazy("key", "Del"),
    "End": pgettext_lazy("key", "End"),
    "Enter": pgettext_lazy("key", "Enter"),
    "Escape": pgettext_lazy("key", "Esc"),
    "Home": pgettext_lazy("key", "Home"),
    "Shift": pgettext_lazy("key", "Shift"),
    "Space": pgettext_lazy("key", "Space"),
}

GROUPS = (
    Group(
        "anywhere",
        _("On every page"),
        (
            Key("search", ("/",), _("Search for anybody")),
            Key("palette", ("Ctrl+k",), _("Go anywhere, do anything")),
            Key("help", ("?",), _("Show the keys")),
        ),
    ),
    Group(
        "list",
        _("In a list"),
        (
            Key("next", ("j", "ArrowDown"), _("The next row")),
            Key("previous", ("k", "ArrowUp"), _("The row before")),
            Key("first", ("Home",), _("The first row")),
            Key("last", ("End",), _("The last row")),
            Key("open", ("Enter",), _("Open the row")),
            Key("select", ("x",), _("Select the row, or no longer")),
            Key("select-next", ("Shift+ArrowDown", "Shift+j"), _("Select the next row as well")),
            Key("select-previous", ("Shift+ArrowUp", "Shift+k"), _("Select the row before as well")),
            Key("edit", ("F2",), _("Edit a cell of the row")),
            Key("next-cell", ("ArrowRight",), _("The next cell that can be edited")),
            Key("previous-cell", ("ArrowLeft",), _("The cell before")),
            Key("peek", ("Space", "p"), _("Show the row at the side, or no longer")),
            Key("close", ("Escape",), _("Close the side")),
            Key("actions", ("a",), _("What can be done with the selected rows")),
            Key("take-out", ("Delete",), _("Take the row out of its group")),
        ),
    ),
    Group(
        "card",
        _("On a card"),
        (
            Key("edit", ("F2",), _("Edit the line")),
            Key("next-line", ("ArrowDown",), _("The next line")),
            Key("previous-line", ("ArrowUp",), _("The line before")),
        ),
    ),
    Group(
        "pairs",
        _("At a pair of duplicates"),
        (
            Key("next-pair", ("j",), _("Leave the pair for later")),
            Key("previous-pair", ("k",), _("The pair before")),
            Key("keep-1", ("1",), _("Keep the first card")),
            Key("keep-2", ("2",), _("Keep the second card")),
            Key("merge", ("m",), _("Merge the two")),
            Key("different", ("n",), _("They are not the same")),
        ),
    ),
    Group(
        "proposals",
        _("At a proposal from a phone"),
        (
            Key("accept", ("y",), _("Accept it")),
            Key("decline", ("n",), _("Decline it")),
        ),
    ),
    Group(
        "field",
        _("In a field"),
        (
            Key("save", ("Ctrl+Enter",), _("Save")),
            Key("leave", ("Escape",), _("Leave it as it was")),
        ),
    ),
)


def parts_of(key: str) -> list[str]:
    """`Ctrl+Enter` in its parts."""
    return [part.upper() if len(part) == 1 else part for part in key.split("+")]


def meanings() -> dict[str, dict[str, str]]:
    """For each area what its keys mean."""
    return {group.area: {key: each.name for each in group.keys for key in each.keys} for group in GROUPS}
