"""What holds for every page: refusals become answers; htmx gets redirects and confirmations its own way."""

import json
from collections.abc import Callable
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from kaartenbak.core.refusals import Moved, NotAllowed, NotFound, Refused, Stale
from kaartenbak.core.sizes import is_too_large
from kaartenbak.web import errors, toasts
from kaartenbak.web.responses import leads_within

STATUSES: tuple[tuple[type[Refused], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (Stale, 409),
    (Refused, 422),
)


# These doors ask for a key of their own and never look at a session.
PROGRAMS = ("/api/", "/dav/", "/.well-known/")


class PagesMiddleware:
    """Stands last in the list, nearest to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # The guard against forged forms would read it all; programs are told by their own door.
        if is_too_large(request.META.get("CONTENT_LENGTH")) and not request.path.startswith(PROGRAMS):
            return errors.page(request, 413)
        response = self.answer(request)
        if response.status_code == 405 and not request.path.startswith(PROGRAMS):
            response = in_words(request, response)
        # Neither "back" nor somebody after signing out sees what was true a while ago; a part is not taken for a page.
        response.headers.setdefault("Cache-Control", "no-store")
        if not request.headers.get("HX-Request"):
            return response
        if response.status_code in {301, 302, 303}:
            return whole_page(response["Location"])
        if "HX-Redirect" not in response and "HX-Refresh" not in response:
            add_toasts(request, response)
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the page; who asks for the head gets that of the very page, and the server leaves the body out."""
        if request.method != "HEAD" or request.path.startswith(PROGRAMS):
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal that no form caught."""
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, Moved) and request.method == "GET":
            return at_its_present_place(request, exception)
        status = next(status for kind, status in STATUSES if isinstance(exception, kind))
        return errors.page(request, status, sentence=str(exception))


def in_words(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """A page in place of the blank one for an address that does not take such a request: of a form that was sent there."""
    page = errors.page(request, 405)
    page["Allow"] = refused["Allow"]
    return page


def at_its_present_place(request: HttpRequest, moved: Moved) -> HttpResponse | None:
    """The same page of what the address names by a former number, with a word about it.

    Where htmx asked for a part, it is the open page that is wanted anew: that of the card, or a list that still has it.
    """
    asked = request.get_full_path()
    there = in_present_words(asked, moved)
    if there == asked:
        return errors.page(request, 404, sentence=str(moved))
    toasts.warn(request, moved)
    if request.headers.get("HX-Request"):
        there = in_present_words(request.headers.get("HX-Current-URL", ""), moved)
    return HttpResponseRedirect(there) if leads_within(request, there) else errors.page(request, 404)


def in_present_words(address: str, moved: Moved) -> str:
    """The address with the present number of a card in place of the former one."""
    path, mark, query = address.partition("?")
    former, present = moved.facts["ref"], quote(moved.facts["number"])
    return "/".join(present if unquote(part) == former else part for part in path.split("/")) + mark + query


def whole_page(address: str) -> HttpResponse:
    """Let htmx go to another page: a redirect it followed by itself would put a page into a part."""
    return HttpResponse(headers={"HX-Redirect": address})


def add_toasts(request: HttpRequest, response: HttpResponseBase) -> None:
    """Hand the waiting messages to the page that is already open, as an event its script listens to."""
    waiting = toasts.pending(request)
    if waiting:
        events = json.loads(response.headers.get("HX-Trigger", "{}"))
        response.headers["HX-Trigger"] = json.dumps(events | {"kaartenbak:toasts": {"toasts": waiting}})
