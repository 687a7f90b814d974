"""The field that adds a code to a contact; what nobody knows it asks about, where the reader may make codes."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kaartenbak.classification.groupings import Grouping
from kaartenbak.classification.views import wording
from kaartenbak.contacts.models import Contact
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled
from kaartenbak.web.forms import OperationForm


def place(contact: Contact, grouping: Grouping) -> str:
    """Where codes of the grouping are given to a contact and taken away."""
    return address("classification:assignments", contact.number, grouping.slug)


def field_to_add(
    contact: Contact, grouping: Grouping, *, typed: str = "", error: str = "", csrf: str = ""
) -> SafeString:
    """The field, with what was typed and what is wrong with it."""
    facts = {
        "id": grouping.slug,
        "action": place(contact, grouping),
        "choices": address("classification:choices", contact.number, grouping.slug),
        "label": wording.adding(grouping),
        "typed": typed,
        "error": error,
        "csrf": csrf,
    }
    return filled("classification/_adding.html", facts)


def question(contact: Contact, grouping: Grouping, form: OperationForm, *, csrf: str = "") -> SafeString:
    """The form that asks what a new code means, in the place of the field."""
    facts = {
        "id": grouping.slug,
        "action": place(contact, grouping),
        "legend": wording.new(grouping),
        "form": form,
        "back": address("contacts:card", contact.number),
        "csrf": csrf,
    }
    return render_to_string("classification/_new_code.html", facts)
