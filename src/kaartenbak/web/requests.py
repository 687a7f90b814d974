"""The request as a view gets it."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_htmx.middleware import HtmxDetails

from kaartenbak.core.actor import Actor


class PageRequest(HttpRequest):
    """A request of somebody who signed in (the middleware of `accounts` sees to it): for annotations only."""

    actor: Actor
    htmx: HtmxDetails


def asked(request: HttpRequest, name: str) -> str:
    """What the address asks for under `name`, trimmed; a NUL, which no database looks for, is left out."""
    return request.GET.get(name, "").replace("\0", "").strip()


def token(request: HttpRequest) -> str:
    """What a form of this page sends along as a proof that it is ours: one for all its forms, since making one takes long.

    Signing in and out change what it is made from; the page gets another one then.
    """
    secret = request.META.get("CSRF_COOKIE")
    kept: tuple[str | None, str] = getattr(request, "csrf_kept", (None, ""))
    if secret is None or kept[0] != secret:
        made = get_token(request)
        kept = request.csrf_kept = (request.META.get("CSRF_COOKIE"), made)  # type: ignore[attr-defined]
    return kept[1]


def guard(request: HttpRequest) -> SafeString:
    """The input that guards a form against forgery, for a form that is drawn without the template engine."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token(request))
