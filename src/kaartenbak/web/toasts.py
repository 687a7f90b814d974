"""Short confirmations, with a way back: shown on the next full page, or at once where htmx swaps a part.

They travel as Django messages, so a view says them the same way before a redirect and before a fragment.
"""

from typing import Any

from django.contrib import messages
from django.contrib.messages import constants
from django.http import HttpRequest


def say(request: HttpRequest, text: Any, *, undo: str = "") -> None:
    """Confirm what was done; `undo` is the address that takes it back when posted to."""
    messages.success(request, str(text), extra_tags=undo)


def warn(request: HttpRequest, text: Any, *, undo: str = "") -> None:
    """Say what was done but deserves a look."""
    messages.warning(request, str(text), extra_tags=undo)


def complain(request: HttpRequest, text: Any) -> None:
    """Say why something was not done."""
    messages.error(request, str(text), fail_silently=True)


def pending(request: HttpRequest) -> list[dict[str, str]]:
    """The messages that wait for this reader, taken off the pile; none if the page has shown them itself."""
    waiting = messages.get_messages(request)
    if getattr(waiting, "used", False):
        return []
    return [
        {
            "text": str(each.message),
            "undo": each.extra_tags or "",
            "level": constants.DEFAULT_TAGS.get(each.level, "info"),
        }
        for each in waiting
    ]
