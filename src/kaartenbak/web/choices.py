"""The answer to a combobox: the options for what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kaartenbak.web.requests import asked

LIMIT = 20


@dataclass(frozen=True)
class Choice:
    """One option: the code it stands for, the name the reader sees, a `hint` beside it.

    `href` is where choosing it leads, in a search box.
    """

    value: str
    label: str
    hint: str = ""
    href: str = ""


def typed(request: HttpRequest) -> str:
    """What the reader typed in the combobox so far."""
    return asked(request, "q")


def options(request: HttpRequest, choices: Iterable[Choice]) -> HttpResponse:
    """The options as the list that a combobox shows; a view passes at most `LIMIT`."""
    return render(request, "web/_options.html", {"choices": choices})
