"""Signing in with a password, as every door that takes one does it."""

from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.models import User
from kaartenbak.core.refusals import Refused

LONGEST_PASSWORD = 1000


def user_for(*, username: str, password: str, address: str) -> User:
    """The user with this name and password; refused alike for a wrong name and a wrong password, and in haste.

    `address` is where the request comes from (`attempts.address_of`).
    """
    account = queries.normal_name(username)
    attempts.enter(account=account, address=address)
    user = None
    if "\0" not in account and len(password) <= LONGEST_PASSWORD:
        user = authenticate(None, username=account, password=password)
    if not isinstance(user, User):
        raise Refused("sign_in.wrong")
    attempts.succeeded(account=account, address=address)
    tidy_up()
    return user


def tidy_up() -> None:
    """Remove attempts and sessions of long ago. Somebody signs in seldom enough to do it then."""
    attempts.forget_old()
    SessionStore.clear_expired()
