import re

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import http_date

from kaartenbak.carddav.conditions import is_met, is_unchanged
from kaartenbak.carddav.errors import DavError, nothing_there
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.texts import VERSIONS, content_type, texts_of

ASKED = re.compile(r"text/vcard\s*;[^,]*?version\s*=\s*\"?([\d.]+)", re.IGNORECASE)


class Get(Method):
    """RFC 9110, section 9.3.1: one card, as it was sent or in the version that `Accept` names."""

    name = "GET"
    at = frozenset({Kind.MEMBER})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        card = request.resource
        if not isinstance(card, Card):
            raise nothing_there()
        if not is_met(request.http, card.etag):
            raise DavError(412, text="The card is another one by now.")
        marks = {"ETag": card.etag, "Vary": "Accept"}
        if card.modified:
            marks["Last-Modified"] = http_date(card.modified.timestamp())
        if is_unchanged(request.http, card.etag):
            return HttpResponse(status=304, headers=marks)
        text = texts_of([card], asked_version(request.http.headers.get("Accept", ""))).get(card.key)
        if text is None:
            raise nothing_there()
        body = text.encode()
        length = {"Content-Length": str(len(body))}
        return HttpResponse(body, content_type=content_type(text), headers=marks | length)


class Head(Get):
    """The same; the server keeps the body back."""

    name = "HEAD"


def asked_version(accept: str) -> str:
    """The version that a header asks for, of those there are; blank for the one it is kept in."""
    found = ASKED.search(accept)
    return found[1] if found and found[1] in VERSIONS else ""
