"""The page of one's devices: which are let in, and which address books they show."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.models import AppPassword, User
from kaartenbak.accounts.views.telling import confirm
from kaartenbak.accounts.views.users import user_named
from kaartenbak.carddav.forms import BooksForm, DeviceForm
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.carddav.queries.offered import counted, offers, own_book
from kaartenbak.carddav.views.overwritten import told_to
from kaartenbak.carddav.views.permitting import form_of
from kaartenbak.carddav.views.scanning import code_of, server_of
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@dataclass
class Page:
    """The page, with the forms on it as they were sent."""

    request: PageRequest
    user: User
    books: BooksForm
    device: DeviceForm

    def drawn(self, **more: Any) -> HttpResponse:
        """What the reader sees."""
        own, number = own_book(self.user, by=self.request.actor)
        facts = {
            "books": self.books,
            "device": self.device,
            "person": self.user,
            "own": own,
            "own_contacts": counted(number),
            "server": server_of(self.request),
            "devices": queries.app_passwords_of(self.user),
            "overwritings": told_to(self.user, by=self.request.actor),
        }
        status = max(self.books.status, self.device.status)
        return render(self.request, "carddav/books.html", facts | more, status=status)


def page_of(request: PageRequest, *, books: bool = False, device: bool = False) -> Page:
    """The page of the reader; the form that was sent holds what was sent."""
    user = queries.user_of(request.actor)
    choices = offers(user, by=request.actor)
    of_books = BooksForm(request.POST, offers=choices) if books else BooksForm(offers=choices)
    return Page(request, user, of_books, DeviceForm(request.POST) if device else DeviceForm())


@require_http_methods(["GET", "POST"])
def chosen(request: PageRequest) -> HttpResponse:
    """The devices, and the books that there are; those with a tick are on the devices."""
    page = page_of(request, books=request.method == "POST")
    if page.books.is_bound and page.books.run(choose_books, user=page.user, by=request.actor):
        confirm(request, page.books.outcome, _("Your address books were changed."))
        return redirect("carddav:books")
    return page.drawn()


@never_cache
@require_http_methods(["GET", "POST"])
def new_device(request: PageRequest) -> HttpResponse:
    """An app password for another device. It is shown here and nowhere else; who loads it again is led to the devices."""
    if request.method == "GET":
        return redirect("carddav:books")
    page = page_of(request, device=True)
    if not page.device.run(ops.create_app_password, user=page.user, by=request.actor):
        return page.drawn()
    password = page.device.result.password
    page.device = DeviceForm()
    return page.drawn(password=password, code=code_of(request, page.user, password))


@require_GET
@needs("accounts.change")
def devices_of(request: PageRequest, username: str) -> HttpResponse:
    """The devices of somebody else, who lost one of them."""
    person = user_named(username)
    facts = {"person": person, "devices": queries.app_passwords_of(person), "form": form_of(person)}
    return render(request, "carddav/devices_of.html", facts)


@require_POST
def revoke_device(request: PageRequest, pk: int) -> HttpResponse:
    """Let a device in no more."""
    devices = AppPassword.objects.select_related("user")
    if not request.actor.may("accounts.change"):
        devices = queries.app_passwords_of(queries.user_of(request.actor))
    found = get_object_or_404(devices, pk=pk)
    outcome = perform(ops.revoke_app_password, app_password=found, by=request.actor)
    confirm(request, outcome, _("The device {device} is let in no more.").format(device=found))
    if found.user_id == request.actor.user_id:
        return redirect("carddav:books")
    return redirect("carddav:devices-of", found.user.username)
