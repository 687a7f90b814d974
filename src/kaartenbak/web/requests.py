"""The request as a view gets it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kaartenbak.core.actor import Actor


class PageRequest(HttpRequest):
    """A request of somebody who signed in (the middleware of `accounts` sees to it): for annotations only."""

    actor: Actor
    htmx: HtmxDetails
