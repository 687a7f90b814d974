from collections.abc import Iterator, Sequence
from itertools import batched
from operator import attrgetter

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.multistatus import multistatus, status_of
from kaartenbak.carddav.properties.base import BOOK, MEMBER
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.listing import BLOCK
from kaartenbak.carddav.queries.members import PLAIN, named
from kaartenbak.carddav.reports.base import Report, wanted_in
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import LONGEST_NAME, Kind, is_name, place_of_href
from kaartenbak.carddav.shown import Wanted, cards_shown
from kaartenbak.carddav.xml import CARD, DAV, Element


class MultiGet(Report):
    """RFC 6352, section 8.7: these cards. What is not in the book is not there."""

    name = f"{CARD}addressbook-multiget"
    of = BOOK | MEMBER

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        wanted = wanted_in(question)
        hrefs = [(each.text or "").strip() for each in question.iterfind(f"{DAV}href")]
        if not hrefs:
            raise DavError(400, text="The body names no card.")
        return multistatus(answered(hrefs, wanted, request))


def answered(hrefs: Sequence[str], wanted: Wanted, request: DavRequest) -> Iterator[str]:
    """The responses for these addresses, as many as a body holds: the cards in the order of their keys, by blocks that stand
    close together in the register; then what is not there.
    """
    names = {href: name_in(href, request.book) for href in hrefs}
    there = {name for name in names.values() if name}
    cards = named(request.book, there, by=request.actor, stamped=wanted.stamped)
    for block in batched(sorted(cards.values(), key=attrgetter("key")), BLOCK):
        yield from cards_shown(block, wanted, request)
    for href, name in names.items():
        if name not in cards:
            yield status_of(spelt(href), 404)


def name_in(href: str, book: Book) -> str:
    """The name in an address of a card of this book; blank when it is anything else."""
    # Nearly all programs bring the addresses back as they read them.
    name = href.removeprefix(book.href)
    if name != href and PLAIN.fullmatch(name) and len(name) <= LONGEST_NAME and is_name(name.encode()):
        return name
    place = place_of_href(href)
    is_here = place and place.kind is Kind.MEMBER and (place.user, place.book) == (book.user, book.key)
    return place.name if place and is_here else ""


def spelt(href: str) -> str:
    """An address that is not there, in the spelling of all addresses where it can be one."""
    place = place_of_href(href)
    return place.href if place else href
