"""Tokens: keys with which programs act for a user."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import Token, User
from kaartenbak.accounts.ops.owning import called, refuse_disabled, refuse_others
from kaartenbak.accounts.rules import keys
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

NOT_YOURS = "token.not_yours"


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
    refuse_others(user, by, NOT_YOURS)
    label = called(name, "name", label=_("name"), otherwise=_("Token"))
    if expires is not None and expires < timezone.localdate():
        raise Refused("token.expired_already", field="expires", expires=expires)
    refuse_disabled(user, "user")
    key = keys.new_key()
    token = store.create(
        Token(user=user, name=label, digest=keys.digest(key), expires=expires, read_only=read_only)
    )
    about(token=label, user=str(user))
    return NewToken(token, key)


@operation(needs="own.change", title=_("Revoked the token {token} of {user}"))
def revoke_token(*, token: Token, by: Actor) -> None:
    """Let the programs with this token in no more."""
    refuse_others(token.user, by, NOT_YOURS)
    about(token=token.name, user=str(token.user))
    store.delete(token)
