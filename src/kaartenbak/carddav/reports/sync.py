from collections.abc import Iterator

from django.http import HttpResponseBase

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.multistatus import multistatus, status_of
from kaartenbak.carddav.queries.changed import Delta, changes_since
from kaartenbak.carddav.queries.listing import members
from kaartenbak.carddav.queries.sync import Token, present, understood
from kaartenbak.carddav.reports.base import Report, number_in, wanted_in
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.shown import Wanted, cards_shown
from kaartenbak.carddav.xml import DAV, Element, element, text

LEVELS = {"", "1", "infinite"}


class SyncCollection(Report):
    """RFC 6578, section 3: what changed since a token; everything without one."""

    name = f"{DAV}sync-collection"

    def answer(self, request: DavRequest, question: Element) -> HttpResponseBase:
        wanted, limit = wanted_in(question), number_in(question, f"{DAV}limit/{DAV}nresults")
        if (question.findtext(f"{DAV}sync-level") or "").strip() not in LEVELS or limit == 0:
            raise DavError(400, text="The level or the limit cannot be met.")
        given = (question.findtext(f"{DAV}sync-token") or "").strip()
        token = understood(given, request.book) if given else None
        if given and token is None:
            raise unknown_token(request)
        if token is None or token.position is not None:
            return multistatus(listed(request, wanted, token, limit))
        return multistatus(changed(request, wanted, token, limit))


def unknown_token(request: DavRequest) -> DavError:
    """The token is not of this book as it is now. Thunderbird begins anew on 400 only, the others on any status."""
    is_thunderbird = "thunderbird" in request.http.headers.get("User-Agent", "").lower()
    return DavError(400 if is_thunderbird else 403, "<D:valid-sync-token/>")


def listed(request: DavRequest, wanted: Wanted, token: Token | None, limit: int | None) -> Iterator[str]:
    """All cards, or those after the place where the last page ended; what changes meanwhile comes with the next token."""
    token = token or present(request.book, by=request.actor).listing(0)
    position, room = token.position or 0, limit
    # A page reads no more than it tells.
    bare = not wanted.versions() and limit is None
    for block in members(request.book, by=request.actor, after=position, stamped=wanted.stamped, bare=bare):
        if block and block[0].comes_last:
            # They come last, after all that a page could end at.
            yield from cards_shown(block, wanted, request)
            continue
        if room is not None and len(block) > room:
            yield from cards_shown(block[:room], wanted, request)
            position = block[room - 1].key if room else position
            yield more(request)
            yield state(token.listing(position))
            return
        yield from cards_shown(block, wanted, request)
        if block:
            position = block[-1].key
            room = None if room is None else room - len(block)
    yield state(token.listing(None))


def changed(request: DavRequest, wanted: Wanted, token: Token, limit: int | None) -> Iterator[str]:
    """What changed since the token: cards that are in the book, and those that are there no more."""
    delta = Delta(
        request.book,
        token,
        present(request.book, by=request.actor),
        request.actor,
        limit,
        stamped=wanted.stamped,
    )
    for page in changes_since(delta):
        yield from cards_shown(page.changed, wanted, request)
        for place in page.gone:
            yield status_of(place.href, 404)
    if delta.more:
        yield more(request)
    yield state(delta.reached)


def more(request: DavRequest) -> str:
    """A word that there is more, for whoever goes on with the token."""
    return status_of(request.place.href, 507, "<D:number-of-matches-within-limits/>")


def state(token: Token) -> str:
    """The token to come back with."""
    return element(f"{DAV}sync-token", text(str(token)))
