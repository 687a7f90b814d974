"""The ETags of the setup's records: the number of its contacts, then nine digits of the record itself.

The number stands in the tag so that who asks again sees it change; a write is judged by the record alone, and a tag
without the number, as a refusal shows it, does as well.
"""

from django.db.models import Model

from kaartenbak.api.answers import version_wanted
from kaartenbak.api.requests import ApiRequest
from kaartenbak.setup.queries import fingerprint

ROOM = 10**9


def tag(row: Model, contacts: int = 0) -> int:
    """The tag of a record as it is shown."""
    return contacts % 10**8 * ROOM + fingerprint(row)


def wanted(request: ApiRequest) -> int | None:
    """The fingerprint that a write is to be based on; none when any will do."""
    version = version_wanted(request)
    return version if version is None or version < 0 else version % ROOM
