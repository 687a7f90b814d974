"""Questions about what happened."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import OPERATIONS
from kaartenbak.history.registry import TRACKED, card_model, card_table
from kaartenbak.history.store import manager

# What is done with accounts is for those to see who manage them, and for who did it.
PRIVATE = ("accounts.change", "own.change")


def visible_to(by: Actor) -> "QuerySet[Operation]":
    """The operations that `by` may see."""
    if by.may("accounts.change"):
        return Operation.objects.all()
    private = [kind for kind, spec in OPERATIONS.items() if spec.needs in PRIVATE]
    return Operation.objects.filter(~Q(kind__in=private) | Q(actor_id=by.user_id))


def operation_by_id(key: str, *, by: Actor) -> Operation:
    """The operation with this id; refused as not found when there is none that `by` may see."""
    known = key.isascii() and key.isdigit() and len(key) <= 18
    found = visible_to(by).filter(pk=int(key)).first() if known else None
    if found is None:
        raise NotFound("operation.not_found", ref=key[:40])
    return found


def done_by(name: str) -> Q:
    """The operations of the user with this user name, or of whoever acted under this name."""
    users = get_user_model()._default_manager.filter(username=name.strip().casefold())
    return Q(actor_name=name.strip()) | Q(actor_id__in=users.values("pk"))


def cards(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The number, name, uid and version of cards that are there, by key."""
    rows = manager(card_model()).filter(pk__in=set(keys)).values("id", "number", "name", "uid", "version")
    return {row["id"]: {**row, "uid": str(row["uid"])} for row in rows}


def gone_cards(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The number and uid that removed cards had, by key."""
    removals = Change.objects.filter(
        model=card_table().label, card__in=set(keys), action=Change.Action.DELETED
    )
    return {
        change.row: {
            "id": change.row,
            "number": change.before["number"],
            "uid": str(change.before["uid"]),
            "version": None,
        }
        for change in removals.order_by("id")
    }


def removal_of(number: str, *, by: Actor) -> Operation | None:
    """The operation that removed the last card with this number, if `by` may see it."""
    if "\0" in number:
        return None
    removals = Change.objects.filter(
        model=card_table().label, action=Change.Action.DELETED, before__number=number.strip().upper()
    )
    last = removals.order_by("-id").first()
    return visible_to(by).filter(pk=last.operation_id).first() if last else None


def name_of(model: str, row: int, column: str) -> str:
    """What callers call a column: its own name, or what the row says it is known as (the kind of a channel)."""
    table = TRACKED[model].model
    if hasattr(table, "known_as"):
        present = manager(table).filter(pk=row).first()
        if present is not None:
            return str(present.known_as(column))
    return column.removesuffix("_id")


def readable(model: str, column: str, value: Any) -> Any:
    """A value as callers know it: the code or name of what a key points at."""
    field = TRACKED[model].fields.get(column)
    if field is None or not field.is_relation or value is None:
        return value
    found = manager(cast("type[Model]", field.related_model)).filter(pk=value).first()
    return value if found is None else getattr(found, "code", None) or str(found)
