"""What stands where on a card: panels of lines, each with the fields that are edited together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.rules import inheritance
from kaartenbak.contacts.rules.fields import FIELDS, Field, Who


@dataclass(frozen=True)
class Line:
    """One line of a card: the fields that are shown and edited together, under the first one's label or its own."""

    name: str
    fields: tuple[str, ...] = ()
    label: Any = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the line."""
        return self.fields or (self.name,)

    @property
    def title(self) -> str:
        """The label, as a line begins with it."""
        return str(self.label) if self.label else FIELDS[self.name].title

    def fields_of(self, who: Who) -> tuple[Field, ...]:
        """The fields that a contact of this sort has."""
        return tuple(FIELDS[name] for name in self.names if who in FIELDS[name].applies_to)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The field groups that a person may take over from the company, of which this line shows values."""
        return tuple(
            group.name for group in inheritance.GROUPS if group.later and {*group.fields} & {*self.names}
        )


@dataclass(frozen=True)
class Panel:
    """A panel of the card with its lines."""

    name: str
    title: Any
    lines: tuple[Line, ...]


def panel(name: str, title: Any, *fields: str) -> Panel:
    """A panel with a line for each field."""
    return Panel(name, title, tuple(Line(field) for field in fields))


ADDRESS = Line("address", ("street", "street_2", "postcode", "city", "county", "country"), label=_("Address"))
PANELS = (
    panel(
        "general", _("General"),
        "name", "name_2", "first_name", "middle_name", "surname", "initials", "company", "job_title",
        "birthday",
    ),
    Panel("place", _("Address"), (ADDRESS,)),
    panel("writing", _("Writing"), "salutation", "language", "format_region", "correspondence_type"),
    panel("selling", _("Sales"), "salesperson", "territory", "exclude_from_segments"),
    panel("numbers", _("Numbers"), "vat_number", "enterprise_number", "registration_number", "currency"),
    panel("privacy", _("Privacy"), "privacy_blocked", "minor", "parental_consent"),
    panel("keys", _("Register"), "number", "search_name", "external_id"),
)  # fmt: skip
# Shown among the ways to reach somebody; a line appears there for these even while they are blank.
REACH = ("phone", "mobile", "email", "website")
EXTENSION = Line("extension")
# Shown in the panel that another capability has on the card (`card_panels.py`), beside what it assigns.
LEVEL = Line("organizational_level")
# The parts of a name stand in a dialog of their own as well, together with what goes with them.
NAME_DETAILS = Line(
    "name-details",
    (
        "salutation", "first_name", "middle_name", "surname", "initials", "job_title", "organizational_level", "language",
    ),
    label=_("Name details"),
)  # fmt: skip


def lines() -> Iterator[Line]:
    """Every line of every panel, those of the ways to reach somebody included."""
    for each in PANELS:
        yield from each.lines
    yield EXTENSION
    yield LEVEL
    yield from (Line(name) for name in REACH)


BY_NAME = {line.name: line for line in lines()}
