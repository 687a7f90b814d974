"""Which value a new contact gets: the given one, its company's or the default (contacts.md §7, D7)."""

from collections.abc import Mapping
from typing import Any

FIELDS = (
    "salesperson",
    "territory",
    "country",
    "language",
    "format_region",
    "correspondence_type",
    "salutation",
)


def defaults_for(kind: str, setup: Mapping[str, Any], own_salesperson: Any = "") -> dict[str, Any]:
    """The defaults of `setup` for a contact of `kind`; the user's own salesperson goes first."""
    values = {name: setup.get(name) for name in FIELDS if name != "salutation"}
    values["salutation"] = setup.get(f"{kind}_salutation")
    values["salesperson"] = own_salesperson or values["salesperson"]
    return {name: value for name, value in values.items() if value}
