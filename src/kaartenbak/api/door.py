"""The way in to every endpoint: who asks, whether the request has the right shape, and what a refusal looks
like.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.errors import HttpError

from kaartenbak.api import idempotency, reading
from kaartenbak.api.moving import moved
from kaartenbak.api.problems import problem
from kaartenbak.api.requests import ApiRequest
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Moved, NotAllowed, NotFound, Refused

log = logging.getLogger("kaartenbak.api")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., HttpResponseBase]
Authenticator = Callable[[HttpRequest, str], Actor]


def nobody(request: HttpRequest, key: str) -> Actor:
    """Before the program is assembled no token is accepted."""
    raise Refused("auth.invalid")


_authenticator: list[Authenticator] = [nobody]


def authenticate_with(authenticator: Authenticator) -> None:
    """Let `authenticator` say who a token stands for; it lies above this layer (`config/assembly.py`)."""
    _authenticator[0] = authenticator


@dataclass(frozen=True)
class Contract:
    """What an endpoint expects: its query parameters, its body, the fields that `?fields=` may name."""

    needs: str
    parameters: frozenset[str] = frozenset()
    body_type: str = ""
    body_required: bool = True
    fields: frozenset[str] = field(default_factory=frozenset)


def guarded(contract: Contract, run: View) -> View:
    """`run` of one endpoint, behind the checks that every request passes."""

    @functools.wraps(run)
    def checked(request: ApiRequest, **path: Any) -> HttpResponseBase:
        admit(request, contract)
        check_shape(request, contract, path)
        if request.method == "POST" and "Idempotency-Key" in request.headers:
            return idempotency.once(request, lambda: run(request, **path))
        return run(request, **path)

    return checked


def admit(request: ApiRequest, contract: Contract) -> None:
    """Who asks, and whether he may: the permission to read is asked here, that to write by the operation as
    well.
    """
    request.actor = authenticated(request)
    if request.headers.get("Accept-Language") is None and request.actor.language:
        translation.activate(request.actor.language)
    if not request.actor.may(contract.needs):
        raise NotAllowed(contract.needs)


def authenticated(request: HttpRequest) -> Actor:
    """The actor behind the request's token."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Refused("auth.required")
    return _authenticator[0](request, key.strip())


def check_shape(request: ApiRequest, contract: Contract, path: dict[str, Any]) -> None:
    """Refuse what no endpoint takes: unknown parameters, texts that cannot be stored, a body of another
    type or size.
    """
    if any(isinstance(value, str) and reading.unstorable(value) for value in path.values()):
        raise NotFound("path.unknown")
    reading.check_parameters(request.GET, contract.parameters)
    request.trim = trim_of(request.GET["fields"], contract.fields) if "fields" in request.GET else ()
    reading.check_length(request)
    if contract.body_type == reading.JSON_TYPE:
        body = reading.body_of(request)
        if body:
            reading.check_content_type(request, contract.body_type)
        elif contract.body_required:
            raise Refused("body.malformed", reason="nothing was sent")
    elif contract.body_type:
        reading.check_file_length(request)
        reading.check_content_type(request, contract.body_type)


def trim_of(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The fields that `?fields=` names."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refused.together(Refused("field.unknown", field="fields", name=name) for name in unknown)
    return names


def answering(view: View) -> View:
    """`view` of one address, in the language asked for, with every failure as a problem document."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request.headers.get("Accept-Language", ""))):
            try:
                response = answer_of(view, request, *args, **kwargs)
            except Exception as failure:  # noqa: BLE001 - whatever happens, a program gets an answer it can read
                response = problem_of(failure, request)
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
            patch_vary_headers(response, ("Accept-Language", "Authorization"))
            return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    answered.login_required = False  # type: ignore[attr-defined]
    return answered


def answer_of(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the address answers; HEAD is a GET whose body stays behind."""
    asked = request.method
    if asked == "HEAD":
        request.method = "GET"
    response = view(request, *args, **kwargs)
    request.method = asked
    if isinstance(response, HttpResponseNotAllowed):
        allowed = ", ".join(sorted(response["Allow"].split(", ")))
        return problem(Refused("path.method", method=asked, allowed=allowed))
    return response


def problem_of(failure: Exception, request: HttpRequest) -> HttpResponse:
    """The problem document for whatever ended an endpoint."""
    if isinstance(failure, HttpError):
        # The routing library reports a body that cannot be read in its own way.
        failure = (
            failure.__cause__
            if isinstance(failure.__cause__, Refused)
            else Refused("body.malformed", reason=str(failure))
        )
    if isinstance(failure, MultiPartParserError):
        failure = Refused("body.form", reason=str(failure)[:200])
    if isinstance(failure, Moved):
        return moved(failure, request)
    if isinstance(failure, Refused):
        return problem(failure)
    if isinstance(failure, Http404):
        return problem(NotFound("path.unknown"))
    if isinstance(failure, OperationalError):
        log.warning("The database did not answer %s %s: %s", request.method, request.path, failure)
        return problem(Refused("unavailable.busy"))
    log.error("The endpoint %s %s failed", request.method, request.path, exc_info=failure)
    got_request_exception.send(sender=None, request=request)
    return problem(Refused("server.error"))


@functools.lru_cache(maxsize=200)
def language_of(accept: str) -> str:
    """The language of the answer: the first one asked for that there is."""
    known = {code for code, _name in settings.LANGUAGES}
    asked = (tag.split("-")[0] for tag, _weight in parse_accept_lang_header(accept))
    return next((language for language in asked if language in known), settings.LANGUAGE_CODE)


@answering
def nothing_here(request: HttpRequest, **_path: Any) -> HttpResponseBase:
    """Every address below the interface that is none of its own."""
    raise NotFound("path.unknown")
