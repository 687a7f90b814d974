"""Editing a line of the card in place."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import CardForm, card_form, names
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.views import answering, following, lines
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.layout import BY_NAME, Line
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

TRIES = 3


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def field(request: PageRequest, number: str, name: str) -> HttpResponse:
    """The form of a line; the line again with `?cancel`; what changed when the form is sent."""
    line = line_of(name)
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    if "cancel" in request.GET:
        return HttpResponse(answering.part(card, line.name))
    if request.method == "GET":
        return asked(request, card, line, form_of(card, line, None))
    was, reach = answering.look(card), following.reach(card.contact, line.groups)
    form = sent(request, card.contact, line)
    if form.saved:
        done(request, form.outcome, told(line, reach))
        if form.result and form.result.number != card.contact.number:
            return redirect("contacts:card", form.result.number)
        return answering.changed(request, card.contact.number, was, main=line.name)
    return asked(request, Card.of(queries.by_ref(number, by=request.actor), request.actor), line, form)


def line_of(name: str) -> Line:
    """The line that an address names."""
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def form_of(card: Card, line: Line, data: Any) -> CardForm:
    """The form of a line, for the fields that a contact of this sort has."""
    fields = names(line.fields_of(card.who))
    if not fields:
        raise Http404
    return card_form(fields)(data, values=card.values, auto_id=f"{lines.line_id(line.name)}-%s")


def sent(request: PageRequest, contact: Contact, line: Line) -> CardForm:
    """The form as it was sent and, if nothing is in the way, saved; again when somebody was faster by a blink."""
    for _attempt in range(TRIES):
        card = Card.of(queries.by_ref(contact.number, by=request.actor), request.actor)
        form = form_of(card, line, request.POST)
        form.save(change_contact, contact=card.contact, version=card.contact.version, by=request.actor)
        if not form.stale:
            break
    return form


def told(line: Line, reach: following.Reach) -> str:
    """The confirmation, with how far a change of a company went."""
    sentence = _("{what} was changed.").format(what=line.title)
    return f"{sentence} {reach.sentence}" if reach.people else sentence


def asked(request: PageRequest, card: Card, line: Line, form: CardForm) -> HttpResponse:
    """The form in the place of the line."""
    facts = {
        "id": lines.line_id(line.name),
        "line": line,
        "form": form,
        "contact": card.contact,
        "reach": following.reach(card.contact, line.groups),
    }
    return render(request, "contacts/_line_form.html", facts, status=form.status)
