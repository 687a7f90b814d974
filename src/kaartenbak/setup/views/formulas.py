"""The greetings of a salutation, with a preview while they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.setup import ops, queries
from kaartenbak.setup.forms import FormulaForm
from kaartenbak.setup.models import Salutation, SalutationFormula
from kaartenbak.setup.rules import formulas
from kaartenbak.setup.views.telling import done
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

EXAMPLE = {
    "first_name": "Annelies",
    "middle_name": "",
    "surname": "van den Berg",
    "initials": "A.",
    "company_name": "Drukkerij De Smet",
}


@dataclass(frozen=True)
class Shown:
    """A formula with what it makes of the example."""

    row: SalutationFormula
    preview: str


def shown_formulas(salutation: Salutation) -> list[Shown]:
    """The formulas of a salutation, the default language first."""
    found = salutation.formulas.select_related("language")
    rows = sorted(found, key=lambda row: (row.language.code if row.language else "", row.type))
    return [Shown(row, preview_of(row.text, row.names)) for row in rows]


def preview_of(text: str, names: Sequence[str]) -> str:
    """What a greeting makes of the example person."""
    example = EXAMPLE | {"job_title": _("Buyer")}
    return formulas.compose(text, [example.get(name, "") for name in names])


@require_http_methods(["GET", "POST"])
@needs("setup.change")
def new(request: PageRequest, code: str) -> HttpResponse:
    """Add a greeting."""
    salutation = queries.code_or_not_found(Salutation, code)
    form = FormulaForm(request.POST or None)
    if request.method == "POST" and form.run(ops.add_formula, salutation=salutation, by=request.actor):
        done(request, form, _("The greeting was added."))
        return redirect("setup:code", "salutations", salutation.code)
    return shown(request, form, salutation, None)


@require_http_methods(["GET", "POST"])
@needs("setup.change")
def one(request: PageRequest, code: str, pk: int) -> HttpResponse:
    """Change a greeting."""
    row = get_object_or_404(SalutationFormula.objects.select_related("language", "salutation"), pk=pk)
    form = FormulaForm(request.POST or None, values=FormulaForm.values_of(row))
    version = queries.fingerprint(row)
    if request.method == "POST" and form.save(
        ops.change_formula, formula=row, version=version, by=request.actor
    ):
        done(request, form, _("The greeting was changed."))
        return redirect("setup:code", "salutations", row.salutation.code)
    return shown(request, form, row.salutation, row)


@require_POST
@needs("setup.change")
def removal(request: PageRequest, code: str, pk: int) -> HttpResponse:
    """Remove a greeting."""
    row = get_object_or_404(SalutationFormula.objects.select_related("salutation"), pk=pk)
    form = OperationForm(request.POST)
    form.run(ops.delete_formula, formula=row, by=request.actor)
    done(request, form, _("The greeting was removed."))
    return redirect("setup:code", "salutations", row.salutation.code)


def shown(
    request: PageRequest, form: FormulaForm, salutation: Salutation, row: SalutationFormula | None
) -> HttpResponse:
    """The form, with what the greeting would be now."""
    names = [str(field.value() or "") for field in form.gaps]
    facts: dict[str, Any] = {"form": form, "salutation": salutation, "row": row}
    facts["preview"] = preview_of(str(form["text"].value() or ""), names)
    return render(request, "setup/formula.html", facts, status=form.status)


@require_GET
@needs("setup.view")
def preview(request: PageRequest) -> HttpResponse:
    """What the greeting that is being written makes of the example person."""
    names = [request.GET.get(f"name_{number}", "") for number in range(1, formulas.MOST_NAMES + 1)]
    text = request.GET.get("text", "")[: formulas.LONGEST_TEXT]
    return render(request, "setup/_preview.html", {"preview": preview_of(text, names)})
