"""What can be done to the selected contacts of a list: one line for each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.rules.fields import capitalized
from kaartenbak.setup.tables import TABLES, CodeTableSpec


class Verb(StrEnum):
    """The kinds of action."""

    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"


TITLES = {Verb.ADD: _("Add {what}"), Verb.REMOVE: _("Take away {what}"), Verb.CHANGE: _("Change {what}")}


@dataclass(frozen=True)
class Action:
    """One action: giving or taking away a code of a table, or setting the field that holds one."""

    verb: Verb
    table: str

    @property
    def name(self) -> str:
        """The action in forms and records."""
        return f"{self.verb}-{self.table}"

    @property
    def spec(self) -> CodeTableSpec:
        """The table of the codes."""
        return TABLES[self.table]

    @property
    def codes(self) -> type[CodeTable]:
        return self.spec.model

    @property
    def field(self) -> str:
        """The field of a contact that holds a code of the table."""
        return self.spec.filter

    @property
    def what(self) -> str:
        """What the codes are called, as a label."""
        return capitalized(self.spec.what)

    @property
    def title(self) -> str:
        """The action as a heading."""
        return capitalized(str(TITLES[self.verb]).format(what=self.spec.what))

    @property
    def clears(self) -> bool:
        """Whether no code at all means something: the field becomes blank."""
        return self.verb is Verb.CHANGE


@dataclass(frozen=True)
class Group:
    """The actions of one menu."""

    label: Any
    icon: str
    actions: tuple[Action, ...]


ASSIGNED = ("mailing-groups", "industry-groups", "business-relations", "job-responsibilities")
HELD = ("organizational-levels", "salespeople", "territories", "languages")
GROUPS = (
    Group(_("Add"), "plus", tuple(Action(Verb.ADD, table) for table in ASSIGNED)),
    Group(_("Take away"), "minus", tuple(Action(Verb.REMOVE, table) for table in ASSIGNED)),
    Group(_("Change"), "pencil", tuple(Action(Verb.CHANGE, table) for table in HELD)),
)
ACTIONS = {action.name: action for group in GROUPS for action in group.actions}
