"""App passwords: one for each phone or mail program of a user."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import AppPassword, User
from kaartenbak.accounts.rules import app_passwords, keys
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

LONGEST_NAME = 100


@dataclass(frozen=True)
class NewAppPassword:
    """An app password with its text, which is shown now and never again."""

    row: AppPassword
    password: str


@operation(needs="own.change", title=_("Made the app password {device} for {user}"))
def create_app_password(*, user: User, device: str = "", by: Actor) -> NewAppPassword:
    """Let a device of `user` in by a password of its own."""
    refuse_others(user, by)
    name = text.clean(device, "device") or str(_("Device"))
    if len(name) > LONGEST_NAME:
        raise Refused(
            "value.too_long", field="device", field_label=_("device"), limit=LONGEST_NAME, length=len(name)
        )
    if not store.lock(user).is_active:
        raise Refused("user.disabled", field="device", name=user.username)
    password = app_passwords.new_password()
    row = store.create(AppPassword(user=user, device=name, digest=keys.digest(app_passwords.plain(password))))
    about(device=name, user=str(user))
    return NewAppPassword(row, password)


@operation(needs="own.change", title=_("Revoked the app password {device} of {user}"))
def revoke_app_password(*, app_password: AppPassword, by: Actor) -> None:
    """Let a device in no more."""
    refuse_others(app_password.user, by)
    about(device=app_password.device, user=str(app_password.user))
    store.delete(app_password)


def refuse_others(user: User, by: Actor) -> None:
    """Refuse the app passwords of somebody else, unless the actor manages users."""
    if user.pk != by.user_id and not by.may("accounts.change"):
        raise Refused("app_password.not_yours")
