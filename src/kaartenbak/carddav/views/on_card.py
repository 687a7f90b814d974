"""What programs left on a card: the values they took away, and what they propose."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from kaartenbak.carddav.queries.overwriting import told_on
from kaartenbak.carddav.queries.proposals import on_contact
from kaartenbak.carddav.views import overwritten, proposals
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.card_panels import Parts


def drawn(request: HttpRequest, card: Card) -> SafeString:
    """Both as they stand on the page; empty places for them when there is nothing."""
    return SafeString("".join(parts(card, request).values()))


def parts(card: Card, request: HttpRequest | None = None) -> Parts:
    """Both again after a change of the card; one of an earlier moment has none."""
    if card.moment is not None:
        return {}
    told = told_on(card.contact.pk, by=card.by) if card.has("overwritings") else []
    waiting = on_contact(card.contact.pk, by=card.by) if card.has("proposals") else []
    return {
        "overwritten": overwritten.on_card(card, told, request),
        "proposals": proposals.on_card(card, waiting, request),
    }
