"""Deleting a card with what it owns."""

from typing import Any, Literal

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.events import ContactDeleted
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.people import place_in_list
from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.parts import PARTS, OnDelete, Part
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation


@operation(needs="contacts.delete", title=_("Deleted {contact}"))
def delete_contact(
    *, contact: Contact, people: Literal["delete", "keep"] = "delete", version: int | None = None, by: Actor
) -> None:
    """Delete a card and what it owns. The people of a company go along, or become independent with `people="keep"`."""
    contact = store.lock(contact, version)
    if people not in ("delete", "keep"):
        raise Refused("value.choice", field="people", value=str(people)[:40], choices="delete, keep")
    about(contact=str(contact), number=contact.number)
    staff = Contact.objects.filter(company=contact)
    if people == "keep":
        make_independent(staff)
        gone = [contact.pk]
    else:
        gone = [*staff.order_by("pk").values_list("pk", flat=True), contact.pk]
    publish(ContactDeleted(contact))
    for part in PARTS:
        if part.on_delete == OnDelete.GO_ALONG:
            store.delete_many(rows_of(part, gone))
    store.delete_many(Contact.objects.filter(pk__in=gone))


def rows_of(part: Part, contacts: list[int]) -> "models.QuerySet[Any]":
    """The rows of a part that belong to these contacts."""
    model: Any = apps.get_model(part.model)
    found: models.QuerySet[Any] = store.manager(model).filter(**{f"{part.link}__in": contacts})
    return found


def make_independent(people: "models.QuerySet[Contact]") -> None:
    """People of a company that goes: they keep the values they took over, and follow nobody."""
    keys = place_in_list(people, None)
    free: dict[str, Any] = {
        "company": None,
        "company_name": "",
        "follows": [],
        "business_relation": Contact.BusinessRelation.NONE,
    }
    store.update_each(Contact, {person: free | key for person, key in keys.items()})
