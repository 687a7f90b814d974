"""Which tables are tracked, and which card their rows belong to; each capability registers its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

Row = dict[str, Any]


@dataclass
class Tracked:
    """One tracked table.

    `card` is the column that names the contact a row belongs to: `id` for the contact itself, `contact_id` for its parts,
    blank for rows of no card. `untracked` fields are counters and stamps: written, but never recorded or put back.
    """

    model: type[models.Model]
    card: str = ""
    untracked: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def label(self) -> str:
        """The name the table goes by in the record: `app.model`."""
        return str(self.model._meta.label_lower)

    @cached_property
    def fields(self) -> dict[str, "models.Field[Any, Any]"]:
        """Every column of the table by its attribute name."""
        return {f.attname: f for f in self.model._meta.concrete_fields}

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """The columns whose changes are recorded."""
        return tuple(name for name, f in self.fields.items() if name not in self.untracked and not f.primary_key)

    def card_of(self, row: Row) -> int | None:
        """The contact that `row` belongs to, or none."""
        return row[self.card] if self.card else None

    def row_of(self, instance: models.Model) -> Row:
        """The columns of `instance` by attribute name."""
        return {name: getattr(instance, name) for name in self.fields}

    def stored(self, row: Row) -> Row:
        """The values of `row` in the form the record keeps (what JSON can hold)."""
        return {name: plain(value) for name, value in row.items()}

    def read(self, stored: Row) -> Row:
        """The values of a recorded row in their Python types; a column that no longer exists is left out."""
        return {name: typed(self.fields[name], value) for name, value in stored.items() if name in self.fields}


def plain(value: Any) -> Any:
    """`value` as the record keeps it: dates and times in ISO form, everything else as JSON or text."""
    if value is None or isinstance(value, (str, int, bool, float, list, dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def typed(column: "models.Field[Any, Any]", value: Any) -> Any:
    """A recorded value in the Python type of its column."""
    return value if value is None else column.to_python(value)


TRACKED: dict[str, Tracked] = {}


def track(model: type[models.Model], *, card: str = "", untracked: Iterable[str] = ()) -> None:
    """Keep the history of `model`; called once, beside the model."""
    entry = Tracked(model, card, frozenset(untracked))
    TRACKED[entry.label] = entry


def tracked(model: type[models.Model]) -> Tracked:
    """The entry of `model`; a programming mistake when it was never registered."""
    return TRACKED[model._meta.label_lower]


def relations_to(model: type[models.Model]) -> "list[models.ManyToOneRel]":
    """Every foreign key that points at `model`, also those that cannot be followed back."""
    found = model._meta.get_fields(include_hidden=True)
    return [each for each in found if isinstance(each, models.ManyToOneRel)]


def card_tables() -> list[Tracked]:
    """The tables whose rows belong to a card, the contact itself first."""
    return sorted((t for t in TRACKED.values() if t.card), key=lambda t: t.card != "id")


def card_model() -> type[models.Model]:
    """The contact's own table."""
    return next(t.model for t in TRACKED.values() if t.card == "id")
