"""The answer to a combobox: the options for what was typed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kaartenbak.web.requests import asked

LIMIT = 20


@dataclass(frozen=True)
class Choice:
    """One option: the code it stands for, the name the reader sees, a `hint` beside it.

    `shown` is the name with what was found in it marked.
    `href` is where choosing it leads, in a search box. `fills` are other fields of the form, by name, that choosing it
    fills as well. One that is `taken` is shown but cannot be chosen.
    """

    value: str
    label: str
    hint: str = ""
    href: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    taken: bool = False
    shown: str = ""

    @property
    def filling(self) -> str:
        """`fills` as the script reads it."""
        return json.dumps(dict(self.fills))


def typed(request: HttpRequest) -> str:
    """What the reader typed in the combobox so far."""
    return asked(request, "q")


def options(request: HttpRequest, choices: Iterable[Choice]) -> HttpResponse:
    """The options as the list that a combobox shows; a view passes at most `LIMIT`."""
    return render(request, "web/_options.html", {"choices": choices})
