"""How an import is done."""

from dataclasses import dataclass
from datetime import datetime

from kaartenbak.core.actor import Actor
from kaartenbak.exchange.rules.plan import Mode


@dataclass(frozen=True)
class Terms:
    """Who asked for it, what becomes of a row, by what its card is found, since when it goes on, whether it writes."""

    by: Actor
    mode: Mode
    match: tuple[str, ...]
    since: datetime
    writes: bool = True
