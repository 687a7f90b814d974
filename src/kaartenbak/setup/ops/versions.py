"""Changing a row of the setup as somebody saw it: what changed in between is not overwritten unawares."""

from django.db.models import Model

from kaartenbak.core.refusals import Stale
from kaartenbak.history import store
from kaartenbak.setup.queries import fingerprint


def locked[M: Model](row: M, version: int | None) -> M:
    """The row as it is now, held until the operation ends; refused when it is no longer `version`."""
    present = store.lock(row)
    refuse_stale(present, version)
    return present


def refuse_stale(row: Model, version: int | None) -> None:
    """Refuse when `version` was given and is not the row's fingerprint."""
    current = fingerprint(row)
    if version is not None and version != current:
        raise Stale("version.stale", read=version, present=current)
