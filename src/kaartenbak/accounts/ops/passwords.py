"""Passwords: what will do as one, and changing one's own."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.history.recording import running

LONGEST = 1000
REASONS = {
    "password_too_short": "password.too_short",
    "password_too_common": "password.too_common",
    "password_too_similar": "password.too_similar",
}


@operation(needs="own.change", title=_("{user} chose a new password"))
def change_own_password(*, old: str, new: str, by: Actor) -> User:
    """Replace one's own password; the old one proves that it is really the user who sits there."""
    user = store.lock(queries.user_of(by))
    if not user.check_password(old):
        raise Refused("password.wrong", field="old")
    if old == new:
        raise Refused("password.same", field="new")
    about(user=str(user))
    store.update(
        user, password=make_password(checked_password(new, user, field="new")), password_temporary=False
    )
    running().entered()
    return user


def checked_password(password: str, user: User, field: str = "password") -> str:
    """`password`, if it is neither short, nor common, nor like the user's own details."""
    if len(password) > LONGEST:
        raise Refused("value.too_long", field=field, field_label=field, limit=LONGEST, length=len(password))
    try:
        validate_password(password, user)
    except ValidationError as found:
        raise Refused.together(reason(each, field) for each in found.error_list) from None
    return password


def reason(error: ValidationError, field: str) -> Refused:
    """Why a password will not do."""
    least = (error.params or {}).get("min_length")
    return Refused(REASONS.get(error.code or "", "password.refused"), field=field, least=least)
