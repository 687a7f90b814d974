"""Views: a list that has a name and an address; saving one, changing it and taking it away."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.history.operations import perform
from kaartenbak.search import saved
from kaartenbak.search.forms import NewViewForm, ViewForm
from kaartenbak.search.models import SavedView
from kaartenbak.search.ops import saving
from kaartenbak.search.views import listing
from kaartenbak.web import choices, toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import way_back

STATE = ("query", "sort", "columns")


@require_GET
@needs("contacts.view")
def view(request: PageRequest, key: str) -> HttpResponseBase:
    """The list as it was saved, or as its reader changed it since."""
    found = saved.view_of(key, by=request.actor)
    if not found.key:
        return redirect("search:list")
    return listing.answer(request, "search/contacts.html", view=found)


@require_GET
@needs("contacts.view")
def everyone(request: PageRequest) -> HttpResponse:
    """All saved views that the reader sees, or those whose names hold what was typed."""
    typed = choices.typed(request)
    facts = {"typed": typed, "found": saved.named(typed, by=request.actor)}
    return render(request, "search/views.html", facts)


@require_http_methods(["GET", "POST"])
@needs("own.change")
def add(request: PageRequest) -> HttpResponseBase:
    """Save the list that the address describes under a name."""
    if request.method == "GET":
        begun = {name: request.GET.get(name, "").replace("\0", "") for name in STATE}
        return asked(request, NewViewForm(initial=begun), _("Save as a view"))
    form = NewViewForm(request.POST)
    if form.run(saving.save_view, by=request.actor):
        return done(request, form.outcome, _("The view “{name}” was saved."), form.result)
    return asked(request, form, _("Save as a view"))


@require_http_methods(["GET", "POST"])
@needs("own.change")
def change(request: PageRequest, pk: int) -> HttpResponseBase:
    """Rename a view, share it or share it no longer."""
    row = row_of(request, pk)
    form = ViewForm(request.POST or None, initial={"name": row.name, "shared": row.shared})
    if request.method == "POST" and form.run(saving.change_view, view=row, by=request.actor):
        return done(request, form.outcome, _("The view “{name}” was changed."), form.result)
    return asked(request, form, _("Change the view"), row)


@require_POST
@needs("own.change")
def keep(request: PageRequest, pk: int) -> HttpResponseBase:
    """Save the filters, order and columns that a view has now."""
    values = {name: request.POST.get(name, "").replace("\0", "") for name in STATE}
    outcome = perform(saving.change_view, view=row_of(request, pk), by=request.actor, **values)
    return done(request, outcome, _("The view “{name}” was saved."), outcome.result)


@require_POST
@needs("own.change")
def remove(request: PageRequest, pk: int) -> HttpResponseBase:
    """Take a view away."""
    row = row_of(request, pk)
    outcome = perform(saving.delete_view, view=row, by=request.actor)
    say(request, outcome, _("The view “{name}” was removed.").format(name=row.name))
    return redirect("search:list")


def row_of(request: PageRequest, pk: int) -> SavedView:
    """A view that the reader sees."""
    row: SavedView = get_object_or_404(saved.visible(request.actor), pk=pk)
    return row


def asked(request: PageRequest, form: ViewForm, title: str, row: SavedView | None = None) -> HttpResponse:
    """The form for the name."""
    back = way_back(request, reverse("search:list"))
    facts = {"form": form, "title": title, "row": row, "back": back}
    return render(request, "search/view.html", facts, status=form.status)


def done(request: PageRequest, outcome: Any, sentence: str, row: SavedView) -> HttpResponseBase:
    """Confirm it, and show the view."""
    say(request, outcome, sentence.format(name=row.name))
    return redirect("search:view", row.pk)


def say(request: PageRequest, outcome: Any, sentence: str) -> None:
    """Confirm what was done, with the way back for whoever may undo."""
    may = outcome.operation and request.actor.may("history.undo")
    toasts.say(request, sentence, undo=reverse("history:undo", args=[outcome.operation]) if may else "")
