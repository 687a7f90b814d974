"""Refusals as problem documents (RFC 9457), each with the status that fits it."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from kaartenbak.api.encoding import encode
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale

CONTENT_TYPE = "application/problem+json"

# A clash with the present state; every other rule is 422. The names may hold `*`.
CLASHES = (
    "*.exists",
    "relation.*_already_linked",
    "delete.*",
    "code.in_use",
    "record.in_use",
    "merge.conflicts",
    "undo.conflicts",
    "undo.already_undone",
    "undo.nothing",
    "idempotency.other_body",
    "segment.already_logged",
    "interaction.parent_canceled",
    "interaction.not_canceled",
    "salesperson.in_use",
    "opportunity.not_closed",
    "profile.line_in_use",
    "sync.duplicate_email",
)
STATUS_OF_CODE = {
    "auth.required": 401,
    "auth.invalid": 401,
    "auth.read_only": 403,
    "undo.not_yours": 403,
    "path.unknown": 404,
    "path.method": 405,
    "body.malformed": 400,
    "body.form": 400,
    "body.no_length": 411,
    "body.too_large": 413,
    "body.content_type": 415,
    "sign_in.too_often": 429,
    "server.error": 500,
    "unavailable.busy": 503,
}
STATUS_OF_KIND: tuple[tuple[type[Refused], int], ...] = ((NotAllowed, 403), (NotFound, 404), (Stale, 412))
SECONDS_WHEN_BUSY = 2


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal. What a field of the body names and is not there breaks a rule; 404 is for
    the address.
    """
    if isinstance(refusal, NotFound) and refusal.field is not None:
        return status_of_code(refusal.key)
    return next(
        (status for kind, status in STATUS_OF_KIND if isinstance(refusal, kind)), status_of_code(refusal.key)
    )


@lru_cache(maxsize=500)
def status_of_code(code: str) -> int:
    """The HTTP status of a code: 409 for a clash with the present state, 422 for a rule."""
    clash = any(fnmatchcase(code, name) for name in CLASHES)
    return STATUS_OF_CODE.get(code, 409 if clash else 422)


def error(refusal: Refused) -> dict[str, Any]:
    """One refusal as an entry of `errors`."""
    return {
        "code": refusal.key,
        "field": refusal.field,
        "detail": str(refusal),
        "facts": refusal.facts,
    }


def problem(refusal: Refused, **more: Any) -> HttpResponse:
    """The answer to a request that was refused; the first refusal stands on top. `more` are further
    members.
    """
    status = status_of(refusal)
    if isinstance(refusal, Stale):
        more["version"] = refusal.facts.get("present")
    document = {
        "type": f"urn:kaartenbak:problem:{refusal.key}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        **error(refusal),
        "errors": [error(each) for each in refusal.all],
        **more,
    }
    return HttpResponse(
        encode(document), status=status, content_type=CONTENT_TYPE, headers=headers_of(refusal, status)
    )


def headers_of(refusal: Refused, status: int) -> Mapping[str, str]:
    """What a status says in the headers as well."""
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": 'Bearer realm="Kaartenbak"'}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return {"Allow": str(refusal.facts["allowed"])}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return {"Retry-After": str(refusal.facts["seconds"])}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": str(SECONDS_WHEN_BUSY)}
    if isinstance(refusal, Stale) and refusal.facts.get("present") is not None:
        return {"ETag": f'"{refusal.facts["present"]}"'}
    return {}
