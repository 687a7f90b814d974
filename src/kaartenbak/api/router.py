"""Endpoints: a `Router` that knows the conventions of the interface, so that each endpoint states only what
is its own.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import ninja
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.params.models import ParamModel
from pydantic import BaseModel

from kaartenbak.api import describing
from kaartenbak.api.door import Contract, guarded
from kaartenbak.api.reading import JSON_TYPE, MULTIPART
from kaartenbak.api.shapes import list_of

F = TypeVar("F", bound=Callable[..., Any])

# There are five hundred classes of bodies, parameters and answers. Each is built when the first request needs it: all of
# them together would take a third of the time that the server needs to start.
BASES: tuple[type[BaseModel], ...] = (ninja.Schema, *ParamModel.__subclasses__())
for base in BASES:
    base.model_config["defer_build"] = True


class Router(ninja.Router):
    """Endpoints of one capability. `needs` is the permission to call each of them, unless an endpoint names
    its own.
    """

    def __init__(self, *, tag: str, needs: str = "contacts.view") -> None:
        super().__init__(tags=[tag])
        self.needs = needs

    def read(self, path: str, *, gives: type[BaseModel], needs: str = "") -> Callable[[F], F]:
        """GET of one record."""
        return self.endpoint("GET", path, gives=gives, needs=needs)

    def listing(self, path: str, *, gives: type[BaseModel], needs: str = "") -> Callable[[F], F]:
        """GET of a list; `gives` is one item."""
        return self.endpoint("GET", path, gives=list_of(gives), fields_of=gives, needs=needs)

    def create(
        self, path: str, *, gives: type[BaseModel], status: int = 201, needs: str = ""
    ) -> Callable[[F], F]:
        """POST that makes a record, or does something and tells what came of it (`status=200`)."""
        return self.endpoint("POST", path, gives=gives, status=status, needs=needs)

    def act(self, path: str, *, gives: type[BaseModel], needs: str = "") -> Callable[[F], F]:
        """POST that does something to a record with a version, which `If-Match` may name."""
        extra = {"parameters": [describing.parameter("If-Match")]}
        return self.endpoint("POST", path, gives=gives, needs=needs, extra=extra)

    def change(self, path: str, *, gives: type[BaseModel], needs: str = "") -> Callable[[F], F]:
        """PATCH."""
        return self.endpoint("PATCH", path, gives=gives, needs=needs)

    def replace(
        self, path: str, *, gives: type[BaseModel], needs: str = "", takes: Sequence[str] = ()
    ) -> Callable[[F], F]:
        """PUT; with `takes`, of a file of one of these types (`reading.upload_of` gets it)."""
        return self.endpoint("PUT", path, gives=gives, needs=needs, takes=takes)

    def remove(self, path: str, *, needs: str = "") -> Callable[[F], F]:
        """DELETE, answered without a body."""
        return self.endpoint("DELETE", path, status=204, needs=needs)

    def endpoint(
        self,
        method: str,
        path: str,
        *,
        gives: type[BaseModel] | None = None,
        status: int = 200,
        fields_of: type[BaseModel] | None = None,
        needs: str = "",
        takes: Sequence[str] = (),
        extra: dict[str, Any] | None = None,
    ) -> Callable[[F], F]:
        """Any endpoint. `fields_of` is the record that `?fields=` trims, `extra` goes into the description
        as it is.
        """
        shown = fields_of or gives
        fields = frozenset(shown.model_fields) if shown and method == "GET" else frozenset()

        def decorate(function: F) -> F:
            register = self.api_operation(
                [method],
                path,
                response={status: gives},
                operation_id=describing.operation_id(function),
                summary=describing.summary(function),
                openapi_extra=describing.endpoint(
                    method, status, path=path, fields=sorted(fields), takes=takes, extra=extra
                ),
            )
            register(function)
            operation: Operation = function._ninja_operation  # type: ignore[attr-defined]
            contract = contract_of(operation, needs or self.needs, fields)
            decorate_view(lambda run: guarded(contract, run))(function)
            return function

        return decorate


def contract_of(operation: Operation, needs: str, fields: frozenset[str]) -> Contract:
    """What the endpoint's own parameters say about the requests it takes."""
    sources = {model.__ninja_param_source__: model for model in operation.models}
    query = sources.get("query")
    parameters = frozenset(query.__ninja_flatten_map__) if query else frozenset()
    body = sources.get("body")
    return Contract(
        needs=needs,
        parameters=parameters | ({"fields"} if fields else set()),
        body_type=MULTIPART if {"file", "form"} & set(sources) else JSON_TYPE if body else "",
        body_required=body is not None and any(field.is_required() for field in body.model_fields.values()),
        fields=fields,
    )
