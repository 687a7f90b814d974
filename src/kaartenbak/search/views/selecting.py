"""What is done to the selected contacts of a list: which code, what would happen, and then the deed."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.search.actions import ACTIONS, Action
from kaartenbak.search.forms import CodeForm
from kaartenbak.search.models import BulkChange
from kaartenbak.search.ops import bulk
from kaartenbak.search.rules.selection import Selection, selection_of
from kaartenbak.search.rules.tally import Tally
from kaartenbak.search.selections import cards_of
from kaartenbak.search.views import working
from kaartenbak.search.views.telling import lines, said
from kaartenbak.web import toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import after_swap, announce, close_dialog, nothing, way_back


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def selection(request: PageRequest) -> HttpResponseBase:
    """An action on the selected contacts, step by step."""
    action, chosen = ACTIONS.get(request.POST.get("action", "")), selected(request)
    if action is None or chosen.is_empty:
        return turned_down(request, _("Select at least one contact, then choose what to do with it."))
    if chosen.is_too_long:
        return turned_down(
            request, _("These are too many to select one by one. Use filters and select all that match.")
        )
    step = request.POST.get("step", "")
    form = CodeForm(request.POST if step else None, action=action)
    if step not in STEPS or not form.is_valid():
        return shown(request, action, chosen, form)
    try:
        return STEPS[step](request, action, chosen, form)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.show(refusal)
        return shown(request, action, chosen, form)


def selected(request: PageRequest) -> Selection:
    """The selection that a form carries."""
    sent = request.POST
    ticked = sent.getlist("number")
    return selection_of("everything" in sent, sent.get("query", ""), sent.get("numbers", ""), ticked)


def picked(request: PageRequest) -> Selection | None:
    """The same for a request that does it at once; none, with the reason told, when there is nothing to do it to."""
    chosen = selected(request)
    if not chosen.is_empty and not chosen.is_too_long:
        return chosen
    toasts.complain(
        request, _("Select at least one contact; for very many, use filters and select all that match.")
    )
    return None


def shown(
    request: PageRequest, action: Action, chosen: Selection, form: CodeForm, tally: Tally | None = None
) -> HttpResponse:
    """The question which code; with a `tally`, what would happen."""
    facts: dict[str, Any] = {
        "action": action,
        "selection": chosen,
        "form": form,
        "back": back(request),
        "tally": tally,
    }
    if tally:
        facts |= {"code": form.chosen, "lines": lines(action, tally), "is_long": bulk.is_long(tally.total)}
    else:
        facts["count"] = cards_of(chosen, by=request.actor).count()
    return render(request, "search/action.html", facts, status=form.status)


def preview(request: PageRequest, action: Action, chosen: Selection, form: CodeForm) -> HttpResponseBase:
    """Tell what would happen."""
    cards = cards_of(chosen, by=request.actor)
    tally = bulk.preview(action, cards, form.chosen, by=request.actor)
    return shown(request, action, chosen, form, tally)


def deed(request: PageRequest, action: Action, chosen: Selection, form: CodeForm) -> HttpResponseBase:
    """Do it: a few contacts at once, many in the background."""
    cards = cards_of(chosen, by=request.actor)
    if bulk.is_long(cards.count()):
        return begun(request, bulk.queue(action, chosen, form.chosen, by=request.actor))
    tally, operation = bulk.make(action, cards, form.chosen, by=request.actor)
    undo = reverse("history:undo", args=[operation]) if operation else ""
    toasts.say(request, said(action, tally, form.chosen), undo=undo)
    return finished(request, nothing())


# Tells the list that nothing is selected any more.
DONE = "kaartenbak:selection-done"
STEPS = {"preview": preview, "do": deed}


def begun(request: PageRequest, record: BulkChange) -> HttpResponseBase:
    """Show how far the work is: beside the list, or without scripts on its page."""
    working.remember(request, record)
    if not request.htmx:
        return redirect("search:work", record.pk)
    response = working.strip(request, record)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#work", "outerHTML"
    # The dialog that asked for it must not go before its answer has been taken in.
    return after_swap(close_dialog(announce(response, DONE)))


def finished(request: PageRequest, response: HttpResponse) -> HttpResponseBase:
    """Back to the list, of which nothing is selected any more."""
    if not request.htmx:
        return redirect(back(request))
    return close_dialog(announce(announce(response, DONE), "contacts-changed"))


def turned_down(request: PageRequest, sentence: str) -> HttpResponseBase:
    """Say why nothing was done."""
    toasts.complain(request, sentence)
    return nothing() if request.htmx else redirect(back(request))


def back(request: PageRequest) -> str:
    """The list that the reader came from."""
    return way_back(request, reverse("search:list"))
