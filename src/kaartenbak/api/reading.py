"""Reading a request strictly: JSON that is JSON, text that can be stored, and nothing that nobody asked
for.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from kaartenbak.core.refusals import Refused
from kaartenbak.core.sizes import LARGEST_FILE, is_too_large

LARGEST_BODY = 5 * 1024 * 1024
JSON_TYPE = "application/json"
MULTIPART = "multipart/form-data"
FORM_AROUND_A_FILE = 10_000
DEEPEST = 40


class StrictParser(Parser):
    """How bodies and query parameters become values."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return parse(request.body)

    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for name, values in data.lists():
            if len(values) > 1 and name not in list_fields:
                raise Refused("field.repeated", field=name, name=name)
        return {name: values if name in list_fields else values[-1] for name, values in data.lists()}


def body_of(request: HttpRequest) -> bytes:
    """The body, unless it is larger than is accepted: then it is refused before it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        raise Refused("body.too_large", limit=LARGEST_BODY)
    try:
        body = request.body
    except RequestDataTooBig:
        raise Refused("body.too_large", limit=LARGEST_BODY) from None
    if len(body) > LARGEST_BODY:
        raise Refused("body.too_large", limit=LARGEST_BODY)
    return body


def parse(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`; refused with the reason when it is none or holds what no text may hold."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=no_constant)
    except (ValueError, RecursionError) as failure:
        raise Refused("body.malformed", reason=str(failure)[:200]) from None
    if not isinstance(found, dict):
        raise Refused("body.malformed", reason=f"{type(found).__name__} in place of an object")
    for path, text in texts_in(found):
        if unstorable(text):
            raise Refused("value.control", field=path or None)
    return found


def no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def texts_in(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every text in a parsed body, names of fields included, with the field it stands in."""
    if depth > DEEPEST:
        raise Refused("body.malformed", reason=f"nested more than {DEEPEST} deep")
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield path, name
            yield from texts_in(each, f"{path}.{name}" if path else name, depth + 1)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from texts_in(each, f"{path}.{index}" if path else str(index), depth + 1)


def unstorable(text: str) -> bool:
    """Whether `text` holds what neither database can store: a NUL or half a character."""
    return "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text))


def check_length(request: HttpRequest) -> None:
    """Refuse a body without a length, which would be read as none."""
    if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
        raise Refused("body.no_length")


def check_file_length(request: HttpRequest) -> None:
    """Refuse a file that announces more than any file may hold."""
    if is_too_large(request.META.get("CONTENT_LENGTH")):
        raise Refused("body.too_large", limit=LARGEST_FILE)


def check_content_type(request: HttpRequest, expected: str) -> None:
    """Refuse a body of another type."""
    if request.content_type != expected:
        raise Refused("body.content_type", content_type=request.content_type or "", expected=expected)


def check_parameters(query: QueryDict, known: Collection[str]) -> None:
    """Refuse query parameters that the endpoint does not have, and texts that cannot be stored."""
    unknown = [name for name in query if name not in known]
    if unknown:
        raise Refused.together(Refused("field.unknown", field=name, name=name) for name in unknown)
    for name, values in query.lists():
        if any(unstorable(value) for value in values):
            raise Refused("value.control", field=name)


def upload_of(request: HttpRequest, *, types: Collection[str], limit: int) -> bytes:
    """The file that a request brings: its body, or the one file of a form; refused beyond `limit` bytes."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit + FORM_AROUND_A_FILE:
        raise Refused("body.too_large", limit=limit)
    if request.content_type == MULTIPART:
        data = file_in_form(request, limit)
    elif request.content_type in types:
        data = request.read(limit + 1)
    else:
        raise Refused("body.content_type", content_type=request.content_type or "", expected=", ".join(types))
    if len(data) > limit:
        raise Refused("body.too_large", limit=limit)
    return data


def file_in_form(request: HttpRequest, limit: int) -> bytes:
    """The first file of a multipart form, also of a PUT, whose forms the framework leaves alone."""
    try:
        _fields, files = request.parse_file_upload(request.META, request)
    except MultiPartParserError as failure:
        raise Refused("body.form", reason=str(failure)[:200]) from None
    file = next(iter(files.values()), None)
    if file is None:
        raise Refused("value.required", field="file")
    return bytes(file.read(limit + 1))  # type: ignore[union-attr]
