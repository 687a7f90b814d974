"""The page on which a user chooses the address books of his programs."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.accounts import queries
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.carddav.forms import BooksForm
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.carddav.queries.offered import counted, offers, own_book
from kaartenbak.web.requests import PageRequest


@require_http_methods(["GET", "POST"])
def chosen(request: PageRequest) -> HttpResponse:
    """The books that there are; those with a tick are in the user's programs."""
    user = queries.user_of(request.actor)
    form = BooksForm(request.POST or None, offers=offers(user, by=request.actor))
    if request.method == "POST":
        form = BooksForm(request.POST, offers=offers(user, by=request.actor))
        if form.run(choose_books, user=user, by=request.actor):
            confirm(request, form.outcome, _("Your address books were changed."))
            return redirect("carddav:books")
    own, number = own_book(user, by=request.actor)
    facts = {"form": form, "person": user, "own": own, "own_contacts": counted(number)}
    return render(request, "carddav/books.html", facts | {"server": server(request)}, status=form.status)


def server(request: PageRequest) -> str:
    """The address that a program asks for."""
    return settings.BASE_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
