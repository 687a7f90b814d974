"""The contacts of a selection."""

from django.http import QueryDict

from kaartenbak.contacts import queries
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.filters import filtered
from kaartenbak.search.rules.selection import Selection


def cards_of(selection: Selection, *, by: Actor) -> Cards:
    """The contacts that were selected, as they are now; numbers that nobody has any more say nothing."""
    cards = queries.visible_to(by)
    if selection.everything:
        cards = filtered(cards, asked_filters(QueryDict(selection.query)), by=by)
    return not_excluded(cards, selection)


def not_excluded(cards: Cards, selection: Selection) -> Cards:
    """Of `cards`, which meet the filters of a selection, those that were selected: by number, or all but some numbers."""
    if not selection.everything:
        return cards.filter(number__in=selection.numbers)
    return cards.exclude(number__in=selection.numbers) if selection.numbers else cards
