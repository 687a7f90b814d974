"""The endpoints of one code table, the same for all."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Query

from kaartenbak.api.answers import created, listed, no_content, reply
from kaartenbak.api.describing import named
from kaartenbak.api.paging import page_of
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.history.operations import perform
from kaartenbak.setup import ops, queries, usage
from kaartenbak.setup.api import shapes, tags
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.tables import CodeTableSpec

BASE = "/api/v1"


def router_of(spec: CodeTableSpec) -> Router:
    """The endpoints of one table."""
    router = Router(tag=spec.slug.replace("-", " ").capitalize(), needs="setup.view")
    add_list(router, spec)
    add_creation(router, spec)
    add_record(router, spec)
    add_change(router, spec)
    add_removal(router, spec)
    return router


def called(verb: str, spec: CodeTableSpec, sentence: str) -> Callable[[Any], Any]:
    """Give an endpoint the name and the summary it has in the description."""
    return named(f"{verb}_{spec.name.replace('-', '_')}", sentence.format(what=spec.name.replace("-", " ")))


def add_list(router: Router, spec: CodeTableSpec) -> None:
    @router.listing(f"/{spec.slug}", gives=shapes.shown(spec))
    @called("list", spec, "The codes of the table: {what}.")
    def codes(request: ApiRequest, query: Query[shapes.CodesWanted]) -> HttpResponse:
        page = page_of(queries.codes_like(spec.model, query.q), query, order=("code",))
        wanted = not request.trim or "contacts" in request.trim
        contacts = usage.contacts_of(spec.model, page.rows) if wanted else {}
        items = (record(spec, row, contacts.get(row.pk, 0)) for row in page.rows)
        return listed(request, items, next=page.next, count=page.count)


def add_creation(router: Router, spec: CodeTableSpec) -> None:
    body_type = shapes.given(spec)

    @router.create(f"/{spec.slug}", gives=shapes.shown(spec), needs="setup.change")
    @called("add", spec, "Add a {what}.")
    def add(request: ApiRequest, body: body_type) -> HttpResponse:  # type: ignore[valid-type]
        outcome = perform(ops.create_code, model=spec.model, by=request.actor, **body.given())  # type: ignore[attr-defined]
        row = outcome.result
        return created(
            request,
            record(spec, row, 0),
            outcome,
            location=f"{BASE}/{spec.slug}/{row.code}",
            version=tags.tag(row),
        )


def add_record(router: Router, spec: CodeTableSpec) -> None:
    @router.read(f"/{spec.slug}/{{code}}", gives=shapes.shown(spec))
    @called("read", spec, "One {what}.")
    def read(request: ApiRequest, code: str) -> HttpResponse:
        row = queries.code_or_not_found(spec.model, code)
        contacts = contacts_of(row)
        return reply(request, record(spec, row, contacts), version=tags.tag(row, contacts))


def add_change(router: Router, spec: CodeTableSpec) -> None:
    body_type = shapes.changed(spec)

    @router.change(f"/{spec.slug}/{{code}}", gives=shapes.shown(spec), needs="setup.change")
    @called("change", spec, "Change or rename a {what}.")
    def change(request: ApiRequest, code: str, body: body_type) -> HttpResponse:  # type: ignore[valid-type]
        row = queries.code_or_not_found(spec.model, code)
        given = body.given()  # type: ignore[attr-defined]
        outcome = perform(ops.change_code, row=row, version=tags.wanted(request), by=request.actor, **given)
        contacts = contacts_of(row)
        shown = record(spec, outcome.result, contacts)
        return reply(request, shown, version=tags.tag(outcome.result, contacts), outcome=outcome)


def add_removal(router: Router, spec: CodeTableSpec) -> None:
    @router.remove(f"/{spec.slug}/{{code}}", needs="setup.change")
    @called("remove", spec, "Remove a {what}; in use, only when another takes its place.")
    def remove(request: ApiRequest, code: str, query: Query[shapes.Removal]) -> HttpResponse:
        row = queries.code_or_not_found(spec.model, code)
        heir = queries.code_or_refuse(spec.model, query.replace_by, "replace_by")
        version = tags.wanted(request)
        return no_content(
            perform(ops.delete_code, row=row, replace_by=heir, version=version, by=request.actor)
        )


def contacts_of(row: CodeTable) -> int:
    return usage.contacts_of(type(row), [row])[row.pk]


def record(spec: CodeTableSpec, row: CodeTable, contacts: int) -> dict[str, Any]:
    """A code as JSON."""
    own = {field.name: getattr(row, field.name) for field in spec.all_fields}
    return {"code": row.code, **own, "contacts": contacts}
