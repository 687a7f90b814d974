"""The conditions of a request: `If-Match` and `If-None-Match` (RFC 9110, section 13)."""

import re

from django.http import HttpRequest

from kaartenbak.carddav.errors import DavError

TAG = re.compile(r'(?:W/)?"[^"]*"')


def is_met(http: HttpRequest, etag: str | None) -> bool:
    """Whether `If-Match` holds for what is there; `etag` is none when nothing is."""
    wanted = http.headers.get("If-Match")
    return wanted is None or (etag is not None and names(wanted, etag))


def is_unchanged(http: HttpRequest, etag: str | None) -> bool:
    """Whether `If-None-Match` names what is there."""
    known = http.headers.get("If-None-Match")
    return known is not None and etag is not None and names(known, etag)


def refuse_unmet(http: HttpRequest, etag: str | None) -> bool:
    """Refuse a change whose conditions do not hold; whether it has any."""
    if not is_met(http, etag) or is_unchanged(http, etag):
        raise DavError(412, text="The card is another one by now.")
    return "If-Match" in http.headers or "If-None-Match" in http.headers


def names(header: str, etag: str) -> bool:
    """Whether a list of ETags holds this one; a star stands for any."""
    return header.strip() == "*" or etag in TAG.findall(header)
