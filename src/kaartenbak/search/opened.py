"""The contacts that a user opened lately, the last one first; the only code that writes their table."""

from django.db import models, transaction
from django.utils import timezone

from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.search.models import Opened

# So many are kept of each user.
KEPT = 50


def note(actor: Actor, contact: Contact) -> None:
    """Keep that `actor` opened a contact now. A program that acts for nobody opens nothing."""
    if actor.user_id is None:
        return
    row = Opened(user_id=actor.user_id, contact_id=contact.pk, at=timezone.now())
    with transaction.atomic():
        Opened.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["user_id", "contact_id"], update_fields=["at"]
        )
        forget(actor.user_id)


def forget(user: int) -> None:
    """Let go of what a user opened before the latest."""
    old = list(of(user).values_list("pk", flat=True)[KEPT:])
    if old:
        Opened.objects.filter(pk__in=old).delete()


def opened_keys(actor: Actor, limit: int = KEPT) -> list[int]:
    """The keys of what `actor` opened lately, the last one first; some may be gone."""
    if actor.user_id is None:
        return []
    return list(of(actor.user_id).values_list("contact_id", flat=True)[:limit])


def recently_opened(actor: Actor, limit: int = KEPT) -> list[Contact]:
    """The contacts that `actor` opened lately and may still see, the last one first."""
    keys = opened_keys(actor)
    found = contacts.visible_to(actor).in_bulk(keys)
    return [found[key] for key in keys if key in found][:limit]


def of(user: int) -> "models.QuerySet[Opened]":
    """What a user opened, the last one first."""
    return Opened.objects.filter(user_id=user).order_by("-at", "-pk")
