"""The pages of a code table: the list, one code, its removal, and its options in a combobox."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.setup import ops, queries, usage
from kaartenbak.setup.forms import RemovalForm, code_form, values_of
from kaartenbak.setup.models import CodeTable, Salutation
from kaartenbak.setup.rules.fields import Lines, capitalized
from kaartenbak.setup.tables import TABLES, CodeTableSpec
from kaartenbak.setup.views.formulas import shown_formulas
from kaartenbak.setup.views.telling import done
from kaartenbak.web import choices
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest, asked


@dataclass(frozen=True)
class Line:
    """A row of the list as the page shows it; `listed` is where its contacts are listed."""

    row: CodeTable
    cells: list[str]
    contacts: int
    listed: str


def spec_of(slug: str) -> CodeTableSpec:
    """The table that an address names."""
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]


def row_of(spec: CodeTableSpec, code: str) -> CodeTable:
    """The row that an address names."""
    return queries.code_or_not_found(spec.model, code)


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def listed(request: PageRequest, table: str) -> HttpResponse:
    """The codes of a table, with the form for one more."""
    spec = spec_of(table)
    form = code_form(spec)(request.POST or None)
    if request.method == "POST" and form.run(ops.create_code, model=spec.model, by=request.actor):
        done(request, form, _("{code} was added.").format(code=form.result.code))
        return redirect("setup:codes", table)
    return render(
        request, "setup/codes.html", {"form": form, **list_facts(request, spec)}, status=form.status
    )


def list_facts(request: PageRequest, spec: CodeTableSpec) -> dict[str, Any]:
    """What the list shows: one page of rows with the number of contacts of each, in one query for all."""
    query = asked(request, "q")
    rows = spec.model._base_manager.all()
    if query:
        rows = rows.filter(Q(code__icontains=query) | Q(description__icontains=query))
    page = listing(spec).page(rows, request.GET)
    contacts = usage.contacts_of(spec.model, page.rows)
    lines = [Line(row, cells(spec, row), contacts[row.pk], contacts_with(spec, row)) for row in page.rows]
    return {
        "spec": spec,
        "page": page,
        "lines": lines,
        "query": query,
        "total": rows.count(),
        "may_change": request.actor.may("setup.change"),
    }


def contacts_with(spec: CodeTableSpec, row: CodeTable) -> str:
    """Where the contacts that have a code are: its group, else the list; blank when the list has no such filter."""
    if spec.group:
        return reverse("search:group", args=[spec.slug, row.code])
    return f"{reverse('search:list')}?{urlencode({spec.filter: row.code})}" if spec.filter else ""


def listing(spec: CodeTableSpec) -> Listing:
    """The columns of a table's list."""
    own = [Column(f.name, capitalized(f.label)) for f in own_fields(spec)]
    described = Column("description", _("Description"), "description")
    counted = Column("contacts", _("Contacts"), css="number tight")
    return Listing([Column("code", _("Code"), "code"), described, *own, counted], default="code")


def own_fields(spec: CodeTableSpec) -> list[Any]:
    """The fields that fit into a list."""
    return [field for field in spec.fields if not isinstance(field, Lines)]


def cells(spec: CodeTableSpec, row: CodeTable) -> list[str]:
    """The values of a row in words; yes shows as the label, no as nothing."""
    values = [(field, getattr(row, field.name)) for field in own_fields(spec)]
    shown = [(field.label if value else "") if isinstance(value, bool) else value for field, value in values]
    return [row.description, *map(str, shown)]


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def one(request: PageRequest, table: str, code: str) -> HttpResponse:
    """One code: its fields, what uses it, and for a salutation its greetings."""
    spec = spec_of(table)
    row = row_of(spec, code)
    form = code_form(spec)(request.POST or None, values=values_of(spec, row))
    version = queries.fingerprint(row)
    if request.method == "POST" and form.save(ops.change_code, row=row, version=version, by=request.actor):
        code = (form.result or row).code
        done(request, form, _("{code} was changed.").format(code=code))
        return redirect("setup:code", table, code)
    facts = code_facts(spec, row, form) | {"may_change": request.actor.may("setup.change")}
    return render(request, "setup/code.html", facts, status=form.status)


def code_facts(spec: CodeTableSpec, row: CodeTable, form: OperationForm) -> dict[str, Any]:
    """What the page of one code shows."""
    facts: dict[str, Any] = {"spec": spec, "row": row, "form": form, "uses": usage.uses(row)}
    facts["contacts"] = contacts_with(spec, row)
    if isinstance(row, Salutation):
        facts["formulas"] = shown_formulas(row)
    return facts


@require_http_methods(["GET", "POST"])
@needs("setup.change")
def removal(request: PageRequest, table: str, code: str) -> HttpResponse:
    """Remove a code, after saying what uses it and what takes its place."""
    spec = spec_of(table)
    row = row_of(spec, code)
    form = RemovalForm(request.POST or None, model=spec.model)
    if request.method == "POST" and form.run(ops.delete_code, row=row, by=request.actor):
        done(request, form, _("{code} was removed.").format(code=row.code))
        return redirect("setup:codes", table)
    facts = {
        "spec": spec,
        "row": row,
        "form": form,
        "uses": usage.uses(row),
        "action": reverse("setup:removal", args=[table, row.code]),
    }
    return render(request, "setup/removal.html", facts, status=form.status)


def options_of(spec: CodeTableSpec) -> Any:
    """The view that answers a combobox with codes of one table."""

    @require_GET
    @needs("setup.view")
    def options(request: HttpRequest) -> HttpResponse:
        found = queries.codes_like(spec.model, choices.typed(request))[: choices.LIMIT]
        return choices.options(
            request, [choices.Choice(r.code, r.description or r.code, r.code) for r in found]
        )

    return options
