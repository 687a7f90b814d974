"""App passwords: one for each phone or mail program of a user."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import AppPassword, User
from kaartenbak.accounts.ops.owning import called, refuse_disabled, refuse_others
from kaartenbak.accounts.rules import app_passwords, keys
from kaartenbak.core.actor import Actor
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

NOT_YOURS = "app_password.not_yours"


@dataclass(frozen=True)
class NewAppPassword:
    """An app password with its text, which is shown now and never again."""

    row: AppPassword
    password: str


@operation(needs="own.change", title=_("Made the app password {device} for {user}"))
def create_app_password(*, user: User, device: str = "", by: Actor) -> NewAppPassword:
    """Let a device of `user` in by a password of its own."""
    refuse_others(user, by, NOT_YOURS)
    name = called(device, "device", label=_("device"), otherwise=_("Device"))
    refuse_disabled(user, "device")
    password = app_passwords.new_password()
    row = store.create(AppPassword(user=user, device=name, digest=keys.digest(app_passwords.plain(password))))
    about(device=name, user=str(user))
    return NewAppPassword(row, password)


@operation(needs="own.change", title=_("Revoked the app password {device} of {user}"))
def revoke_app_password(*, app_password: AppPassword, by: Actor) -> None:
    """Let a device in no more."""
    refuse_others(app_password.user, by, NOT_YOURS)
    about(device=app_password.device, user=str(app_password.user))
    store.delete(app_password)
