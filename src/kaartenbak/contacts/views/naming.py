"""Name details: salutation, the parts of the name, initials, job title and language together."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.fields import form_of, sent
from kaartenbak.contacts.views.layout import NAME_DETAILS
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def name_details(request: PageRequest, number: str) -> HttpResponse:
    """The form, in a dialog or on a page of its own."""
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    form = form_of(card, NAME_DETAILS, None)
    if request.method == "POST":
        form = sent(request, card.contact, NAME_DETAILS)
        if form.saved:
            done(request, form.outcome, _("The name details were changed."))
            return redirect("contacts:card", number)
    return render(request, "contacts/name.html", {"contact": card.contact, "form": form}, status=form.status)
