"""Who a token stands for: the way programs sign in."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.models import Token
from kaartenbak.accounts.rules import keys
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def actor_of_request(request: HttpRequest, key: str) -> Actor:
    """The actor behind `key`; refused when there is none, or when a token that may only read would write."""
    today = timezone.localdate()
    shaped = keys.looks_like_one(key)
    token = queries.token_by_digest(keys.digest(key), today=today) if shaped else None
    if token is None:
        attempts.failed_key(address=attempts.address_of(request), shaped=shaped)
        raise Refused("auth.invalid")
    if token.read_only and request.method in WRITES:
        raise Refused("auth.read_only")
    if token.last_used != today:
        stamp(token, today)
    return queries.actor_of(token.user, channel="api", read_only=token.read_only)


def stamp(token: Token, today: date) -> None:
    """Note on which day a token was last used, once a day; no history is kept of it."""
    Token.objects.filter(pk=token.pk).exclude(last_used=today).update(last_used=today)
