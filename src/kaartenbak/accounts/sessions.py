"""Where Django keeps the sessions: in its own table, which every page reads first."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from kaartenbak.history.prepared import Given, Prepared

KEPT = Prepared(lambda: Session.objects.filter(session_key=Given("key")))


class SessionStore(db.SessionStore):
    """The sessions of the framework, read without making the query anew."""

    def _get_session_from_db(self) -> Session | None:
        found = KEPT.first(key=self.session_key)
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
