from collections.abc import Iterator

from django.http import HttpResponseBase

from kaartenbak.carddav.filters import Filter, filter_in
from kaartenbak.carddav.multistatus import multistatus, status_of
from kaartenbak.carddav.properties.base import BOOK, MEMBER
from kaartenbak.carddav.queries.listing import members
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.reports.base import Report, number_in, wanted_in
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.shown import Wanted, cards_shown
from kaartenbak.carddav.texts import texts_of
from kaartenbak.carddav.xml import CARD, Element


class AddressBookQuery(Report):
    """RFC 6352, section 8.6: the cards that meet a filter."""

    name = f"{CARD}addressbook-query"
    of = BOOK | MEMBER

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        wanted, wish = wanted_in(question), filter_in(question)
        limit = number_in(question, f"{CARD}limit/{CARD}nresults")
        depth = request.depth("1")
        return multistatus(matching(request, wanted, wish, limit, nothing_below=depth == "0"))


def matching(
    request: DavRequest, wanted: Wanted, wish: Filter, limit: int | None, *, nothing_below: bool
) -> Iterator[str]:
    """The responses for the cards that match, at most so many; then a word that there were more."""
    resource, room = request.resource, limit
    if isinstance(resource, Card):
        blocks: Iterator[list[Card]] = iter([[resource]])
    else:
        blocks = (
            iter(()) if nothing_below else members(request.book, by=request.actor, stamped=wanted.stamped)
        )
    for block in blocks:
        texts = texts_of(block)
        found = [card for card in block if card.key in texts and wish.fits(texts[card.key])]
        yield from cards_shown(found if room is None else found[:room], wanted, request)
        if room is not None:
            if len(found) > room:
                yield status_of(request.place.href, 507, "<D:number-of-matches-within-limits/>")
                return
            room -= len(found)
