from collections.abc import Iterator, Sequence
from itertools import batched

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.multistatus import multistatus, status_of
from kaartenbak.carddav.properties.base import BOOK, MEMBER
from kaartenbak.carddav.queries.members import named
from kaartenbak.carddav.reports.base import Report, wanted_in
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind, Place, place_of_href
from kaartenbak.carddav.shown import Wanted, cards_shown
from kaartenbak.carddav.xml import CARD, DAV, Element

BATCH = 200


class MultiGet(Report):
    """RFC 6352, section 8.7: these cards. What is not in the book is not there."""

    name = f"{CARD}addressbook-multiget"
    of = BOOK | MEMBER

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        wanted = wanted_in(question)
        hrefs = [(each.text or "").strip() for each in question.iterfind(f"{DAV}href")]
        if not hrefs:
            raise DavError(400, text="The body names no card.")
        return multistatus(
            response for batch in batched(hrefs, BATCH) for response in answered(batch, wanted, request)
        )


def answered(hrefs: Sequence[str], wanted: Wanted, request: DavRequest) -> Iterator[str]:
    """The responses for some addresses, in their order."""
    places = [place_of_href(href) for href in hrefs]
    names = {place.name for place in places if place and is_in(place, request.place)}
    cards = named(request.book, names, by=request.actor)
    shown = dict(zip(cards, cards_shown(list(cards.values()), wanted, request), strict=True))
    for href, place in zip(hrefs, places, strict=True):
        if place and is_in(place, request.place) and place.name in shown:
            yield shown[place.name]
        else:
            yield status_of(place.href if place else href, 404)


def is_in(place: Place, book: Place) -> bool:
    """Whether a place is that of a card in the book that is asked."""
    return place.kind is Kind.MEMBER and (place.user, place.book) == (book.user, book.book)
