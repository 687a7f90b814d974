"""The history of a card on a page of its own, and putting a former value back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.contacts.ops.change import put_back
from kaartenbak.contacts.views import answering, panels
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.happened import entries
from kaartenbak.contacts.views.telling import done
from kaartenbak.contacts.views.timeline import timeline
from kaartenbak.history.models import Change
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest, asked, guard

PAGE = 50


@require_GET
@needs("contacts.view")
def history(request: PageRequest, number: str) -> HttpResponse:
    """The history of the card, a page at a time."""
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    before = request.GET.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    former = former_asked(request, card.contact)
    shown, older = entries(card, limit=PAGE, before=start, former=former.card if former else None)
    facts = {"card": card, "contact": card.contact, "older": older, "former": former}
    facts["timeline"] = timeline(card, shown, guard(request))
    return render(request, "contacts/history.html", facts)


@require_GET
@needs("contacts.view")
def lately(request: PageRequest, number: str) -> HttpResponse:
    """What happened to the card lately, for its page, which is drawn without."""
    contact = queries.by_ref(number, by=request.actor)
    return HttpResponse(panels.lately(request, Card.of(contact, request.actor)))


def former_asked(request: PageRequest, contact: Contact) -> FormerCard | None:
    """The card that was merged into this one whose history is wanted, if any."""
    number = asked(request, "former")
    return get_object_or_404(FormerCard, contact=contact, number=number.upper()[:21]) if number else None


@require_POST
@needs("contacts.change")
def putting_back(request: PageRequest, number: str, change: int, column: str) -> HttpResponse:
    """Give a field the value it had before a change."""
    contact = queries.by_ref(number, by=request.actor)
    was = answering.look(Card.of(contact, request.actor))
    row = get_object_or_404(Change, pk=change, card=contact.pk)
    outcome = perform(put_back, contact=contact, change=row, field=column, by=request.actor)
    done(request, outcome, _("The former value was put back."))
    return answering.changed(request, number, was)
