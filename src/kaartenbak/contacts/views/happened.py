"""The history of a card as it is shown: by operation, each with its sentences and the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from kaartenbak.contacts.queries.past import Happening, happenings
from kaartenbak.contacts.views.card import Card
from kaartenbak.core.actor import Actor
from kaartenbak.history.models import Operation
from kaartenbak.history.shown import DOORS, may_undo


@dataclass(frozen=True)
class Remark:
    """What happened about a card without changing it, in a sentence."""

    sentence: str
    can_put_back: bool = False


@dataclass(frozen=True)
class Entry:
    """An operation with what it did to this card, and the moment from which on the card was so; `change` is its last."""

    operation: Operation
    at: datetime
    told: Sequence[Happening | Remark]
    door: str
    can_undo: bool
    change: int


# What needs no sentence where another one is told: what follows the company, and the card as a program sent it.
BESIDE = frozenset({"follows", "member", "member.text"})

# What other capabilities tell about a card, by its key: after one change, up to another (none: to the last).
Teller = Callable[[int, int, int | None, Actor], list[Entry]]
TELLERS: dict[str, Teller] = {}


def register(tellers: Mapping[str, Teller]) -> None:
    """Let other capabilities tell what happened about cards, each under the name of what has to be there (`Card.has`)."""
    TELLERS.update(tellers)


def entries(
    card: Card, *, limit: int, before: int | None = None, former: int | None = None
) -> tuple[list[Entry], int | None]:
    """The history of a card by operation, newest first, and where an older page goes on; of the `former` card with this
    key, that became part of it, when one is given.
    """
    key = former or card.contact.pk
    found = happenings(key, limit=limit, before=before, known=None if former else card.at_hand)
    told = [list(group) for _key, group in groupby(found, key=lambda each: each.operation)]
    older = found[-1].change if len(found) >= limit else None
    tellers = [teller for name, teller in TELLERS.items() if former or card.has(name)]
    more = [each for teller in tellers for each in teller(key, older or 0, before, card.by)]
    shown = [*(entry(each, card.by) for each in told), *more]
    return sorted(shown, key=attrgetter("change"), reverse=True) if more else shown, older


def is_creation(told: Happening) -> bool:
    """Whether the card was made here; what it was made with needs no sentences of its own."""
    return not told.field and told.old is None


def entry(told: list[Happening], by: Actor) -> Entry:
    """One operation; what follows the company is left out beside the values that say so themselves, and so is that a program
    sent the card.
    """
    spoken = [each for each in told if is_creation(each)]
    spoken = spoken or [each for each in told if each.field not in BESIDE] or told[:1]
    operation, at = told[0].entry, told[0].effective
    return Entry(operation, at, spoken, door(operation), may_undo(operation, by), told[0].change)


def door(operation: Operation) -> str:
    """The door that an operation came by, in words."""
    return str(DOORS.get(operation.channel, ""))
