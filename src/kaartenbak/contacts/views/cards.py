"""The card."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views import card_panels, lines, panels
from kaartenbak.contacts.views.addresses import panel_asked
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.then import card_then, moment_of
from kaartenbak.core.refusals import Moved, NotFound
from kaartenbak.history.queries import removal_of
from kaartenbak.history.shown import line
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

PEOPLE = Listing(
    [Column("name", _("Name"), "name_key"), Column("job", _("Job title"))],
    default="name",
    size=queries.PEOPLE_SHOWN,
)


@require_GET
@needs("contacts.view")
def card(request: PageRequest, number: str) -> HttpResponse:
    """Everything about one contact: who it is, what is known, what happened; with `?as_of=` as it was then."""
    try:
        contact = queries.by_ref(number, by=request.actor)
    except Moved:
        raise
    except NotFound:
        return gone(request, number)
    if request.GET.get("as_of"):
        return as_it_was(request, contact)
    shown = Card.of(contact, request.actor)
    facts = page_facts(request, shown) | people_facts(request, contact)
    if {"on", "all"} & request.GET.keys():
        facts["addresses"] = panel_asked(request, shown)
    return render(request, "contacts/card.html", facts | {"history": panels.history_to_come(shown)})


def gone(request: PageRequest, number: str) -> HttpResponse:
    """Who deleted the card and when, with the way back; refused where there never was one."""
    entry = removal_of(number, by=request.actor)
    if entry is None:
        raise NotFound("contact.not_found", ref=number[:60])
    facts = {"number": number, "line": line(entry, request.actor)}
    return render(request, "contacts/gone.html", facts, status=404)


def as_it_was(request: PageRequest, contact: Contact) -> HttpResponse:
    """The card at an earlier moment, to be read."""
    moment = moment_of(request.GET["as_of"])
    then = card_then(contact, moment, request.actor)
    facts = page_facts(request, then) if then else {}
    return render(
        request, "contacts/card_then.html", facts | {"contact": contact, "moment": moment, "then": then}
    )


def page_facts(request: PageRequest, shown: Card) -> dict[str, Any]:
    """What the zones of a card hold, its people and its history left out."""
    return {
        "card": shown,
        "contact": shown.contact,
        "fields": list(lines.panels(shown)),
        "reach": panels.reach_panel(shown),
        "to_decide": card_panels.drawn(request, shown, first=True),
        "others": card_panels.drawn(request, shown, first=False),
        **panels.all_panels(shown),
    }


def people_facts(request: PageRequest, contact: Contact) -> dict[str, Any]:
    """A page of the people of a company."""
    if not contact.is_company:
        return {}
    people = queries.people_of(contact, by=request.actor)
    first = partial(queries.first_people_of, contact, by=request.actor)
    return {"people": PEOPLE.page(people, request.GET, first=first)}


@require_GET
@needs("contacts.view")
def people(request: PageRequest, number: str) -> HttpResponse:
    """The people of a company, a page at a time."""
    contact = queries.by_ref(number, by=request.actor)
    facts = {"contact": contact, "card": Card.of(contact, request.actor), **people_facts(request, contact)}
    return render(request, "contacts/_people.html" if request.htmx else "contacts/people.html", facts)
