"""What follows from changes elsewhere."""

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.core.refusals import Refused
from kaartenbak.history.events import Restored
from kaartenbak.history.recording import running

TABLE = User._meta.label_lower


def keep_an_administrator(_event: Restored) -> None:
    """An undo may not take the last administrator away either."""
    if running().noted.get(TABLE) and not queries.active_administrators().exists():
        raise Refused("user.last_administrator")
