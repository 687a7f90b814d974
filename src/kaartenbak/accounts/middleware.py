"""Who looks at a page, and in which language; pages are for those who have signed in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from kaartenbak.accounts import queries
from kaartenbak.core.actor import Actor
from kaartenbak.web.middleware import PROGRAMS
from kaartenbak.web.responses import leads_within

Next = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Puts `request.actor` on pages, speaks the user's language, and sends whoever has not signed in to do
    so.

    A view that is for everybody says so with Django's `login_not_required`.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(PROGRAMS):
            return self.get_response(request)
        request.actor = SimpleLazyObject(lambda: actor_of_page(request))  # type: ignore[attr-defined]
        with translation.override(language_of_page(request)):
            response = self.get_response(request)
            render = getattr(response, "render", None)
            if callable(render):
                render()
            response.headers.setdefault(
                "Content-Language", translation.get_language() or settings.LANGUAGE_CODE
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.path.startswith(PROGRAMS) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if request.user.password_temporary and not getattr(view, "with_temporary_password", False):
            return redirect("accounts:password")
        # Known by now, so a page that asks a hundred times need not go through the way to find out.
        request.actor = actor_of_page(request)  # type: ignore[attr-defined]
        return None


def actor_of_page(request: HttpRequest) -> Actor:
    """Who looks at the page, in its language; nobody in particular before signing in."""
    if not request.user.is_authenticated:
        return queries.NOBODY
    return queries.actor_of(request.user, language=language_of_page(request))


def language_of_page(request: HttpRequest) -> str:
    """The language of this page."""
    user = None
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        user = request.user
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return queries.page_language(user, request.headers.get("Accept-Language", ""), chosen=chosen)


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way in: the sign-in page, or the set-up page while there is nobody who could sign in.

    A part of a page that asks in vain takes the whole page along, and comes back to it; so does a form, which then offers
    what was typed.
    """
    if not queries.anybody_there():
        return redirect("accounts:welcome")
    is_whole = request.method == "GET" and not request.headers.get("HX-Request")
    back = request.get_full_path() if is_whole else page_of(request)
    return redirect_to_login(back, reverse("accounts:sign-in"))


def page_of(request: HttpRequest) -> str:
    """The page on which the reader did something; its form is not looked at, since it may be a large file."""
    for address in (request.headers.get("HX-Current-URL"), request.headers.get("Referer")):
        if address and leads_within(request, address):
            return urlunsplit(("", "", *urlsplit(address)[2:4], ""))
    return "/"
