"""Tokens: keys with which programs act for a user."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import Token, User
from kaartenbak.accounts.rules import keys
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

LONGEST_NAME = 100


@dataclass(frozen=True)
class NewToken:
    """A token with its key, which is shown now and never again."""

    token: Token
    key: str


@operation(needs="own.change", title=_("Made the token {token} for {user}"))
def create_token(
    *, user: User, name: str = "", expires: date | None = None, read_only: bool = False, by: Actor
) -> NewToken:
    """Make a key for a program of `user`; it works up to and including the day `expires`."""
    refuse_others(user, by)
    label = text.clean(name, "name") or str(_("Token"))
    if len(label) > LONGEST_NAME:
        raise Refused(
            "value.too_long", field="name", field_label="name", limit=LONGEST_NAME, length=len(label)
        )
    if expires is not None and expires < timezone.localdate():
        raise Refused("token.expired_already", field="expires", expires=expires)
    if not store.lock(user).is_active:
        raise Refused("user.disabled", field="user", name=user.username)
    key = keys.new_key()
    token = store.create(
        Token(user=user, name=label, digest=keys.digest(key), expires=expires, read_only=read_only)
    )
    about(token=label, user=str(user))
    return NewToken(token, key)


@operation(needs="own.change", title=_("Revoked the token {token} of {user}"))
def revoke_token(*, token: Token, by: Actor) -> None:
    """Let the programs with this token in no more."""
    refuse_others(token.user, by)
    about(token=token.name, user=str(token.user))
    store.delete(token)


def refuse_others(user: User, by: Actor) -> None:
    """Refuse tokens of somebody else, unless the actor manages users."""
    if user.pk != by.user_id and not by.may("accounts.change"):
        raise Refused("token.not_yours")
