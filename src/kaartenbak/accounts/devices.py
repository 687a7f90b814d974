"""Whose device it is that signs in with a user name and an app password."""

from datetime import timedelta

from django.utils import timezone

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.models import AppPassword
from kaartenbak.accounts.rules import app_passwords, keys
from kaartenbak.core.refusals import Refused

# The last use is noted once in so long, not with every request.
NOTED_AFTER = timedelta(minutes=10)


def device_of(*, username: str, password: str, address: str) -> AppPassword:
    """The app password with this name and text; refused alike for a wrong name, a wrong text and the account's own password.

    It is looked up by its digest each time, which is quick, so one that is revoked lets in no more at once. Guessing is
    slowed for the name at that address, and never keeps the user out of the pages.
    """
    found = None
    if app_passwords.looks_like_one(password):
        found = queries.app_password_by_digest(keys.digest(app_passwords.plain(password)))
    account = queries.normal_name(username)
    if found is None or found.user.username != account:
        attempts.failed_device(account=account, address=address)
        raise Refused("sign_in.wrong")
    stamp(found)
    return found


def stamp(found: AppPassword) -> None:
    """Note that an app password was used now; no history is kept of it."""
    now = timezone.now()
    if found.last_used is None or now - found.last_used >= NOTED_AFTER:
        AppPassword.objects.filter(pk=found.pk).update(last_used=now)
