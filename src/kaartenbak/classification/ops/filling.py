"""Filling the tables of a new register, once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.classification.data import Seed, seeds
from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.core.actor import Actor
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import operation
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.ops.filling import add_missing

KIND = "classification.seed"


@operation(needs="setup.change", title=_("Filled the tables of groups and relations"))
def seed(*, language: str = "nl", by: Actor) -> None:
    """Add the codes that are not there yet, described in `language`. Whoever starts the program asks `is_seeded` first, so
    that what an office removed does not come back.
    """
    rows = list(seeds(language))
    for grouping in GROUPINGS.values():
        add_missing(grouping.codes, [made(grouping.codes, row) for row in rows if row.table == grouping.name])


def made(table: Any, row: Seed) -> CodeTable:
    """A code that is not stored yet."""
    code: CodeTable = table(
        code=row.code, description=row.description, **({"url": row.url} if row.url else {})
    )
    return code


def is_seeded() -> bool:
    """Whether these tables were filled once, as the history tells."""
    return Operation.objects.filter(kind=KIND).exists()
