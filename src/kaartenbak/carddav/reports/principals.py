"""Looking for people: whoever asks finds himself, and nobody else."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase

from kaartenbak.carddav.errors import CONTENT_TYPE, DavError
from kaartenbak.carddav.multistatus import multistatus
from kaartenbak.carddav.properties import PROPERTIES
from kaartenbak.carddav.properties.base import COLLECTIONS
from kaartenbak.carddav.reports.base import Report
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.resources import principal_of
from kaartenbak.carddav.shown import Shown, Wanted, respond
from kaartenbak.carddav.xml import DAV, DECLARATION, Element

SEARCHED = f"{DAV}displayname"


class PrincipalMatch(Report):
    """RFC 3744, section 9.3: who is it that asks?"""

    name = f"{DAV}principal-match"
    of = COLLECTIONS

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        return multistatus([oneself(request, question)])


class PrincipalSearch(Report):
    """RFC 3744, section 9.4: who has a name like this?"""

    name = f"{DAV}principal-property-search"
    of = COLLECTIONS

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        wishes = list(wishes_in(question))
        if not wishes:
            raise DavError(400, text="The body looks for nothing.")
        name = str(request.user).casefold()
        is_meant = all(searched and wish in name for searched, wish in wishes)
        return multistatus([oneself(request, question)] if is_meant else [])


class PrincipalSearchSet(Report):
    """RFC 3744, section 9.5: by what can people be looked for?"""

    name = f"{DAV}principal-search-property-set"
    of = COLLECTIONS

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        told = "<D:principal-search-property><D:prop><D:displayname/></D:prop></D:principal-search-property>"
        document = f'{DECLARATION}<D:principal-search-property-set xmlns:D="DAV:">{told}</D:principal-search-property-set>'
        return HttpResponse(document, content_type=CONTENT_TYPE)


def oneself(request: DavRequest, question: Element) -> str:
    """The response for whoever asks."""
    principal = request.resource_at(principal_of(request.user.pk))
    return respond(Shown(principal, request), Wanted.read(question, PROPERTIES))


def wishes_in(question: Element) -> Iterator[tuple[bool, str]]:
    """What is looked for: whether it is a name, and the text that must be in it."""
    for search in question.iterfind(f"{DAV}property-search"):
        names = {each.tag for each in search.iterfind(f"{DAV}prop/*")}
        yield names == {SEARCHED}, (search.findtext(f"{DAV}match") or "").strip().casefold()
