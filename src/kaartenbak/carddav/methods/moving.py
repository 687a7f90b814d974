"""Cards that get another name or come into another book."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kaartenbak.carddav.conditions import refuse_unmet
from kaartenbak.carddav.errors import DavError, not_taken, not_yours
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.ops.writing import copy_card, move_card
from kaartenbak.carddav.queries.books import Book, access_of
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules import books
from kaartenbak.carddav.rules.access import Access
from kaartenbak.carddav.rules.hrefs import Kind, Place, place_of_href
from kaartenbak.core.refusals import Refused


class Copy(Method):
    """RFC 4918, section 9.8: the contact comes into another book of the user."""

    name = "COPY"
    at = frozenset({Kind.MEMBER, Kind.BOOK})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        card = request.resource
        if not isinstance(card, Card):
            raise not_yours(card.href, "write")
        refuse_unmet(request.http, card.etag)
        place = destination(request.http)
        target = target_of(request, place)
        for book in (card.book, target):
            if access_of(book, request.user) is not Access.DIRECT or card.proposal:
                raise not_yours(book.href, "write")
        present = request.member_at(target, place)
        if card.list_text or (present and present.list_text):
            raise not_yours(place.href, "write-content")
        if present is not None and not overwrites(request.http):
            raise DavError(412, text="There is a card at the destination.")
        try:
            self.carry_out(request, card, target, place.name)
        except Refused as refusal:
            raise not_taken(refusal) from refusal
        return HttpResponse(status=204 if present else 201, headers={"Location": place.href})

    def carry_out(self, request: DavRequest, card: Card, target: Book, name: str) -> None:
        """Do it."""
        copy_card(card=card, target=target, name=name, by=request.actor)


class Move(Copy):
    """RFC 4918, section 9.9: in its book, or out of it into another one. Out of the book of everybody nothing goes."""

    name = "MOVE"

    def carry_out(self, request: DavRequest, card: Card, target: Book, name: str) -> None:
        if card.book.key == books.ALL and target.key != books.ALL:
            raise not_yours(card.book.href, "unbind")
        move_card(card=card, target=target, name=name, by=request.actor)


def destination(http: HttpRequest) -> Place:
    """Where it is to go, on this server."""
    told = http.headers.get("Destination", "").strip()
    try:
        host = urlsplit(told).netloc
    except ValueError as failure:
        raise DavError(400, text="The destination is no address.") from failure
    if not told:
        raise DavError(400, text="Say in the Destination header where it is to go.")
    if host and host.lower() != http.get_host().lower():
        raise DavError(502, text="The destination is on another server.")
    place = place_of_href(told)
    if place is None or place.kind is not Kind.MEMBER:
        raise DavError(403, text="The destination is no place for a card.")
    return place


def target_of(request: DavRequest, place: Place) -> Book:
    """The book that a destination lies in."""
    if place.user != request.user.pk:
        raise not_yours(place.parent.href, "bind")
    book = request.book_at(place)
    if book is None:
        raise DavError(409, text="There is no such address book.")
    return book


def overwrites(http: HttpRequest) -> bool:
    """Whether what is at the destination may go: the Overwrite header."""
    told = http.headers.get("Overwrite", "T").strip().upper()
    if told not in {"T", "F"}:
        raise DavError(400, text="The Overwrite header is T or F.")
    return told == "T"
