"""The epoch: a few signs in every ETag and sync-token that are others after a backup was brought back."""

import secrets

from kaartenbak.carddav.models import Epoch
from kaartenbak.history.prepared import Given, Prepared

BYTES = 4
ONLY = 1

PRESENT = Prepared(lambda: Epoch.objects.filter(pk=Given("key")).values_list("value", flat=True))


def epoch() -> str:
    """The epoch of this register, begun when it is first asked for."""
    found = PRESENT(key=ONLY)
    return found[0] if found else Epoch.objects.get_or_create(pk=ONLY, defaults={"value": fresh()})[0].value


def begin_anew() -> None:
    """What programs know of this register counts no more: it was brought back from a backup."""
    Epoch.objects.update_or_create(pk=ONLY, defaults={"value": fresh()})


def fresh() -> str:
    return secrets.token_hex(BYTES)
