"""The way in: who asks, what he wants done, and an answer that clients understand, whatever happens (carddav.md §2, §10)."""

import base64
import binascii
import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from kaartenbak.carddav.errors import DavError, not_yours, nothing_there
from kaartenbak.carddav.methods import CLASSES, METHODS, allowed_at
from kaartenbak.carddav.programs import visitor_with
from kaartenbak.carddav.requests import DavRequest, Visitor
from kaartenbak.carddav.rules.hrefs import Place, place_at
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale

log = logging.getLogger("kaartenbak.carddav")
CHALLENGE = {"WWW-Authenticate": 'Basic realm="Kaartenbak", charset="UTF-8"'}
LONGEST = 2_000
A_MOMENT = "5"


@csrf_exempt
@login_not_required
def serve(http: HttpRequest, **_path: Any) -> HttpResponseBase:
    """Every request below `/dav/`. There are no cookies here: each request names its user."""
    try:
        response = answer(http)
    except DavError as refusal:
        response = refusal.response()
    except Refused as refusal:
        response = as_error(refusal).response()
    except OperationalError as failure:
        log.warning("The database did not answer %s %s: %s", http.method, http.path, failure)
        response = busy().response()
    except Exception as failure:
        log.error("The request %s %s failed", http.method, http.path, exc_info=failure)
        got_request_exception.send(sender=None, request=http)
        response = HttpResponse("Something went wrong.", status=500, content_type="text/plain")
    response.headers["DAV"] = CLASSES
    return response


@csrf_exempt
@login_not_required
def well_known(http: HttpRequest) -> HttpResponse:
    """Where the books are (RFC 6764); a path alone keeps the scheme and the host of whoever asks."""
    return HttpResponse(status=301, headers={"Location": "/dav/"})


def answer(http: HttpRequest) -> HttpResponseBase:
    """What the method answers, in the language of the user."""
    visitor = visitor_of(http)
    method = METHODS.get(http.method or "")
    if method is None:
        raise DavError(501, text="There is no such method here.")
    place = place_of(http)
    allowed = allowed_at(place.kind)
    if method.name not in allowed:
        raise DavError(405, text="This cannot be done here.", headers={"Allow": ", ".join(allowed)})
    with translation.override(visitor.actor.language):
        return method.answer(DavRequest(http, visitor, place))


def place_of(http: HttpRequest) -> Place:
    """What the address of a request means."""
    found = place_at(http.path_info.encode())
    if found is None:
        raise nothing_there()
    return found


def visitor_of(http: HttpRequest) -> Visitor:
    """Who asks. Nobody can tell from the answer what there is at an address."""
    name, password = credentials(http.headers.get("Authorization", ""))
    try:
        return visitor_with(http, username=name, password=password)
    except Refused as refusal:
        if "seconds" in refusal.facts:
            wait = {"Retry-After": str(refusal.facts["seconds"])}
            raise DavError(429, text=str(refusal), headers=wait) from refusal
        raise who_are_you() from refusal


def credentials(header: str) -> tuple[str, str]:
    """The name and password of a header; a password may hold a colon."""
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic" or len(coded) > LONGEST:
        raise who_are_you()
    try:
        name, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as failure:
        raise who_are_you() from failure
    if not colon or "\0" in name + password:
        raise who_are_you()
    return name, password


def who_are_you() -> DavError:
    """The same answer wherever somebody comes without a password that counts."""
    return DavError(401, text="Sign in with your user name and an app password.", headers=CHALLENGE)


def busy() -> DavError:
    """The register could not do it now; clients try again."""
    return DavError(503, text="The register is busy. Try again.", headers={"Retry-After": A_MOMENT})


def as_error(refusal: Refused) -> DavError:
    """A rule that says no, in the words of the protocol."""
    if refusal.key == "unavailable.busy":
        return busy()
    if isinstance(refusal, NotAllowed):
        return not_yours()
    if isinstance(refusal, NotFound):
        return nothing_there()
    return DavError(412 if isinstance(refusal, Stale) else 403, text=str(refusal))
