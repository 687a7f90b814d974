"""A look at a card from a list, beside it: what one wants to know before opening it, or without opening it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views import lines, reach
from kaartenbak.contacts.views.card import Card
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

# Shown below the ways to reach somebody, those of them that are filled.
SHOWN = ("vat_number", "salesperson", "territory", "language", "birthday")


@require_GET
@needs("contacts.view")
def peek(request: PageRequest, number: str) -> HttpResponse:
    """The chief facts of a contact; without scripts there is no side, and the card itself is shown."""
    contact = queries.by_ref(number, by=request.actor)
    if not request.htmx:
        return redirect("contacts:card", contact.number)
    card = Card.of(contact, request.actor)
    facts = {
        "card": card,
        "contact": contact,
        "address": lines.address_value(card),
        "ways": [way for way in reach.ways(card) if way.value],
        "fields": [(FIELDS[name].title, value) for name in SHOWN if (value := shown(card, name))],
        "comment": next(iter(card.comments), None),
    }
    return render(request, "contacts/_peek.html", facts)


def shown(card: Card, name: str) -> object:
    """A field's value as the card shows it; blank for a field that such a contact does not have."""
    field = FIELDS[name]
    return lines.value_of(card, field) if card.who in field.applies_to else ""
