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


def guard(request: HttpRequest) -> SafeString:
    """The input that guards a form against forgery, for a form that is drawn without the template engine."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
