"""The pages for when something went wrong; each says what happened and what can be done now."""

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext_lazy as _

from kaartenbak.web import toasts

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    title: Any
    sentence: Any
    advice: Any


PROBLEMS = {
    400: Problem(
        _("The request could not be read"),
        _("What the browser sent is not complete or not in the form it should have."),
        _("Go back and try again. If it happens again, tell your administrator what you were doing."),
    ),
    403: Problem(
        _("You may not do this"),
        _("Your role does not include what this page needs."),
        _("Ask an administrator for it, or go on with something else."),
    ),
    404: Problem(
        _("This page does not exist"),
        _("The address may be mistyped, or what it showed was deleted, merged or renumbered."),
        _("Search for the name or the number instead."),
    ),
    405: Problem(
        _("That is not possible here"),
        _("This address does not take that kind of request."),
        _("Go back and use the buttons of the page."),
    ),
    409: Problem(
        _("Somebody else was faster"),
        _("What you wanted to change was changed in the meantime. Nothing was overwritten."),
        _("Open it again, look at what is different, and make your change there."),
    ),
    413: Problem(
        _("That is too large"),
        _("A file may be 500 MB at most."),
        _("Save the contacts without pictures, or in several files."),
    ),
    422: Problem(
        _("That was refused"),
        _("One of the rules says no."),
        _("Nothing was changed. Go back and correct it."),
    ),
    500: Problem(
        _("Something went wrong on our side"),
        _("What you asked for was not done, and nothing was left half done."),
        _("Try again in a moment. If it stays, give your administrator the number below."),
    ),
}


def page(request: HttpRequest, status: int, *, sentence: str = "", reference: str = "") -> HttpResponse:
    """The page for `status`, with `sentence` in place of the general one.

    Where htmx asked, the open page stays as it is and tells the sentence.
    """
    problem = PROBLEMS.get(status, PROBLEMS[400])
    request.failed = True  # type: ignore[attr-defined]
    if request.headers.get("HX-Request"):
        toasts.complain(request, sentence or f"{problem.title}. {problem.sentence}")
        return HttpResponse(status=status, headers={"HX-Reswap": "none"})
    facts = {
        "status": status,
        "problem": problem,
        "sentence": sentence or problem.sentence,
        "reference": reference,
    }
    return render(request, "web/error.html", facts, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def conflict(request: HttpRequest) -> HttpResponse:
    return page(request, 409)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs no database, no session and no user: any of them may be what failed.

    Its reference stands in the log beside the error itself.
    """
    facts = {"status": 500, "problem": PROBLEMS[500], "sentence": PROBLEMS[500].sentence}
    reference = secrets.token_hex(4)
    logger.error("Error %s is that of %s %s", reference, request.method, request.path)
    return HttpResponse(loader.render_to_string("web/500.html", facts | {"reference": reference}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Usually a page that was open since before signing out, or a browser that keeps no cookies."""
    sentence = _(
        "This page was open too long, or your browser does not keep cookies. Reload it and try again."
    )
    return page(request, 403, sentence=str(sentence))
