"""Whose program it is that signs in with a user name and an app password."""

from dataclasses import replace

from django.http import HttpRequest

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.devices import device_of
from kaartenbak.carddav.requests import Visitor

LONGEST_REASON = 250


def visitor_with(http: HttpRequest, *, username: str, password: str) -> Visitor:
    """The visitor with this name and app password. What he does is entered with his device and his program."""
    found = device_of(username=username, password=password, address=attempts.address_of(http))
    program = http.headers.get("User-Agent", "").strip()
    told = f"{found.device} ({program})" if program else found.device
    actor = replace(queries.actor_of(found.user, channel="carddav"), reason=told[:LONGEST_REASON])
    return Visitor(found.user, actor, found.device)
