"""What changes a card: done at once, kept as a proposal, or refused in the way that clients understand."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from kaartenbak.carddav.conditions import refuse_unmet
from kaartenbak.carddav.errors import DavError, not_taken, not_yours, nothing_there
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.ops.lists import new_list, remove_list, write_list
from kaartenbak.carddav.ops.proposing import propose, proposed_card
from kaartenbak.carddav.ops.writing import new_card, remove_card, write_card
from kaartenbak.carddav.queries.books import Book, access_of
from kaartenbak.carddav.queries.identifiers import refuse_uid
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.access import Access
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.sent import NO_CARD, Sent, sent_in
from kaartenbak.carddav.texts import texts_of
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale


class Put(Method):
    """RFC 4918, section 9.7, and RFC 6352, section 6.3.2."""

    name = "PUT"
    at = frozenset({Kind.MEMBER})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        book = request.book_at(request.place)
        if book is None:
            raise DavError(409, text="There is no such address book.")
        access = access_of(book, request.user)
        if access is Access.OFF:
            raise not_yours(request.place.href, "write-content")
        card = request.member_at(book, request.place)
        strict = refuse_unmet(request.http, card.etag if card else None)
        sent = sent_in(request)
        try:
            if sent.is_list or (card and card.list_text):
                put_list(request, book, card, sent, strict, waits=access is Access.PROPOSAL)
            else:
                put(request, book, card, sent.text, strict, waits=access is Access.PROPOSAL)
        except Refused as refusal:
            raise not_taken(refusal) from refusal
        return self.done(request, book, sent, 204 if card else 201)

    def done(self, request: DavRequest, book: Book, sent: Sent, status: int) -> HttpResponse:
        """The answer; with an ETag only when the card is read back octet for octet (RFC 6352, section 6.3.2.3)."""
        response = HttpResponse(status=status)
        card = request.member_at(book, request.place)
        if card is not None and texts_of([card]).get(card.key, "").encode() == sent.octets:
            response.headers["ETag"] = card.etag
        return response


def put(request: DavRequest, book: Book, card: Card | None, text: str, strict: bool, *, waits: bool) -> None:
    """Write a card, or have it wait for somebody's word; what waits already, or breaks a rule of the register, waits."""
    name, by = request.place.name, request.actor
    if not waits and not (card and card.proposal):
        try:
            if card is None:
                new_card(book=book, name=name, text=text, strict=strict, by=by)
            else:
                write_card(card=card, text=text, strict=strict, by=by)
        except Refused as refusal:
            if not is_of_the_register(refusal):
                raise
        else:
            return
    refuse_uid(book, card, proposed_card(text).uid, by)
    propose(book=book, name=name, card=card, text=text, strict=strict, by=by)


def put_list(
    request: DavRequest, book: Book, card: Card | None, sent: Sent, strict: bool, *, waits: bool
) -> None:
    """Write a list of contacts. None waits for somebody's word, and a card stays what it is (decision 0048)."""
    if card is not None and bool(card.list_text) is not sent.is_list:
        raise DavError(403, NO_CARD)
    if waits:
        raise no_list_waits(request.place.href, "write-content")
    if card is None:
        new_list(book=book, name=request.place.name, text=sent.text, strict=strict, by=request.actor)
    else:
        write_list(card=card, text=sent.text, strict=strict, by=request.actor)


def no_list_waits(href: str, privilege: str) -> DavError:
    """Lists are written at once or not at all."""
    told = _(
        "A list of contacts cannot wait as a proposal. "
        "An administrator can let phones change this address book at once."
    )
    return not_yours(href, privilege, told)


def is_of_the_register(refusal: Refused) -> bool:
    """Whether a rule of the register turned a card down, such as a wrong VAT number.

    A program would stop its book on that, so such a card waits for somebody who sees the sentence (decision 0038).
    """
    said_by_others = isinstance(refusal, NotAllowed | NotFound | Stale) or refusal.key == "unavailable.busy"
    return not said_by_others and not refusal.key.startswith(("books.", "proposals."))


class Delete(Method):
    """RFC 4918, section 9.6. A book is given up on the profile page; what it is to delete a card says decision 0037."""

    name = "DELETE"
    at = frozenset({Kind.MEMBER, Kind.BOOK})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        book, by = request.book, request.actor
        if request.place.kind is Kind.BOOK:
            raise not_yours(book.place.parent.href, "unbind")
        card = request.member_at(book, request.place)
        strict = refuse_unmet(request.http, card.etag if card else None)
        if card is None:
            raise nothing_there()
        access = access_of(book, request.user)
        if access is Access.OFF:
            raise not_yours(book.href, "unbind")
        if card.list_text and access is Access.PROPOSAL:
            raise no_list_waits(book.href, "unbind")
        if card.list_text:
            remove_list(card=card, strict=strict, by=by)
        elif access is Access.PROPOSAL or card.proposal:
            propose(book=book, name=card.name, card=card, text="", strict=strict, by=by)
        else:
            remove_card(card=card, strict=strict, by=by)
        return HttpResponse(status=204)
