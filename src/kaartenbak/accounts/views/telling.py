"""Saying what was done, with the way back where there is one."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from kaartenbak.web import toasts
from kaartenbak.web.requests import PageRequest


def confirm(request: PageRequest, outcome: Any, sentence: str) -> None:
    """Confirm what an operation did, with the button that takes it back."""
    operation = outcome.operation if outcome else None
    try:
        undo = reverse("history:undo", args=[operation]) if operation else ""
    except NoReverseMatch:
        undo = ""
    toasts.say(request, sentence, undo=undo)
