"""What the description of the interface says about every endpoint beside its own parameters and answers."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
NAMES = {
    400: "Malformed",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Clash",
    411: "NoLength",
    412: "Stale",
    413: "TooLarge",
    415: "WrongType",
    422: "Refused",
    429: "TooMany",
    500: "Broken",
    503: "Busy",
}
ALWAYS = (401, 403, 404, 405, 422, 429, 500, 503)
WITH_BODY = (400, 411, 413, 415)
WRITES = (409, 412)
BODIES = ("POST", "PATCH", "PUT")
NO_NUL = r"^[^\x00]*$"
NOTHING_NEW = "The caller has it already."
MOVED = "The contact was merged into another: the same request belongs at `Location`."

HEADERS: dict[str, Any] = {
    "Operation": {
        "description": "The id that `POST /operations/ID/undo` takes back; left out when nothing changed.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    },
    "ETag": {
        "description": "The version of the record, or a sum of the answer.",
        "schema": {"type": "string"},
    },
    "Location": {"description": "Where the new record is.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "The way to sign in.", "schema": {"type": "string"}},
    "Allow": {"description": "What the address takes.", "schema": {"type": "string"}},
}
HEADERS_OF_PROBLEM = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    412: ("ETag",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}
REASONS = {
    400: "The body cannot be read.",
    401: "There is no token, or it is not valid any more.",
    403: "The user, or a token that may only read, lacks the permission.",
    404: "There is no such thing, or the user may not see it.",
    405: "The address does not take this method.",
    409: "It clashes with the present state, or the `Idempotency-Key` was used for another request.",
    411: "The body came in pieces, without `Content-Length`.",
    412: "The record has changed since the version in `If-Match`; the present one is in the body.",
    413: "The body is too large.",
    415: "The body is not of the type the endpoint reads.",
    422: "A rule says no; `code` names it.",
    429: "Too many attempts; wait as long as `Retry-After` says.",
    500: "The program is at fault.",
    503: "The register is busy; nothing was stored.",
}
PARAMETERS: dict[str, Any] = {
    "Accept-Language": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of sentences: nl, en, fr or de; any other gives that of the user.",
        "schema": {"type": "string"},
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag of the version the write is based on; 412 when it is not the present one.",
        "schema": {"type": "string"},
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of what the caller has; 304 when it is still that.",
        "schema": {"type": "string"},
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Sent again within 24 hours with the same body, the request is not done twice.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    },
}
PARAMETERS_OF = {
    "GET": ("If-None-Match", "Accept-Language"),
    "POST": ("Idempotency-Key", "Accept-Language"),
    "PATCH": ("If-Match", "Accept-Language"),
    "PUT": ("If-Match", "Accept-Language"),
    "DELETE": ("If-Match", "Accept-Language"),
}


def endpoint(
    method: str,
    status: int,
    *,
    path: str,
    fields: list[str],
    takes: Sequence[str],
    extra: dict[str, Any] | None,
) -> dict[str, Any]:
    """The part of an endpoint's description that its method settles; `extra` is added to it."""
    statuses = (*ALWAYS, *(() if method == "GET" else WRITES), *(WITH_BODY if method in BODIES else ()))
    responses: dict[Any, Any] = {code: {"$ref": f"#/components/responses/{NAMES[code]}"} for code in statuses}
    responses[status] = {"headers": references("headers", headers(method, status))}
    if method == "GET":
        responses[304] = {"description": NOTHING_NEW, "headers": references("headers", ("ETag",))}
    if path.startswith("/contacts/{ref}"):
        responses[308] = {"description": MOVED, "headers": references("headers", ("Location",))}
    parameters = [parameter(name) for name in PARAMETERS_OF[method]]
    if fields:
        parameters.append(fields_parameter(fields))
    parameters += (extra or {}).get("parameters", [])
    found = {"responses": responses, "parameters": parameters, "security": [{"token": []}]}
    if takes:
        found["requestBody"] = upload(takes)
    return merged(found, (extra or {}) | {"parameters": parameters})


def parameter(name: str) -> dict[str, Any]:
    """A reference to one of the shared parameters."""
    return {"$ref": f"#/components/parameters/{name}"}


def references(kind: str, names: Sequence[str]) -> dict[str, Any]:
    """References to shared components, by name."""
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in names}


