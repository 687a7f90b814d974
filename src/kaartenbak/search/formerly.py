"""What a card said once and says no more: former names, employers, numbers and addresses, from the record of its changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from kaartenbak.contacts.models import Channel, Contact, FormerCard
from kaartenbak.history import bulk
from kaartenbak.history.models import Change
from kaartenbak.history.recording import RUNNING, lines
from kaartenbak.history.recording import values as kept
from kaartenbak.history.registry import tracked
from kaartenbak.search.words import Value

FIELDS = (
    "name", "name_2", "company_name", "number", "external_id", "vat_number", "enterprise_number", "registration_number",
)  # fmt: skip
MOST = 60

Told = tuple[int | None, str, str, Mapping[str, Any]]


def former_values(cards: Collection[int]) -> dict[int, list[Value]]:
    """For each card that ever changed: the fields and texts it had before, the latest first, each once.

    What a card said that was merged into it counts as well. What an operation did that was undone since does not count, nor
    does its undoing.
    """
    found: dict[int, dict[Value, None]] = {}
    merged = merged_into(cards)
    told = {*cards, *merged}
    for card, model, action, before in (*just_changed(told), *changed(told)):
        if card is not None:
            values = found.setdefault(merged.get(card, card), {})
            values |= dict.fromkeys(past(model, action, before, merged=card in merged))
    return {card: list(values)[:MOST] for card, values in found.items() if values}


def merged_into(cards: Collection[int]) -> dict[int, int]:
    """The cards that became part of these, each with the one it is part of now."""
    rows = FormerCard.objects.filter(bulk.among("contact", cards))
    return dict(rows.values_list("card", "contact_id"))


def changed(cards: Collection[int]) -> Iterator[Told]:
    """The changes and removals of these cards' rows, the latest first."""
    models = [tracked(model).label for model in (Contact, Channel)]
    standing = Q(operation__undone_by=None, operation__undoes=None)
    rows = Change.objects.filter(bulk.among("card", cards), standing, model__in=models)
    gone = rows.exclude(action=Change.Action.CREATED).order_by("-id")
    yield from gone.values_list("card", "model", "action", "before").iterator()


def just_changed(cards: Collection[int]) -> Iterator[Told]:
    """The same of the operation in progress, which are written down at its very end."""
    recorder = RUNNING.get()
    if recorder is None or recorder.undoes is not None:
        return
    wanted, labels = set(cards), {tracked(model).label for model in (Contact, Channel)}
    # In the order in which they will be written down, read backwards.
    for label in reversed([each for each in recorder.noted if each in labels]):
        for _row, card, action, before in reversed(list(lines(recorder.noted[label]))):
            if card in wanted and action != Change.Action.CREATED:
                yield card, label, action, kept(before)


def past(model: str, action: str, before: Mapping[str, Any], *, merged: bool = False) -> Iterable[Value]:
    """The fields that a change took away; of a card that went all of them when it was `merged`, else nothing."""
    if model == tracked(Contact).label:
        named = FIELDS if action == Change.Action.UPDATED or merged else ()
        return [(name, before[name]) for name in named if before.get(name)]
    value = before.get("value")
    return [(str(before.get("kind") or guessed(value)), value)] if value else []


def guessed(value: str) -> str:
    """What kind of channel a text was: a change of the text alone does not say."""
    if "@" in value:
        return "email"
    return "website" if any(character.isalpha() for character in value) else "phone"


def since(values: Iterable[Value], present: Iterable[Value]) -> list[Value]:
    """Of former values those that are not there any more."""
    there = {text for _field, text in present}
    return [(field, text) for field, text in values if text not in there]
