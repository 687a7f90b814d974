from collections.abc import Iterable, Iterator

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.multistatus import multistatus
from kaartenbak.carddav.properties import PROPERTIES
from kaartenbak.carddav.queries.books import Book, books_of
from kaartenbak.carddav.queries.listing import members
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.resources import Collection
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.shown import Shown, Wanted, cards_shown, respond
from kaartenbak.carddav.xml import DAV


class PropFind(Method):
    """RFC 4918, section 9.1: what is known of a thing, and with depth 1 of what is in it."""

    name = "PROPFIND"

    def answer(self, request: DavRequest) -> HttpResponseBase:
        resource = request.resource
        depth = request.depth("infinity")
        if depth == "infinity" and not isinstance(resource, Card):
            raise DavError(403, "<D:propfind-finite-depth/>")
        wanted = wanted_in(request)
        found = responses(request, wanted)
        return multistatus([*found] if depth == "0" else each_response(found, inside(request, wanted)))


def wanted_in(request: DavRequest) -> Wanted:
    """What the body asks for; an empty one asks for everything."""
    question = request.question
    if question is None:
        return Wanted.everything(PROPERTIES)
    if question.tag != f"{DAV}propfind":
        raise DavError(400, text="The body is no propfind.")
    return Wanted.read(question, PROPERTIES)


def responses(request: DavRequest, wanted: Wanted) -> list[str]:
    """The thing itself."""
    resource = request.resource
    if isinstance(resource, Card):
        return list(cards_shown([resource], wanted, request))
    return [respond(Shown(resource, request), wanted)]


def each_response(first: Iterable[str], rest: Iterable[str]) -> Iterator[str]:
    """One after the other."""
    yield from first
    yield from rest


def inside(request: DavRequest, wanted: Wanted) -> Iterator[str]:
    """What is in the thing."""
    resource = request.resource
    if isinstance(resource, Book):
        bare = not wanted.versions()
        for block in members(resource, by=request.actor, stamped=wanted.stamped, bare=bare):
            yield from cards_shown(block, wanted, request)
    elif isinstance(resource, Collection):
        for each in inside_collection(resource):
            yield respond(Shown(each, request), wanted)


def inside_collection(collection: Collection) -> Iterator[Collection | Book]:
    """What is in a collection that is no book, as far as this user may know."""
    user = collection.user
    inner = {
        Kind.ROOT: (Place(Kind.PRINCIPALS), Place(Kind.HOMES)),
        Kind.PRINCIPALS: (Place(Kind.PRINCIPAL, user.pk),),
        Kind.HOMES: (Place(Kind.HOME, user.pk),),
    }
    for place in inner.get(collection.place.kind, ()):
        yield Collection(place, user)
    if collection.place.kind is Kind.HOME:
        yield from books_of(user)
