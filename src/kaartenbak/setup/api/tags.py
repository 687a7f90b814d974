"""The ETags of the setup's records: nine digits of the record itself, then the number of its contacts.

The number stands in the tag so that who asks again sees it change; a write is judged by the record alone.
"""

from django.db.models import Model

from kaartenbak.api.answers import version_wanted
from kaartenbak.api.requests import ApiRequest
from kaartenbak.setup.queries import fingerprint

ROOM = 10**8


def tag(row: Model, contacts: int = 0) -> int:
    """The tag of a record as it is shown."""
    return fingerprint(row) * ROOM + contacts % ROOM


def wanted(request: ApiRequest) -> int | None:
    """The fingerprint that a write is to be based on; none when any will do."""
    version = version_wanted(request)
    return version if version is None or version < 0 else version // ROOM
