"""The request as an endpoint gets it."""

from django.http import HttpRequest

from kaartenbak.core.actor import Actor


class ApiRequest(HttpRequest):
    """A request of a program whose token was accepted: for annotations only.

    `trim` are the fields asked for by `?fields=`, in that order; none when all are wanted.
    """

    actor: Actor
    trim: tuple[str, ...]
