"""Saying what was done to a card, with the way back, and what deserves a look."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kaartenbak.core import messages
from kaartenbak.web import toasts


def done(request: HttpRequest, outcome: Any, sentence: Any) -> None:
    """Confirm an operation; when it changed nothing there is nothing to undo. Its warnings follow."""
    operation = outcome.operation if outcome else None
    if operation:
        toasts.say(request, sentence, undo=reverse("history:undo", args=[operation]))
    for warning in outcome.warnings if outcome else ():
        toasts.warn(request, messages.text(warning.code, warning.facts))
