"""The greeting of a letter: a formula of the setup, filled by parts of a name (contacts.md §14)."""

from collections.abc import Mapping, Sequence

from kaartenbak.setup.rules.formulas import NAMES
from kaartenbak.setup.rules.formulas import compose as render

__all__ = ["names_of", "render"]


def names_of(card: Mapping[str, str], names: Sequence[str]) -> list[str]:
    """The values of a card that the gaps of a formula ask for; blank for a gap without a name."""
    return [card.get(name, "") if name in NAMES else "" for name in names]
