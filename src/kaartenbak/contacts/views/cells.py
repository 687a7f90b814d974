"""Editing a value in a list of contacts, in its cell."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import CardForm
from kaartenbak.contacts.views import following
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.fields import form_of, line_of, sent, told
from kaartenbak.contacts.views.layout import Line
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import announce, close_dialog, in_dialog, nothing


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def cell(request: PageRequest, number: str, name: str) -> HttpResponse:
    """The form of a value; when it was sent and saved, the list is told to draw itself anew."""
    line = line_of(name)
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    if request.method == "GET":
        if not request.htmx:
            return redirect("contacts:card", card.contact.number)
        return asked(request, card, line, form_of(card, line, None))
    reach = following.reach(card.contact, line.groups)
    form = sent(request, card.contact, line)
    if not form.saved:
        return asked(request, card, line, form)
    done(request, form.outcome, told(line, reach))
    if not request.htmx:
        return redirect("contacts:card", card.contact.number)
    answer = nothing()
    close_dialog(announce(answer, "contacts-changed"))
    return answer


def asked(request: PageRequest, card: Card, line: Line, form: CardForm) -> HttpResponse:
    """The form in the cell; what somebody else changed meanwhile is asked about in the dialog, where there is room."""
    facts = {
        "line": line,
        "form": form,
        "contact": card.contact,
        "reach": following.reach(card.contact, line.groups),
    }
    if form.conflicts:
        answer = render(request, "contacts/cell_conflict.html", facts, status=form.status)
        in_dialog(answer)
        return answer
    return render(request, "contacts/_cell_form.html", facts, status=form.status)
