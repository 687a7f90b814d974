"""The history of a card as it is shown: by operation, each with its sentences and the way back."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kaartenbak.contacts.queries.past import Happening, happenings
from kaartenbak.contacts.views.card import Card
from kaartenbak.core.actor import Actor
from kaartenbak.history.models import Operation
from kaartenbak.history.shown import DOORS, may_undo


@dataclass(frozen=True)
class Entry:
    """An operation with what it did to this card, and the moment from which on the card was so."""

    operation: Operation
    at: datetime
    told: list[Happening]
    door: str
    can_undo: bool


def entries(
    card: Card, *, limit: int, before: int | None = None, former: int | None = None
) -> tuple[list[Entry], int | None]:
    """The history of a card by operation, newest first, and where an older page goes on; of the `former` card with this
    key, that became part of it, when one is given.
    """
    found = happenings(former or card.contact.pk, limit=limit, before=before)
    told = [list(group) for _key, group in groupby(found, key=lambda each: each.operation)]
    return [entry(each, card.by) for each in told], found[-1].change if len(found) >= limit else None


def is_creation(told: Happening) -> bool:
    """Whether the card was made here; what it was made with needs no sentences of its own."""
    return not told.field and told.old is None


def entry(told: list[Happening], by: Actor) -> Entry:
    """One operation; what follows the company is left out beside the values that say so themselves."""
    spoken = [each for each in told if is_creation(each)]
    spoken = spoken or [each for each in told if each.field != "follows"] or told
    operation, at = told[0].entry, told[0].effective
    return Entry(operation, at, spoken, str(DOORS.get(operation.channel, "")), may_undo(operation, by))
