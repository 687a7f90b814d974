"""Small operations on real tables, and looks at what is stored: the history is tested below the rules of the contact."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.db.models import Model

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.core.actor import Actor
from kaartenbak.history import store
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import about, operation, perform
from kaartenbak.history.registry import TRACKED, Row
from kaartenbak.setup.models import Territory
from kaartenbak.testing.cast import EDITOR

numbers = count(1)


@operation(needs="contacts.change", title="Made a card")
def make_card(*, by: Actor, **values: Any) -> Contact:
    return store.create(new_card(**values))


@operation(needs="contacts.change", title="Made {count} cards")
def make_cards(*, cards: list[Contact], by: Actor) -> list[Contact]:
    about(count=len(cards))
    return store.create_many(Contact, cards)


@operation(needs="contacts.change", title="Changed a row")
def change(*, row: Any, version: int | None = None, by: Actor, **values: Any) -> bool:
    if version is not None:
        store.lock(row, version)
    return store.update(row, **values)


@operation(needs="contacts.change", title="Changed many rows")
def change_many(*, model: Any, values: Mapping[int, Mapping[str, Any]], by: Actor) -> int:
    return store.update_each(model, values)


@operation(needs="contacts.change", title="Added a row")
def add[M: Model](*, row: M, by: Actor) -> M:
    return store.create(row)


@operation(needs="contacts.delete", title="Removed rows")
def remove(*, rows: list[Any], by: Actor) -> None:
    for row in rows:
        store.delete(row)


@operation(needs="setup.change", title="Made a code")
def make_code(*, code: str, by: Actor) -> Territory:
    return store.create(Territory(code=code))


@operation(needs="contacts.change", title="Ran {what}")
def run(*, body: Callable[[], Any], by: Actor) -> Any:
    return body()


def new_card(**values: Any) -> Contact:
    return Contact(**({"number": f"T{next(numbers):06}", "kind": "company", "name": "De Smet"} | values))


def a_card(**values: Any) -> Contact:
    return make_card(by=EDITOR, **values)


def a_phone(card: Contact, value: str = "+32 9 111 11 11") -> Channel:
    return add(row=Channel(contact=card, kind="phone", value=value), by=EDITOR)


def a_comment(card: Contact, text: str = "Called") -> Comment:
    return add(row=Comment(contact=card, text=text), by=EDITOR)


def done(op: Any, **arguments: Any) -> Operation:
    """Perform an operation and give its entry in the history."""
    return Operation.objects.get(pk=perform(op, **arguments).operation or 0)


def now(row: Any) -> Any:
    """The row as the database has it."""
    return type(row)._base_manager.get(pk=row.pk)


def dump() -> dict[str, dict[int, Row]]:
    """Every recorded value of every tracked table."""
    return {
        label: {
            row["id"]: {name: value for name, value in row.items() if name in table.recorded}
            for row in table.model._base_manager.values(*table.fields)
        }
        for label, table in TRACKED.items()
    }


def versions() -> dict[int, int]:
    return dict(Contact._base_manager.values_list("pk", "version"))
