from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError, not_yours
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind
from kaartenbak.carddav.xml import CARD, DAV

BOOK_TYPES = {f"{DAV}collection", f"{CARD}addressbook"}


class MkCol(Method):
    """RFC 5689: another book. Books are the register's own, chosen on the profile page, so none is made here (0034)."""

    name = "MKCOL"

    def answer(self, request: DavRequest) -> HttpResponseBase:
        place, question = request.place, request.question
        if place.user not in {0, request.user.pk}:
            raise DavError(403, text="This is not yours.")
        if place.kind is Kind.MEMBER:
            self.refuse_in_a_book(request)
        if place.kind is not Kind.BOOK or request.book_at(place) is not None:
            raise DavError(405, text="There is something here already.")
        if question is not None and question.tag != f"{DAV}mkcol":
            raise DavError(400, text="The body is no mkcol.")
        types = (
            {each.tag for each in question.iterfind(f".//{DAV}resourcetype/*")}
            if question is not None
            else set()
        )
        if types - BOOK_TYPES:
            raise DavError(403, "<D:valid-resourcetype/>")
        raise not_yours(place.parent.href, "bind")

    def refuse_in_a_book(self, request: DavRequest) -> None:
        """Refuse a collection inside a book, or in one that is not there."""
        book = request.book_at(request.place)
        if book is None:
            raise DavError(409, text="There is no such address book.")
        if request.member_at(book, request.place) is not None:
            raise DavError(405, text="There is something here already.")
        raise DavError(403, "<C:addressbook-collection-location-ok/>")
