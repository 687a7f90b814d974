"""A card as it was at an earlier moment."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Channel, Comment, Contact
from kaartenbak.contacts.queries.past import ADDRESS, CHANNEL, COMMENT, CONTACT, RANGE, card_at
from kaartenbak.contacts.views.card import Card
from kaartenbak.core.actor import Actor
from kaartenbak.history.asof import Rows, rows_at
from kaartenbak.history.store import manager
from kaartenbak.setup.queries import the_setup


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
        calendar_then(then, rows, moment),
    )  # fmt: skip


def calendar_then(then: Contact, rows: Rows, moment: datetime) -> queries.Calendar:
    """Which address held when, as the card and the company that it followed had it."""
    setup, theirs = the_setup(), queries.Schedule()
    if then.company_id is not None and "address" in then.follows:
        former = rows_at(then.company_id, moment)
        company = card_at(then.company_id, former.get(CONTACT, {}))
        if company and queries.shares_address(then, company, setup):
            theirs = schedule_of(former)
    return queries.calendar_from(then, schedule_of(rows), theirs, setup)


def schedule_of(rows: Rows) -> queries.Schedule:
    """The alternative addresses and periods among the rows of a card."""
    addresses = [AlternativeAddress(**row) for row in rows.get(ADDRESS, {}).values()]
    ranges = [AddressRange(**row) for row in rows.get(RANGE, {}).values()]
    return queries.Schedule(
        sorted(addresses, key=lambda each: each.code), sorted(ranges, key=lambda each: each.starts)
    )


def find_references(then: Contact) -> None:
    """Look up the rows that a former card points at; one that is gone by now shows as blank."""
    for name in queries.REFERENCES:
        key: Any = getattr(then, f"{name}_id")
        model: Any = Contact._meta.get_field(name).related_model
        setattr(then, name, manager(model).filter(pk=key).first() if key else None)
