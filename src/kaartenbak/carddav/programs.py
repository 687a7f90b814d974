"""Whose program it is that signs in with a user name and a key."""

from django.http import HttpRequest
from django.utils import timezone

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.bearer import stamp
from kaartenbak.accounts.rules import keys
from kaartenbak.carddav.requests import Visitor
from kaartenbak.core.refusals import Refused


def visitor_with(http: HttpRequest, *, username: str, password: str) -> Visitor:
    """The visitor with this name and key; refused alike for a wrong name, a wrong key, and the account's own password."""
    today = timezone.localdate()
    shaped = keys.looks_like_one(password)
    token = queries.token_by_digest(keys.digest(password), today=today) if shaped else None
    if token is None or token.user.username != queries.normal_name(username):
        attempts.failed_key(address=attempts.address_of(http), shaped=shaped)
        raise Refused("auth.invalid")
    if token.last_used != today:
        stamp(token, today)
    actor = queries.actor_of(token.user, channel="carddav", read_only=token.read_only)
    return Visitor(token.user, actor, token.name)