def upload(types: Sequence[str]) -> dict[str, Any]:
    """A body that is a file, by itself or in a form."""
    file = {"type": "string", "format": "binary"}
    form = {"type": "object", "properties": {"file": file}, "required": ["file"]}
    return {
        "required": True,
        "content": {kind: {"schema": file} for kind in types} | {"multipart/form-data": {"schema": form}},
    }


def merged(found: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """`found` with `extra` in it, down to where they differ."""
    both = {
        name: merged(found[name], value) if isinstance(value, dict) and name in found else value
        for name, value in extra.items()
    }
    return found | both


def fields_parameter(fields: list[str]) -> dict[str, Any]:
    """`?fields=`: names separated by commas."""
    schema = {"type": "array", "items": {"type": "string", "enum": fields}, "minItems": 1}
    description = "Only these fields of each record, separated by commas."
    return {
        "name": "fields",
        "in": "query",
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def headers(method: str, status: int) -> tuple[str, ...]:
    """The headers of a success."""
    if method == "GET":
        return ("ETag",)
    return (
        ("Operation", "Location", "ETag")
        if status == 201
        else ("Operation",)
        if status == 204
        else ("Operation", "ETag")
    )


def add_warnings(endpoint: dict[str, Any]) -> None:
    """Say that the answer to a write holds warnings as well."""
    for status in (200, 201):
        shown = endpoint["responses"].get(status, {}).get("content", {}).get("application/json")
        if shown:
            shown["schema"] = {"allOf": [shown["schema"], {"$ref": "#/components/schemas/Written"}]}


def close_forms(endpoint: dict[str, Any]) -> None:
    """Say that a form has the fields it names and no others."""
    form = endpoint.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if form:
        form["schema"]["additionalProperties"] = False


def add_patterns(endpoint: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say that no text in a query or a body holds a NUL (`reading.check_parameters`, `reading.parse`)."""
    queries = [each["schema"] for each in endpoint.get("parameters", ()) if each.get("in") == "query"]
    for part in parts_of([queries, endpoint.get("requestBody")], schemas, set()):
        if part.get("type") == "string" and not {"enum", "const", "format"} & set(part):
            part.setdefault("pattern", NO_NUL)
        if part.get("type") == "object" and part.get("additionalProperties"):
            part.setdefault("propertyNames", {"pattern": NO_NUL})


def parts_of(part: Any, schemas: dict[str, Any], seen: set[str]) -> Iterator[dict[str, Any]]:
    """Every schema in `part`, with those of `schemas` that it refers to."""
    if isinstance(part, list):
        for each in part:
            yield from parts_of(each, schemas, seen)
    elif isinstance(part, dict):
        yield part
        name = str(part.get("$ref", "")).removeprefix("#/components/schemas/")
        if name in schemas and name not in seen:
            seen.add(name)
            yield from parts_of(schemas[name], schemas, seen)
        for each in list(part.values()):
            yield from parts_of(each, schemas, seen)


def components() -> dict[str, Any]:
    """What the endpoints refer to."""
    responses = {
        name: {
            "description": REASONS[status],
            "content": PROBLEM,
            "headers": {
                header: {"$ref": f"#/components/headers/{header}"}
                for header in HEADERS_OF_PROBLEM.get(status, ())
            },
        }
        for status, name in NAMES.items()
    }
    scheme = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of a user: `kaartenbak token create`, or the profile page.",
    }
    return {
        "responses": responses,
        "headers": HEADERS,
        "parameters": PARAMETERS,
        "securitySchemes": {"token": scheme},
    }


def operation_id(function: Callable[..., Any]) -> str:
    """The name of the endpoint for programs that are made from the description."""
    capability = function.__module__.split(".")[1]
    return f"{capability}_{function.__name__}"


def summary(function: Callable[..., Any]) -> str:
    """The first line of the endpoint's docstring, or its name in words."""
    lines = (function.__doc__ or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else function.__name__.replace("_", " ").capitalize()


def named(name: str, sentence: str) -> Callable[[Any], Any]:
    """Give an endpoint that is made for several tables the name and the summary that it has in the description."""

    def decorate(function: Any) -> Any:
        function.__name__, function.__doc__ = name, sentence
        return function

    return decorate
