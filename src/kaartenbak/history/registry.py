"""Which tables are tracked, and which card their rows belong to; each capability registers its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

Row = dict[str, Any]
TEXT = (models.CharField.to_python, models.TextField.to_python)


@dataclass
class Tracked:
    """One tracked table.

    `card` is the column that names the contact a row belongs to: `id` for the contact itself, `contact_id`
    for its parts, blank for rows of no card. `untracked` fields are counters, stamps and secrets: written,
    but never put back; only the record of a removed row holds them, so that it can come back whole. `derived`
    fields are made from rows of other tables: recorded and put back, but a newer value stands in nobody's way.
    """

    model: type[models.Model]
    card: str = ""
    untracked: frozenset[str] = field(default_factory=frozenset)
    derived: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def label(self) -> str:
        """The name the table goes by in the record: `app.model`."""
        return str(self.model._meta.label_lower)

    @cached_property
    def fields(self) -> dict[str, "models.Field[Any, Any]"]:
        """Every column of the table by its attribute name."""
        return {f.attname: f for f in self.model._meta.concrete_fields}

    @cached_property
    def columns(self) -> dict[str, "tuple[str, type | None, models.Field[Any, Any]]"]:
        """By the name of each field and by that of its column: that of the column, the type of which it takes values as
        they are, and the column.
        """
        known = {f: (f.attname, str if type(f).to_python in TEXT else None, f) for f in self.fields.values()}
        return {name: told for f, told in known.items() for name in (f.name, f.attname)}

    @cached_property
    def texts(self) -> frozenset[str]:
        """The columns that take a text as it is."""
        return frozenset(
            name for name, (own_name, taken, _) in self.columns.items() if taken and name == own_name
        )

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The columns whose changes are recorded."""
        return frozenset(
            name for name, f in self.fields.items() if name not in self.untracked and not f.primary_key
        )

    def card_of(self, row: Row) -> int | None:
        """The contact that `row` belongs to, or none."""
        return row[self.card] if self.card else None

    def row_of(self, instance: models.Model) -> Row:
        """The columns of `instance` by attribute name, in the types of the columns and free of what
        `instance` may change.
        """
        return {name: own(typed(column, getattr(instance, name))) for name, column in self.fields.items()}

    def stored(self, row: Row) -> Row:
        """The values of `row` in the form the record keeps (what JSON can hold)."""
        return {name: plain(value) for name, value in row.items()}

    def read(self, stored: Row) -> Row:
        """The values of a recorded row in their Python types; a column that no longer exists is left out."""
        texts, fields = self.texts, self.fields
        return {
            name: value if value.__class__ is str and name in texts else typed(fields[name], value)
            for name, value in stored.items()
            if name in fields
        }

    def whole(self, stored: Row) -> Row:
        """A recorded removed row; a column that came later holds its default."""
        later = {name: f.get_default() for name, f in self.fields.items() if name not in stored}
        return later | self.read(stored)


def plain(value: Any) -> Any:
    """`value` as the record keeps it: dates and times in ISO form, everything else as JSON or text."""
    if value is None or isinstance(value, (str, int, bool, float, list, dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def typed(column: "models.Field[Any, Any]", value: Any) -> Any:
    """A value in the Python type of its column."""
    return value if value is None else column.to_python(value)


def own(value: Any) -> Any:
    """A list or dictionary as a copy, so that whoever holds the other one cannot change it; anything else as
    it is.
    """
    if isinstance(value, list):
        return [own(each) for each in value]
    if isinstance(value, dict):
        return {name: own(each) for name, each in value.items()}
    return value


TRACKED: dict[str, Tracked] = {}


def track(
    model: type[models.Model], *, card: str = "", untracked: Iterable[str] = (), derived: Iterable[str] = ()
) -> None:
    """Keep the history of `model`; called once, beside the model."""
    entry = Tracked(model, card, frozenset(untracked), frozenset(derived))
    TRACKED[entry.label] = entry


def tracked(model: type[models.Model]) -> Tracked:
    """The entry of `model`; a programming mistake when it was never registered."""
    return TRACKED[model._meta.label_lower]


def relations_to(model: type[models.Model]) -> "list[models.ManyToOneRel]":
    """Every foreign key that points at `model`, also those that cannot be followed back.

    One declared `DO_NOTHING` is left out: its owner clears it in the transaction that removes the row.
    """
    found = model._meta.get_fields(include_hidden=True)
    keys = [each for each in found if isinstance(each, models.ManyToOneRel)]
    return [each for each in keys if each.on_delete is not models.DO_NOTHING]


def card_tables() -> list[Tracked]:
    """The tables whose rows belong to a card, the contact itself first."""
    return sorted((t for t in TRACKED.values() if t.card), key=lambda t: t.card != "id")


def card_table() -> Tracked:
    """The contact's own table."""
    return next(t for t in TRACKED.values() if t.card == "id")


def card_model() -> type[models.Model]:
    """The contact's own model."""
    return card_table().model
