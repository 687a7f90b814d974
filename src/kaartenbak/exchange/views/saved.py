"""Choices for files of one source: saved under a name, used for a file, renamed, removed."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.core.refusals import Refused
from kaartenbak.exchange import queries
from kaartenbak.exchange.forms import NameForm
from kaartenbak.exchange.ops import mappings
from kaartenbak.history.operations import perform
from kaartenbak.web import toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

NEEDS = "contacts.import"


@require_POST
@needs(NEEDS)
def use(request: PageRequest, pk: int) -> HttpResponseBase:
    """Plan a file with saved choices."""
    record = queries.import_of(pk, by=request.actor)
    mapping = queries.mapping_of(request.POST.get("saved", ""))
    mappings.use_mapping(mapping=mapping, record=record, by=request.actor)
    toasts.say(request, _("As saved for {name}.").format(name=mapping.name))
    return redirect("exchange:import", pk)


@require_POST
@needs(NEEDS)
def save(request: PageRequest, pk: int) -> HttpResponseBase:
    """Save the choices of a file under a name."""
    record = queries.import_of(pk, by=request.actor)
    try:
        outcome = perform(
            mappings.save_mapping, name=request.POST.get("name", ""), record=record, by=request.actor
        )
    except Refused as refusal:
        toasts.complain(request, refusal)
    else:
        say(request, outcome, _("The choices for {name} were saved.").format(name=outcome.result.name))
    return redirect("exchange:import", pk)


@require_http_methods(["GET", "POST"])
@needs(NEEDS)
def rename(request: PageRequest, pk: int) -> HttpResponseBase:
    """Give saved choices another name."""
    mapping = queries.mapping_of(pk)
    form = NameForm(request.POST or None, initial={"name": mapping.name})
    if request.method == "POST" and form.run(mappings.rename_mapping, mapping=mapping, by=request.actor):
        say(request, form.outcome, _("The choices are called {name} now.").format(name=form.result.name))
        return redirect("exchange:imports")
    status = form.status if form.errors else 200
    return render(request, "exchange/saved.html", {"form": form, "mapping": mapping}, status=status)


@require_POST
@needs(NEEDS)
def remove(request: PageRequest, pk: int) -> HttpResponseBase:
    """Forget saved choices."""
    mapping = queries.mapping_of(pk)
    outcome = perform(mappings.delete_mapping, mapping=mapping, by=request.actor)
    say(request, outcome, _("The choices for {name} were removed.").format(name=mapping.name))
    return redirect("exchange:imports")


def say(request: PageRequest, outcome: Any, sentence: str) -> None:
    """Confirm what was done, with the way back."""
    may = outcome.operation and request.actor.may("history.undo")
    toasts.say(request, sentence, undo=reverse("history:undo", args=[outcome.operation]) if may else "")
