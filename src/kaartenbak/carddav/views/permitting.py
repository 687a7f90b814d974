"""What phones and mail programs may change: for everybody, and on the page of a user's devices for him alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.accounts.views.users import user_named
from kaartenbak.carddav.forms import AccessForm
from kaartenbak.carddav.ops.access import set_access, set_access_of
from kaartenbak.carddav.queries.access import set_for
from kaartenbak.carddav.queries.books import books_of
from kaartenbak.carddav.queries.offered import book_names
from kaartenbak.carddav.rules.access import EVERY_BOOK
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


def form_of(user: User | None, *sent: Any) -> AccessForm:
    """The form of one user with his books, or of everybody with all books that somebody has."""
    own = {book.key: book.name for book in books_of(user)} if user else book_names()
    names = {EVERY_BOOK: _("Every address book")} | own
    return AccessForm(*sent, names=names, present=set_for(user), of_user=user is not None)


@require_http_methods(["GET", "POST"])
@needs("accounts.change")
def access(request: PageRequest) -> HttpResponse:
    """What becomes of the changes of everybody's programs."""
    form = form_of(None, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.run(set_access, by=request.actor):
        confirm(request, form.outcome, _("What phones may change was set."))
        return redirect("carddav:access")
    return render(request, "carddav/access.html", {"form": form}, status=form.status)


@require_http_methods(["POST"])
@needs("accounts.change")
def access_of_user(request: PageRequest, username: str) -> HttpResponse:
    """What becomes of the changes of one user's programs."""
    person = user_named(username)
    form = form_of(person, request.POST)
    if form.run(set_access_of, user=person, by=request.actor):
        confirm(request, form.outcome, _("What phones may change was set."))
        return redirect("carddav:devices-of", person.username)
    facts = {"person": person, "devices": queries.app_passwords_of(person), "form": form}
    return render(request, "carddav/devices_of.html", facts, status=form.status)
