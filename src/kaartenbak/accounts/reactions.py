"""What follows from changes elsewhere."""

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.accounts.rules import roles
from kaartenbak.core.refusals import Refused
from kaartenbak.history.events import Restored
from kaartenbak.history.recording import Noted, running, values

TABLE = User._meta.label_lower


def keep_an_administrator(_event: Restored) -> None:
    """An undo may not take the last administrator away either."""
    changes = running().noted[TABLE].values()
    if any(was_administrator(noted) for noted in changes) and not queries.active_administrators().exists():
        raise Refused("user.last_administrator")


def was_administrator(noted: Noted) -> bool:
    """Whether the change may have made one administrator less: the role or the account was taken away."""
    before = values(noted.before) if noted.before else {}
    return before.get("role") == roles.ADMIN or before.get("is_active") is True
