"""Who acts: the one thing every operation is told about its caller."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Channel = Literal["web", "api", "carddav", "import", "cli", "system"]


@dataclass(frozen=True)
class Actor:
    """A person or program that acts, with what it may do and how its sentences are written.

    `salesperson` is the code of the user's own salesperson, or blank. `work_date` replaces the real day as *today*.
    """

    name: str
    permissions: frozenset[str] = frozenset()
    user_id: int | None = None
    role: str = ""
    channel: Channel = "web"
    language: str = "nl"
    reason: str = ""
    salesperson: str = ""
    work_date: date | None = None
    everything: bool = field(default=False, repr=False)

    def may(self, permission: str) -> bool:
        """Whether the actor holds `permission`, a name such as `contacts.change`."""
        return self.everything or permission in self.permissions

    @property
    def today(self) -> date:
        """The actor's working date: what defaults and date rules call today."""
        return self.work_date or date.today()  # noqa: DTZ011 - the day on the office's own calendar

    def through(self, channel: Channel, *, reason: str = "") -> "Actor":
        """The same actor, coming in by another door."""
        return replace(self, channel=channel, reason=reason or self.reason)


SYSTEM = Actor(name="Kaartenbak", channel="system", everything=True)
