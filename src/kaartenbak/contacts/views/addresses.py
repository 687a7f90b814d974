"""Alternative addresses and their periods on the card: looking at another day, adding, changing and removing."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import AddressForm, NewAddressForm, NewPeriodForm, PeriodForm
from kaartenbak.contacts.models import AddressRange, AlternativeAddress
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.rules.address_fields import FIELDS
from kaartenbak.contacts.views import answering
from kaartenbak.contacts.views.address_panel import addresses as panel
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.history.operations import perform
from kaartenbak.setup.queries import fingerprint
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


def card_of(request: PageRequest, number: str) -> Card:
    return Card.of(queries.by_ref(number, by=request.actor), request.actor)


def address_of(card: Card, pk: int) -> AlternativeAddress:
    """One of the card's alternative addresses."""
    return get_object_or_404(card.contact.alternative_addresses.select_related("contact", "country"), pk=pk)


def period_of(card: Card, pk: int) -> AddressRange:
    """One of the card's periods."""
    return get_object_or_404(card.contact.address_ranges.select_related("contact", "address"), pk=pk)


def day_of(text: str) -> date | None:
    """The day that an address asks for; none when it is no day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_GET
@needs("contacts.view")
def on_day(request: PageRequest, number: str) -> HttpResponse:
    """The panel for another day; without htmx the card, looked at on that day."""
    if not request.htmx:
        shown = redirect("contacts:card", number)
        shown.headers["Location"] += f"?{request.GET.urlencode()}#addresses"
        return shown
    return HttpResponse(panel_asked(request, card_of(request, number)))


def panel_asked(request: PageRequest, card: Card) -> SafeString:
    """The panel for the day in the address, today when there is none; with `all`, everything there is."""
    return panel(card, day_of(request.GET.get("on", "")), whole="all" in request.GET)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def new(request: PageRequest, number: str) -> HttpResponse:
    """Add an address with its first period, in a dialog."""
    card = card_of(request, number)
    form = NewAddressForm(request.POST or None, auto_id="address_%s")
    was = answering.look(card)
    if request.method == "POST" and form.run(addresses.add_address, contact=card.contact, by=request.actor):
        return told(
            request, card, was, form.outcome, _("Address {code} was added.").format(code=form.result.code)
        )
    facts = {"contact": card.contact, "form": form}
    return render(request, "contacts/new_address.html", facts, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def one(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Change an address, in a dialog."""
    card = card_of(request, number)
    address, was = address_of(card, pk), answering.look(card)
    form = AddressForm(request.POST or None, values=values_of(address), auto_id="address_%s")
    change = {"address": address, "version": fingerprint(address)}
    if request.method == "POST" and form.save(addresses.change_address, **change, by=request.actor):
        return told(
            request, card, was, form.outcome, _("Address {code} was changed.").format(code=address.code)
        )
    facts = {"contact": card.contact, "address": address, "form": form}
    return render(request, "contacts/address.html", facts, status=form.status)


def values_of(address: AlternativeAddress) -> dict[str, Any]:
    """The fields of an address as a form holds them."""
    country = address.country.code if address.country else ""
    return {name: getattr(address, name) for name in FIELDS} | {"country": country}


@require_POST
@needs("contacts.change")
def removal(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Remove an address with its periods."""
    card = card_of(request, number)
    address, was = address_of(card, pk), answering.look(card)
    outcome = perform(addresses.remove_address, address=address, by=request.actor)
    return told(request, card, was, outcome, _("Address {code} was removed.").format(code=address.code))


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def new_period(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Add a period to an address, in a dialog."""
    card = card_of(request, number)
    address, was = address_of(card, pk), answering.look(card)
    form = NewPeriodForm(request.POST or None, auto_id="period_%s")
    if request.method == "POST" and form.run(address_ranges.add_range, address=address, by=request.actor):
        return told(request, card, was, form.outcome, _("The period was added."))
    facts = {"contact": card.contact, "address": address, "form": form}
    return render(request, "contacts/period.html", facts, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def period(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Change a period, in a dialog."""
    card = card_of(request, number)
    found, was = period_of(card, pk), answering.look(card)
    values = {name: getattr(found, name) for name in address_ranges.FIELDS}
    form = PeriodForm(request.POST or None, values=values, auto_id="period_%s")
    change = {"range": found, "version": fingerprint(found)}
    if request.method == "POST" and form.save(address_ranges.change_range, **change, by=request.actor):
        return told(request, card, was, form.outcome, _("The period was changed."))
    facts = {"contact": card.contact, "address": found.address, "period": found, "form": form}
    return render(request, "contacts/period.html", facts, status=form.status)


@require_POST
@needs("contacts.change")
def period_removal(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Remove a period; the address stays."""
    card = card_of(request, number)
    found, was = period_of(card, pk), answering.look(card)
    outcome = perform(address_ranges.remove_range, range=found, by=request.actor)
    return told(request, card, was, outcome, _("The period was removed."))


def told(request: PageRequest, card: Card, was: answering.Look, outcome: Any, sentence: str) -> HttpResponse:
    """The card's panels that look different now, with a word about what was done; the dialog closes."""
    done(request, outcome, sentence)
    return answering.after_dialog(request, card.contact.number, was)
