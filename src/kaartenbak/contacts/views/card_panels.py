"""Panels that other capabilities have on the card; `config/pages.py` says which, in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from kaartenbak.contacts.views.card import Card

Parts = dict[str, SafeString]


@dataclass(frozen=True)
class CardPanel:
    """A panel of another capability, for the card of today and for that of an earlier moment (`Card.moment`, `Card.rows`).

    `draw` gives the whole panel, blank when there is nothing to say of such a contact. `parts` gives what in it may look
    different after a change, each by a name, with an id on its outermost element; it is drawn again after every change
    of the card, so it costs a constant number of queries. `first`: it waits for somebody to decide, and stands above the rest.
    """

    draw: Callable[[HttpRequest, Card], SafeString]
    parts: Callable[[Card], Parts]
    first: bool = False


REGISTERED: list[CardPanel] = []


def register(panels: Iterable[CardPanel]) -> None:
    """Put panels on the card, one below the other."""
    REGISTERED.extend(panel for panel in panels if panel not in REGISTERED)


def drawn(request: HttpRequest, card: Card, *, first: bool) -> list[SafeString]:
    """The panels as they stand on the page: those above the rest, or the others."""
    return [panel.draw(request, card) for panel in REGISTERED if panel.first == first]


def all_parts(card: Card) -> Parts:
    """The parts of every panel, to see what a change changed."""
    return {name: markup for panel in REGISTERED for name, markup in panel.parts(card).items()}
