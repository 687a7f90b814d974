"""What holds for every key that a user lets a program or device in with: whose it is, what it is called, who may have one."""

from typing import Any

from kaartenbak.accounts.models import User
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store

LONGEST_NAME = 100


def refuse_others(user: User, by: Actor, key: str) -> None:
    """Refuse what belongs to somebody else with the sentence of `key`, unless the actor manages users."""
    if user.pk != by.user_id and not by.may("accounts.change"):
        raise Refused(key)


def called(given: str, field: str, *, label: Any, otherwise: Any) -> str:
    """The name that was given to a key, or the usual one; refused when it is too long."""
    name = text.clean(given, field) or str(otherwise)
    if len(name) > LONGEST_NAME:
        raise Refused("value.too_long", field=field, field_label=label, limit=LONGEST_NAME, length=len(name))
    return name


def refuse_disabled(user: User, field: str) -> None:
    """Refuse a key for a user who may not come in; held until the operation ends."""
    if not store.lock(user).is_active:
        raise Refused("user.disabled", field=field, name=user.username)
