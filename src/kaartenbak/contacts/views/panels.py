"""The panels of a card that are not lines of fields: who it is, the greeting, the facts, the comments, the history."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import NewCommentForm
from kaartenbak.contacts.views import lines, reach
from kaartenbak.contacts.views.address_panel import addresses
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.facts import facts
from kaartenbak.contacts.views.happened import entries
from kaartenbak.contacts.views.layout import EXTENSION
from kaartenbak.contacts.views.timeline import timeline
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.models import SalutationFormula
from kaartenbak.setup.queries import formulas_of
from kaartenbak.web.requests import guard

HISTORY_SHOWN = 8


def all_panels(card: Card) -> dict[str, SafeString]:
    """Every such panel by its name, but the history, which changes with every operation."""
    return {
        "identity": identity(card),
        "letter": letter(card),
        "facts": facts(card),
        "comments": comments(card),
        "addresses": addresses(card),
    }


def identity(card: Card) -> SafeString:
    """Who it is: picture, name, function and employer, and what has to be known before calling."""
    return render_to_string("contacts/_identity.html", {"card": card, "contact": card.contact})


def reach_panel(card: Card) -> SafeString:
    """The ways to reach somebody."""
    extension = lines.drawn(card, EXTENSION) if card.contact.extension or card.editable else ""
    return render_to_string(
        "contacts/_reach.html",
        {"card": card, "ways": SafeString("".join(reach.all_ways(card).values())), "extension": extension},
    )


def letter(card: Card) -> SafeString:
    """How a letter to this contact is addressed and begins."""
    formulas = formulas_of(card.contact.salutation, card.contact.language)
    greetings = {type: greeting(card, type, formulas) for type in ("formal", "informal")}
    return render_to_string("contacts/_letter.html", {"card": card, "greetings": greetings})


def greeting(card: Card, type: str, among: Collection[SalutationFormula]) -> dict[str, Any]:
    """The greeting, or why there is none."""
    try:
        return {"text": queries.greeting(card.contact, type, among=among)}
    except Refused as refusal:
        text = queries.greeting_or_blank(card.contact, type, among=among)
        return {"text": text, "why": str(refusal)}


def comments(card: Card) -> SafeString:
    """The notes, the newest first."""
    blank = blank_comment(get_language()) if card.editable else ""
    return render_to_string("contacts/_comments.html", {"card": card, "blank": blank})


@cache
def blank_comment(language: str | None) -> SafeString:
    """The fields of a note that is not written yet, in `language`, which is the present one."""
    return render_to_string("contacts/_comment_fields.html", {"form": NewCommentForm(auto_id="note_%s")})


def history(request: HttpRequest, card: Card) -> SafeString:
    """The history, with what happened to the card lately."""
    return render_to_string("contacts/_history.html", {"card": card, "lately": lately(request, card)})


def history_to_come(card: Card) -> SafeString:
    """The same, which fetches what happened when the page is there."""
    return render_to_string("contacts/_history.html", {"card": card})


def lately(request: HttpRequest, card: Card) -> SafeString:
    """What happened to the card lately."""
    shown, older = entries(card, limit=HISTORY_SHOWN)
    told = timeline(card, shown, guard(request))
    return render_to_string("contacts/_lately.html", {"card": card, "timeline": told, "older": older})
