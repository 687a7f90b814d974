"""A request to the address books: who asks, by which program, and what is at the address."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from kaartenbak.accounts.models import User
from kaartenbak.carddav.errors import DavError, nothing_there
from kaartenbak.carddav.queries.books import Book, book_named
from kaartenbak.carddav.queries.members import Card, member_named
from kaartenbak.carddav.resources import Collection, Resource
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.xml import Element, parsed
from kaartenbak.core.actor import Actor

LARGEST_QUESTION = 1_000_000


@dataclass(frozen=True)
class Visitor:
    """Who asks, with the device that his program is on."""

    user: User
    actor: Actor
    device: str


@dataclass
class DavRequest:
    """One request. What is at the address is looked up when a method asks for it."""

    http: HttpRequest
    visitor: Visitor
    place: Place

    @property
    def actor(self) -> Actor:
        return self.visitor.actor

    @property
    def user(self) -> User:
        return self.visitor.user

    @cached_property
    def resource(self) -> Resource:
        """What is at the address; refused when there is nothing, or nothing for this user."""
        return self.book if self.place.kind is Kind.BOOK else self.resource_at(self.place)

    @cached_property
    def book(self) -> Book:
        """The book at the address, or the one that the card at the address is in."""
        found = self.book_at(self.place)
        if found is None:
            raise nothing_there()
        return found

    def resource_at(self, place: Place) -> Resource:
        """What is at a place."""
        if place.user not in {0, self.user.pk}:
            raise nothing_there()
        if place.kind is Kind.BOOK or place.kind is Kind.MEMBER:
            book = self.book_at(place)
            found = self.member_at(book, place) if book and place.kind is Kind.MEMBER else book
            if found is None:
                raise nothing_there()
            return found
        return Collection(place, self.user)

    def book_at(self, place: Place) -> Book | None:
        """The book that a place is or lies in, if this user has it."""
        return book_named(self.user, place.book) if place.user == self.user.pk else None

    def member_at(self, book: Book, place: Place) -> Card | None:
        """The card of a book at a place."""
        return member_named(book, place.name, by=self.actor)

    @cached_property
    def body(self) -> bytes:
        """The body of a question; refused when it is too large or comes without its length."""
        return self.body_up_to(LARGEST_QUESTION)

    def body_up_to(self, limit: int) -> bytes:
        """The body, unless it is larger than `limit`: then it is refused before it is read."""
        length = self.http.META.get("CONTENT_LENGTH") or ""
        if not length and "Transfer-Encoding" in self.http.headers:
            raise DavError(411, text="Send the length of the body.")
        if length and not length.isdigit():
            raise DavError(400, text="The length of the body is no number.")
        if int(length or 0) > limit:
            raise DavError(413, text="The body is too large.")
        try:
            body = self.http.body
        except RequestDataTooBig as failure:
            raise DavError(413, text="The body is too large.") from failure
        except UnreadablePostError as failure:
            raise DavError(400, text="The body broke off.") from failure
        # What is cut off may be a whole card, without the lines or the picture that were to come.
        if length and len(body) != int(length):
            raise DavError(400, text="The body broke off.")
        return body

    @cached_property
    def question(self) -> Element | None:
        """The XML in the body; none when it is empty."""
        return parsed(self.body) if self.body.strip() else None

    def depth(self, default: str) -> str:
        """The Depth header: `0`, `1` or `infinity`."""
        depth = self.http.headers.get("Depth", default).strip().lower()
        if depth not in {"0", "1", "infinity"}:
            raise DavError(400, text="The Depth header is 0, 1 or infinity.")
        return depth
