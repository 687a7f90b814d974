"""What happened, in words for pages: an operation with its door, and what stands in the way of taking it back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import queries
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import title
from kaartenbak.history.planning import Conflict
from kaartenbak.history.registry import TRACKED
from kaartenbak.history.store import manager
from kaartenbak.history.undo import refuse_undo

DOORS = {
    "web": gettext_lazy("Pages"),
    "api": gettext_lazy("Interface"),
    "carddav": gettext_lazy("Phone or address book"),
    "import": gettext_lazy("Import"),
    "cli": gettext_lazy("Command line"),
    "system": gettext_lazy("Program"),
}


@dataclass(frozen=True)
class Line:
    """An operation as a list shows it."""

    entry: Operation
    title: str
    door: str
    can_undo: bool


def line(entry: Operation, by: Actor) -> Line:
    """An operation with its title and its door in words, and whether the reader may take it back."""
    return Line(entry, title(entry), str(DOORS.get(entry.channel, entry.channel)), may_undo(entry, by))


def may_undo(entry: Operation, by: Actor) -> bool:
    """Whether `by` may take an operation back; not whether something newer stands in the way."""
    try:
        refuse_undo(entry, by)
    except Refused:
        return False
    return by.may("history.undo")


@dataclass(frozen=True)
class Obstacle:
    """A value that has changed since; `card` is the number of the contact it belongs to, else `name` says of what it is."""

    card: str
    label: str
    then: str
    now: str
    name: str = ""


def obstacles(conflicts: Iterable[Conflict]) -> list[Obstacle]:
    """Conflicts as a page shows them."""
    listed = list(conflicts)
    keys = {each.card for each in listed if each.card is not None}
    known = queries.gone_cards(keys) | queries.cards(keys)
    names = names_of([each for each in listed if each.card is None])
    return [
        replace(
            obstacle(each, known.get(each.card or 0, {}).get("number", "")),
            name=names.get((each.model, each.row), ""),
        )
        for each in listed
    ]


def names_of(conflicts: Iterable[Conflict]) -> dict[tuple[str, int], str]:
    """What the rows of no contact are called, such as a group, by table and key."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for each in conflicts:
        keys[each.model].add(each.row)
    return {
        (model, key): str(row)
        for model, rows in keys.items()
        for key, row in manager(TRACKED[model].model).in_bulk(rows).items()
    }


def obstacle(conflict: Conflict, card: str) -> Obstacle:
    """One conflict in words."""
    table = TRACKED[conflict.model]
    if conflict.field == "record":
        what = str(table.model._meta.verbose_name)
        now = str(conflict.now) if conflict.now else _("no longer there")
        return Obstacle(card, what, words(conflict, conflict.then), now)
    label = str(getattr(table.fields.get(conflict.field), "verbose_name", conflict.field))
    return Obstacle(card, label, words(conflict, conflict.then), words(conflict, conflict.now))


def words(conflict: Conflict, value: Any) -> str:
    """A value of the record in words: a code in place of a key, yes or no, a list with commas."""
    column = TRACKED[conflict.model].fields.get(conflict.field)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    if column is not None and column.related_model is not None:
        row = manager(column.related_model).filter(pk=value).first()
        return str(row) if row else "…"
    choices = dict(getattr(column, "flatchoices", ()) or ())
    return str(choices.get(value, value))
