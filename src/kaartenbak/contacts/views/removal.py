"""Deleting a card, after saying what goes along, what stays and what stands in the way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import RemovalForm
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_http_methods(["GET", "POST"])
@needs("contacts.delete")
def removal(request: PageRequest, number: str) -> HttpResponse:
    """The preview, and the deletion."""
    contact = queries.by_ref(number, by=request.actor)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    version: Any = request.POST.get("version", "")
    read = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else contact.version
    if request.method == "POST" and form.run(delete_contact, contact=contact, version=read, by=request.actor):
        done(request, form.outcome, _("{name} was deleted.").format(name=contact.name))
        return redirect("search:list")
    facts = {
        "contact": contact,
        "form": form,
        "goes": queries.going_along(contact),
        "people": queries.people_of(contact, by=request.actor).exists(),
    }
    return render(request, "contacts/removal.html", facts, status=form.status)
