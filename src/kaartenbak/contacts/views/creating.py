"""New cards: the page for a company, for a person, and the dialog with two or three fields."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import QuickForm, new_card_form
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

PRESET = ("name", "company")


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def new(request: PageRequest, kind: str) -> HttpResponse:
    """A new company or person; `?company=` names the employer."""
    form = new_card_form(kind)(request.POST or None, initial=preset(request))
    if request.method == "POST" and form.run(create_contact, by=request.actor):
        done(request, form.outcome, _("{name} was created.").format(name=form.result.name))
        return redirect("contacts:card", form.result.number)
    facts = {"form": form, "kind": kind, "company": company_of(request)}
    return render(request, "contacts/new.html", facts, status=form.status)


def preset(request: PageRequest) -> dict[str, Any]:
    """What the address fills in already; what is no company is no employer."""
    named = {name: request.GET[name] for name in PRESET if name in request.GET}
    if "company" in named and company_of(request) is None:
        del named["company"]
    return named


def company_of(request: PageRequest) -> Contact | None:
    """The company on whose card the reader began."""
    number = request.GET.get("company", "")
    return queries.visible_to(request.actor).filter(number=number, kind="company").first() if number else None


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def quick(request: PageRequest) -> HttpResponse:
    """A new card from two or three fields."""
    form = QuickForm(request.POST or None, initial=preset(request), auto_id="quick_%s")
    if request.method == "POST" and form.run(create_contact, by=request.actor):
        done(request, form.outcome, _("{name} was created.").format(name=form.result.name))
        return redirect("contacts:card", form.result.number)
    return render(request, "contacts/quick.html", {"form": form}, status=form.status)
