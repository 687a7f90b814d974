"""What becomes of many contacts, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tally:
    """Contacts that are changed, those that are as wanted already, and those passed over, by the key of the reason."""

    changed: int = 0
    already: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        reasons = {**self.skipped, **other.skipped}
        skipped = {name: self.skipped.get(name, 0) + other.skipped.get(name, 0) for name in reasons}
        return Tally(self.changed + other.changed, self.already + other.already, skipped)

    @property
    def total(self) -> int:
        """How many contacts it tells of."""
        return self.changed + self.already + sum(self.skipped.values())
