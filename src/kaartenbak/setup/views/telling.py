"""Saying what was done, with the way back."""

from typing import Any

from django.urls import reverse

from kaartenbak.web import toasts
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.requests import PageRequest


def done(request: PageRequest, form: OperationForm, sentence: Any) -> None:
    """Confirm what `form` did; when it changed nothing there is nothing to undo."""
    toasts.say(request, sentence, undo=undo_address(form.outcome.operation if form.outcome else None))


def undo_address(operation: int | None) -> str:
    """Where an operation is taken back; nothing when there is none."""
    return reverse("history:undo", args=[operation]) if operation else ""
