"""Making a person of a company's card, or a company of a person's."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.kinds import change_kind, facts_of
from kaartenbak.contacts.rules import type_change
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.telling import done
from kaartenbak.core import messages
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def change_type(request: PageRequest, number: str) -> HttpResponse:
    """What stands in the way, what would be lost, and the change itself."""
    contact = queries.by_ref(number, by=request.actor)
    kind = Contact.Kind.PERSON if contact.is_company else Contact.Kind.COMPANY
    form = OperationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.run(change_kind, contact=contact, kind=kind, by=request.actor):
        done(request, form.outcome, _("The type of {name} was changed.").format(name=contact.name))
        return redirect("contacts:card", number)
    found = type_change.blockers(kind, facts_of(contact))
    facts = {
        "contact": contact,
        "kind": kind,
        "form": form,
        "reasons": [messages.text(each.key, {"contact": str(contact)}) for each in found],
        "lost": lost(contact, kind),
    }
    return render(request, "contacts/type.html", facts, status=form.status)


def lost(contact: Contact, kind: str) -> list[str]:
    """The labels of filled fields that a contact of the other type cannot have."""
    names = [name for name in type_change.CLEARED[kind] if name in FIELDS and getattr(contact, name)]
    if contact.is_company:
        names = [name for name in names if name != "company_name"]
    return [FIELDS[name].title for name in names]
