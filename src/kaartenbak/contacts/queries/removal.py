"""What becomes of everything that hangs on a card when it is deleted."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import ngettext

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core.parts import PARTS, OnDelete, Part


def deletion_preview(contact: Contact) -> dict[str, dict[str, int]]:
    """What deleting the card takes along, what stays and what stands in the way, each counted."""
    people = Contact.objects.filter(company=contact).count()
    parts = {name_of(part): count for part, count in going(contact)}
    return {"goes": {"people": people} | parts, "stays": {}, "blocks": {}}


def going(contact: Contact) -> Iterator[tuple[Part, int]]:
    """The parts of the card and of its people that go along, each counted."""
    for part in PARTS:
        if part.on_delete == OnDelete.GO_ALONG:
            theirs = Q(**{part.link: contact}) | Q(**{f"{part.link}__company": contact})
            yield part, model_of(part)._base_manager.filter(theirs).count()


def going_along(contact: Contact) -> list[str]:
    """What goes along, in words; what there is nothing of is left out."""
    people = Contact.objects.filter(company=contact).count()
    counted = [ngettext("{count} person", "{count} people", people).format(count=people)] if people else []
    return counted + [in_words(part, count) for part, count in going(contact) if count]


def in_words(part: Part, count: int) -> str:
    """So many rows of a part: "2 comments"."""
    if part.model == Channel._meta.label:
        words = ngettext("{count} phone number or address", "{count} phone numbers and addresses", count)
        return words.format(count=count)
    meta = apps.get_model(part.called or part.model)._meta
    return f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"


def name_of(part: Part) -> str:
    """What the rows of a part are called on the contact: `comments`."""
    return str(model_of(part)._meta.get_field(part.link).remote_field.related_name)


def model_of(part: Part) -> Any:
    return apps.get_model(part.model)
