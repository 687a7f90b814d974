"""A card as it was at an earlier moment."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.queries.past import CHANNEL, COMMENT, CONTACT, card_at
from kaartenbak.contacts.views.card import Card
from kaartenbak.core.actor import Actor
from kaartenbak.history.asof import rows_at
from kaartenbak.history.store import manager


def moment_of(text: str) -> datetime:
    """The moment that an address asks for."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def card_then(contact: Contact, moment: datetime, by: Actor) -> Card | None:
    """The card as it was, or none when it was not there yet."""
    rows = rows_at(contact.pk, moment)
    then = card_at(contact.pk, rows.get(CONTACT, {}))
    if then is None:
        return None
    find_references(then)
    channels = [Channel(**row) for row in rows.get(CHANNEL, {}).values()]
    comments = [Comment(**row) for row in rows.get(COMMENT, {}).values()]
    return Card(
        then, by,
        sorted(channels, key=lambda each: (each.kind, each.position, each.pk)),
        sorted(comments, key=lambda each: -each.pk),
        moment,
        rows,
    )  # fmt: skip


def find_references(then: Contact) -> None:
    """Look up the rows that a former card points at; one that is gone by now shows as blank."""
    for name in queries.REFERENCES:
        key: Any = getattr(then, f"{name}_id")
        model: Any = Contact._meta.get_field(name).related_model
        setattr(then, name, manager(model).filter(pk=key).first() if key else None)
