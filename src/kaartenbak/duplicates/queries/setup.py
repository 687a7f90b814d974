"""The setup of the search strings."""

from typing import Any

from kaartenbak.duplicates.models import StringSetup
from kaartenbak.duplicates.rules.strings import needed
from kaartenbak.setup.queries import the_setup


def string_setup() -> StringSetup:
    """The one record; what is built in before it was ever saved."""
    return StringSetup.objects.first() or StringSetup(pk=1)


def string_rows() -> list[Any]:
    """Field, part and length of each search string."""
    rows: list[Any] = string_setup().rows
    return rows


def needed_now() -> int:
    """How many strings of two companies must be equal by the setup."""
    return needed(len(string_rows()), the_setup().duplicates_hit_percentage)
