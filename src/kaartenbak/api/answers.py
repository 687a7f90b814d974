"""What endpoints answer with: a record, a page of a list, nothing."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.http import HttpResponse, HttpResponseNotModified

from kaartenbak.api.encoding import encode
from kaartenbak.api.requests import ApiRequest
from kaartenbak.core import messages

CONTENT_TYPE = "application/json"


class Outcome(Protocol):
    """What came of an operation (`history.operations.Outcome`)."""

    @property
    def operation(self) -> int | None: ...
    @property
    def warnings(self) -> Sequence[Any]: ...


def reply(
    request: ApiRequest,
    record: dict[str, Any],
    *,
    version: int | None = None,
    outcome: Outcome | None = None,
    status: int = 200,
    location: str = "",
    fresh: bool = False,
) -> HttpResponse:
    """One record. `version` is its ETag; `outcome` adds the warnings and the operation to undo.

    With `fresh` it is sent even to who has this version: something that it only counts may have changed since.
    """
    shown = trimmed(record, request.trim)
    if outcome is not None:
        shown = shown | {"warnings": [notice(each) for each in outcome.warnings]}
    etag = "" if version is None else str(version)
    response = document(request, shown, status=status, etag=etag, fresh=fresh)
    return finished(response, outcome, location)


def created(
    request: ApiRequest,
    record: dict[str, Any],
    outcome: Outcome,
    *,
    location: str,
    version: int | None = None,
) -> HttpResponse:
    """A new record, and where it is from now on."""
    return reply(request, record, version=version, outcome=outcome, status=201, location=location)


def no_content(outcome: Outcome | None = None) -> HttpResponse:
    """Done, with nothing to show."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    return finished(response, outcome)


def listed(
    request: ApiRequest,
    items: Iterable[dict[str, Any]],
    *,
    next: str | None = None,
    count: int | None = None,
    **more: Any,
) -> HttpResponse:
    """A page of a list; `more` are further members beside `items`."""
    shown = [trimmed(item, request.trim) for item in items] if request.trim else list(items)
    return document(request, {"items": shown, "next": next, "count": count, **more})


def document(
    request: ApiRequest, data: Any, *, status: int = 200, etag: str = "", fresh: bool = False
) -> HttpResponse:
    """A JSON answer. What is read carries an ETag and is not sent again to who has it."""
    body = encode(data)
    if request.method == "GET" and not etag:
        etag = hashlib.blake2b(body, digest_size=12).hexdigest()
    if request.method == "GET" and not fresh and matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified(headers={"ETag": f'"{etag}"'})
    response = HttpResponse(body, status=status, content_type=CONTENT_TYPE)
    if etag:
        response.headers["ETag"] = f'"{etag}"'
    if request.method == "GET":
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def finished(response: HttpResponse, outcome: Outcome | None, location: str = "") -> HttpResponse:
    """`response` with the headers of a write."""
    if outcome is not None and outcome.operation is not None:
        response.headers["Operation"] = str(outcome.operation)
    if location:
        response.headers["Location"] = location
    return response


def trimmed(record: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The fields of `record` that `?fields=` asked for, or all."""
    return {name: record[name] for name in names if name in record} if names else record


def notice(warning: Any) -> dict[str, Any]:
    """A warning as success bodies carry it."""
    sentence = messages.text(warning.code, warning.facts)
    return {"code": warning.code, "field": warning.field, "detail": sentence, "facts": warning.facts}


def matches(header: str, etag: str) -> bool:
    """Whether an `If-None-Match` header names `etag`."""
    if not header:
        return False
    return header.strip() == "*" or etag in tags_in(header)


def tags_in(header: str) -> list[str]:
    """The tags of an `If-Match` or `If-None-Match` header, without quotes and marks of weakness."""
    return [tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")]


def version_wanted(request: ApiRequest) -> int | None:
    """The version that `If-Match` asks a write to be based on; none when any will do.

    A tag that is no version of ours matches nothing.
    """
    tags = tags_in(request.headers.get("If-Match", "*"))
    if "*" in tags or tags == [""]:
        return None
    return next((int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 18), -1)
