"""The cards that an import made or changed, a page at a time."""

from typing import NamedTuple

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.models import Import
from kaartenbak.history import queries
from kaartenbak.history.models import Change
from kaartenbak.history.registry import tracked

PAGE = 100


class Touched(NamedTuple):
    """A card: its number and name, blank when it is there no longer, and whether the import made it."""

    number: str
    name: str
    made: bool


def touched(record: Import, *, after: int = 0) -> tuple[list[Touched], int]:
    """The cards behind this one, and the last of them; 0 when there are no more."""
    changes = Change.objects.filter(operation=record.operation_id or 0, card__gt=after)
    found = list(changes.order_by("card").values_list("card", flat=True).distinct()[: PAGE + 1])
    keys = [key for key in found[:PAGE] if key is not None]
    made = Change.objects.filter(
        operation=record.operation_id or 0,
        model=tracked(Contact).label,
        action=Change.Action.CREATED,
        card__in=keys,
    )
    new, known = set(made.values_list("card", flat=True)), queries.cards(keys)
    shown = [
        Touched(known.get(key, {}).get("number", ""), known.get(key, {}).get("name", ""), key in new)
        for key in keys
    ]
    return shown, keys[-1] if len(found) > PAGE else 0
