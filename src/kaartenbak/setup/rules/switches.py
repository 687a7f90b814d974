"""The switches of the duplicates: keeping search strings, and searching automatically, which needs them."""

from collections.abc import Mapping
from typing import NamedTuple

LOWEST_HIT, HIGHEST_HIT = 1, 100


class Duplicates(NamedTuple):
    """Whether search strings are kept, and whether suspects are looked for after each change."""

    maintain: bool
    automatic: bool


def coupled(before: Duplicates, given: Mapping[str, bool]) -> Duplicates:
    """What the switches become when `given` are set (contacts.md §16.5).

    Turning on the automatic search turns on keeping. Keeping takes the automatic search with it, on and off,
    unless the same request says to keep without searching.
    """
    wanted = Duplicates(given.get("maintain", before.maintain), given.get("automatic", before.automatic))
    if wanted.automatic and not before.automatic:
        return Duplicates(maintain=True, automatic=True)
    turned = wanted.maintain != before.maintain
    if turned and not (wanted.maintain and "automatic" in given):
        return Duplicates(wanted.maintain, wanted.maintain)
    return wanted
