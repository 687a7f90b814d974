"""What would change a card or a book: the books are read only, and say so in the way that clients understand."""

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError, not_yours
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.hrefs import Kind


class Put(Method):
    """RFC 4918, section 9.7."""

    name = "PUT"
    at = frozenset({Kind.MEMBER})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        if request.book_at(request.place) is None:
            raise DavError(409, text="There is no such address book.")
        raise not_yours(request.place.href, "write-content")


class Delete(Method):
    """RFC 4918, section 9.6. A book is given up on the profile page."""

    name = "DELETE"
    at = frozenset({Kind.MEMBER, Kind.BOOK})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        resource = request.resource
        where = resource.place.parent if isinstance(resource, Book) else request.book.place
        raise not_yours(where.href, "unbind")


class Move(Method):
    """RFC 4918, section 9.9."""

    name = "MOVE"
    at = frozenset({Kind.MEMBER, Kind.BOOK})

    def answer(self, request: DavRequest) -> HttpResponseBase:
        raise not_yours(request.resource.href, "write")


class Copy(Move):
    """RFC 4918, section 9.8."""

    name = "COPY"
