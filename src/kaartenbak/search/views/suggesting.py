"""What is offered while somebody types: contacts in the search box, companies in a field for one."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.history.prepared import Among, Prepared
from kaartenbak.search import queries
from kaartenbak.search.hits import Hit, highlighted, hits
from kaartenbak.search.rules.ranking import Meaning
from kaartenbak.web import choices
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

SUGGESTED = 8
SHOWN = ("number", "name", "kind", "company_name", "city", "privacy_blocked")
OFFERED = Prepared(lambda: Contact.objects.only(*SHOWN).filter(Among("pk", "keys")))
# What is beside the name anyway.
BESIDE = ("company_name", "city")


@require_GET
@needs("contacts.view")
def suggestions(request: PageRequest) -> HttpResponse:
    """The contacts that fit best, each with why it does; choosing one leads to its card."""
    found = suggested(choices.typed(request), request.actor)
    return choices.options(request, [choice for _card, choice in found])


def suggested(typed: str, by: Actor) -> list[tuple[Contact, choices.Choice]]:
    """The contacts that fit best, as they are offered."""
    ranking = queries.ranked(cards.visible_to(by), typed, by=by)
    meanings = ranking.meanings(ranking.keys[:SUGGESTED])
    if not meanings:
        return []
    found, why = {card.pk: card for card in OFFERED(keys=meanings)}, hits(meanings)
    return [
        (found[key], suggestion(found[key], why.get(key), fit))
        for key, fit in meanings.items()
        if key in found
    ]


def suggestion(card: Contact, why: Hit | None, meaning: Meaning) -> choices.Choice:
    """A contact with what was found marked, in its name or in a field named beside it."""
    hint = beside(card, meaning)
    if why and not why.in_name and (why.formerly or why.field not in BESIDE):
        hint = why.told
    if card.privacy_blocked:
        hint = format_html("{} · {}", _("blocked for privacy"), hint)
    address = reverse("contacts:card", args=[card.number])
    return choices.Choice(card.number, card.name, hint, address, shown=highlighted(card.name, meaning))


def beside(card: Contact, meaning: Meaning) -> str:
    """What tells a contact from its namesakes."""
    employed = not card.is_company and card.company_name
    return highlighted(card.company_name if employed else card.city, meaning)


@require_GET
@needs("contacts.view")
def company_choices(request: PageRequest) -> HttpResponse:
    """The companies that fit what was typed; all of them by name while nothing is."""
    typed = choices.typed(request)
    companies = cards.visible_to(request.actor).filter(kind=Contact.Kind.COMPANY)
    found = (
        queries.ranked(companies, typed, by=request.actor) if typed else companies.order_by("name_key", "id")
    )
    return choices.options(
        request,
        [choices.Choice(card.number, card.name, card.city or card.number) for card in found[: choices.LIMIT]],
    )
