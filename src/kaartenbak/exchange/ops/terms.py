"""How an import is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kaartenbak.core.actor import Actor
from kaartenbak.exchange.rules.plan import Decision, Mode


@dataclass(frozen=True)
class Terms:
    """Who asked for it, what becomes of a row, by what its card is found, since when it goes on, whether it writes.

    `decided` holds for rows by their lines what somebody chose; `home` is the country where contacts without one are.
    """

    by: Actor
    mode: Mode
    match: tuple[str, ...]
    since: datetime
    writes: bool = True
    decided: Mapping[str, str] = field(default_factory=dict)
    home: str = ""

    @property
    def to_update(self) -> "Terms":
        """The same for a row of which somebody said which card it stands for."""
        return replace(self, mode=Mode.UPDATE) if self.mode is Mode.CREATE else self

    def decision(self, line: int) -> Decision | None:
        """What somebody chose for a row."""
        told = self.decided.get(str(line)) if self.decided else None
        return Decision.of(told) if told else None
