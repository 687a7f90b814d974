"""The code tables: one line for each gives it its pages, its endpoint and its refusals.

`add` a table of another capability when the program is put together (`config/code_tables.py`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.normal import email
from kaartenbak.setup import models
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.rules import numbers, patterns, regions
from kaartenbak.setup.rules.fields import Field, Flag, Lines, Text, Whole, capitalized


@dataclass(frozen=True)
class CodeTableSpec:
    """One code table.

    `slug` is its name in addresses. `fields` stand beside code and description. `owned` are the relations
    whose rows go when a code goes (the formulas of a salutation). `texts` are columns elsewhere that hold its
    codes as text. `check` refuses values that do not go together. `filters` says whether the list of contacts
    can be narrowed to one of its codes. `group` says whether a code has a page with the contacts that have it.
    """

    model: type[CodeTable]
    slug: str
    fields: tuple[Field, ...] = ()
    owned: tuple[str, ...] = ()
    icon: str = "table-2"
    texts: tuple[tuple[str, str], ...] = ()
    check: Callable[[dict[str, Any]], None] | None = None
    filters: bool = True
    group: bool = False

    @property
    def name(self) -> str:
        """The table in the names of addresses, such as "organizational-level"."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", self.model.__name__).lower()

    @property
    def filter(self) -> str:
        """The name of the filter of contacts by its codes; blank when there is none."""
        return self.name.replace("-", "_") if self.filters else ""

    @property
    def what(self) -> Any:
        """What one row is called, such as "territory"."""
        return self.model._meta.verbose_name

    @property
    def adding(self) -> str:
        """What a button says that leads to a new row."""
        return capitalized(_("add a {what}").format(what=self.what))

    @property
    def title(self) -> str:
        """What the table is called, as a heading."""
        return capitalized(self.model._meta.verbose_name_plural)

    @property
    def longest(self) -> int:
        """How long a code may be."""
        return self.model.LONGEST

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Description and the table's own fields, in the order of a form."""
        description = Text("description", self.model._meta.get_field("description").verbose_name, 100)
        return (description, *self.fields)


SETUP = "setup.Setup"

TABLES: dict[str, CodeTableSpec] = {}


def add(*specs: CodeTableSpec) -> None:
    """Take up code tables; a table that is there already is replaced."""
    TABLES.update({spec.slug: spec for spec in specs})


def of(model: type[CodeTable]) -> CodeTableSpec:
    """The entry of `model`."""
    return next(spec for spec in TABLES.values() if spec.model is model)


add(
    CodeTableSpec(
        models.Salesperson,
        "salespeople",
        icon="user-round",
        fields=(
            Text("name", _("name"), 100),
            Text("email", _("e-mail"), 80, check=partial(email.check, field="email")),
            Flag("privacy_blocked", _("privacy blocked")),
        ),
    ),
    CodeTableSpec(models.Territory, "territories", icon="map"),
    CodeTableSpec(models.OrganizationalLevel, "organizational-levels", icon="layers", group=True),
    CodeTableSpec(models.Salutation, "salutations", icon="signature", owned=("formulas",)),
    CodeTableSpec(
        models.Language,
        "languages",
        icon="languages",
        fields=(
            Text("region_tag", _("format region"), 80, check=partial(regions.checked, field="region_tag")),
        ),
    ),
    CodeTableSpec(
        models.Country,
        "countries",
        icon="globe",
        fields=(Lines("vat_formats", _("VAT number formats"), patterns.checked),),
        texts=((SETUP, "home_country"),),
    ),
    CodeTableSpec(models.Currency, "currencies", icon="badge-euro"),
    CodeTableSpec(
        models.NumberSeries,
        "number-series",
        icon="hash",
        filters=False,
        fields=(
            Text("next", _("next number"), numbers.LONGEST, check=numbers.checked),
            Whole("step", _("step"), 1, 10_000),
            Flag("manual", _("manual numbers")),
        ),
        check=numbers.check_series,
    ),
)
