"""What is offered while somebody types: contacts in the search box, companies in a field for one."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Contact
from kaartenbak.search import queries
from kaartenbak.web import choices
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

SUGGESTED = 8


@require_GET
@needs("contacts.view")
def suggestions(request: PageRequest) -> HttpResponse:
    """The contacts that fit best; choosing one leads to its card."""
    found = queries.find(choices.typed(request), by=request.actor, limit=SUGGESTED)
    return choices.options(request, [suggestion(card) for card in found])


def suggestion(card: Contact) -> choices.Choice:
    """A contact with what tells it from its namesakes."""
    beside = card.company_name if not card.is_company and card.company_name else card.city
    return choices.Choice(card.number, card.name, beside, reverse("contacts:card", args=[card.number]))


@require_GET
@needs("contacts.view")
def company_choices(request: PageRequest) -> HttpResponse:
    """The companies that fit what was typed; all of them by name while nothing is."""
    typed = choices.typed(request)
    companies = cards.visible_to(request.actor).filter(kind=Contact.Kind.COMPANY)
    found = queries.ranked(companies, typed) if typed else companies.order_by("name_key", "id")
    return choices.options(
        request,
        [choices.Choice(card.number, card.name, card.city or card.number) for card in found[: choices.LIMIT]],
    )
