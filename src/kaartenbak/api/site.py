"""The interface as a whole: all routers at one address, with its description and the page that shows it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from pydantic import BaseModel

from kaartenbak.api import describing, docs
from kaartenbak.api.door import Authenticator, answering, authenticate_with, nothing_here
from kaartenbak.api.linking import add_links
from kaartenbak.api.reading import StrictParser
from kaartenbak.api.router import Router
from kaartenbak.api.shape_errors import refusal_of
from kaartenbak.api.shapes import Problem, Written
from kaartenbak.core.refusals import Refused

DESCRIPTION = """The contact register of a whole company, for programs.

Send a token with every request: `Authorization: Bearer TOKEN`. Refusals are problem documents (RFC 9457)
whose `code`
never changes. Every write answers with the header `Operation`, which `POST /operations/{id}/undo` takes
back."""


class Api(NinjaAPI):
    """Ninja's routing and description, with our own checks, refusals and answers."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Failures are answered by the door, which stands around every address."""
        raise exc

    def validation_error_from_error_contexts(self, error_contexts: Any) -> Any:
        """What is wrong with the shape of a request is a refusal like any other."""
        refusals = []
        for context in error_contexts:
            source = context.model.__ninja_param_source__
            wrapper = getattr(context.model, "__read_from_single_attr__", None) or ""
            errors = context.pydantic_validation_error.errors(include_url=False)
            placed = [{**each, "loc": (source, *each["loc"])} for each in errors]
            refusals.append(refusal_of(placed, wrapper, read_only_fields(context.model, wrapper)))
        return Refused.together(refusals)

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for each in urls:
            if isinstance(each, URLPattern):
                each.callback = answering(each.callback)
        return [*urls, re_path(r"^.*$", nothing_here)]

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with what all endpoints share."""
        if not hasattr(self, "_description"):
            self._description = described(super().get_openapi_schema(**options))
        return self._description


def read_only_fields(model: type[BaseModel], wrapper: str) -> frozenset[str]:
    """The fields that the body of an endpoint may not hold although its answer does."""
    body = model.model_fields.get(wrapper)
    found: frozenset[str] = getattr(body.annotation, "READ_ONLY", frozenset()) if body else frozenset()
    return found


def build(routers: Iterable[Router], *, authenticate: Authenticator) -> Api:
    """The interface with these endpoints; `authenticate` says who a token stands for."""
    authenticate_with(authenticate)
    api = Api(
        title="Kaartenbak",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        parser=StrictParser(),
        docs=docs.Page(),
        openapi_extra={"info": {"license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}}},
    )
    for router in routers:
        api.add_router("", router)
    return api


def described(schema: OpenAPISchema) -> OpenAPISchema:
    """Complete the description: shared components, the type of refusals, warnings in the answers to writes, and
    an address that holds for any server.
    """
    schemas = schema["components"]["schemas"]
    for shared in (Problem, Written):
        shape = shared.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schemas.update(shape.pop("$defs", {}))
        schemas[shared.__name__] = shape
    schema["components"].update(describing.components())
    schema["servers"] = [{"url": "/"}]
    for path in schema["paths"].values():
        for method, endpoint in path.items():
            describing.add_patterns(endpoint, schemas)
            describing.close_forms(endpoint)
            if method != "get":
                describing.add_warnings(endpoint)
    add_links(schema["paths"])
    return schema
