"""The names of the setup's values: in groups, as the API and the pages show them, with their columns."""

from dataclasses import dataclass

from kaartenbak.setup.models import (
    CodeTable,
    Country,
    Language,
    NumberSeries,
    Salesperson,
    Salutation,
    Territory,
)

INHERITANCE = (
    "salesperson",
    "territory",
    "country",
    "language",
    "format_region",
    "address",
    "communication",
)
DEFAULTS = (
    "salesperson",
    "territory",
    "country",
    "language",
    "format_region",
    "correspondence_type",
    "company_salutation",
    "person_salutation",
)
RELATIONS = ("customer", "vendor", "bank_account", "employee")
SERIES = ("contacts",)
DUPLICATES = ("maintain", "automatic", "hit_percentage")
ALONE = ("home_country", "country_required_in_addresses", "name_particles")


@dataclass(frozen=True)
class Group:
    """Values shown together under `name`; each has the column `prefix` + its own name."""

    name: str
    prefix: str
    names: tuple[str, ...]

    @property
    def columns(self) -> dict[str, str]:
        """The column of each value."""
        return {name: f"{self.prefix}{name}" for name in self.names}


GROUPS = (
    Group("inheritance", "inherit_", INHERITANCE),
    Group("defaults", "default_", DEFAULTS),
    Group("relation_codes", "relation_", RELATIONS),
    Group("number_series", "series_", SERIES),
    Group("duplicates", "duplicates_", DUPLICATES),
)

# The columns that hold a code, with the table it is one of.
CODES: dict[str, type[CodeTable]] = {
    "default_salesperson": Salesperson,
    "default_territory": Territory,
    "default_country": Country,
    "default_language": Language,
    "default_company_salutation": Salutation,
    "default_person_salutation": Salutation,
    "series_contacts": NumberSeries,
}
CORRESPONDENCE_TYPES = ("", "letter", "email")


def shown_name(column: str) -> str:
    """How the API names a column: `inherit_address` is `inheritance.address`."""
    for group in GROUPS:
        if column.startswith(group.prefix):
            return f"{group.name}.{column.removeprefix(group.prefix)}"
    return column
