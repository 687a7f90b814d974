"""Cards that were merged into others: where they lead, and whose they are."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.db.models import Q

from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Moved, NotFound
from kaartenbak.history.prepared import Given, Prepared

FORMER = Prepared(lambda: FormerCard.objects.filter(contact=Given("card")).order_by("id"))


def missing(ref: str, *, by: Actor) -> NotFound:
    """What to say of a card that is not there: where it is now when it was merged, else that there is none."""
    former = former_card(ref) if by.may("contacts.view") else None
    if former is None:
        return NotFound("contact.not_found", ref=ref[:60])
    now = former.contact
    return Moved(
        "contact.merged", ref=ref, former=str(former), contact=str(now), number=now.number, uid=str(now.uid)
    )


def former_card(ref: str) -> FormerCard | None:
    """The card with this number or uid that was merged into another, with the one it is part of now."""
    return FormerCard.objects.select_related("contact").filter(named(ref)).first()


def named(ref: str) -> Q:
    """The condition that a former card had this number or uid."""
    wanted = Q(number=ref.strip().upper()[:21])
    with suppress(ValueError):
        wanted |= Q(uid=uuid.UUID(ref))
    return wanted


def now_of(ref: str) -> Any:
    """The keys of what the card with this number or uid is part of now, as a question within another."""
    return FormerCard.objects.filter(named(ref)).values("contact")


def formerly(name: str, values: Iterable[Any], *, by: Actor) -> Iterable[tuple[Any, int]]:
    """Of numbers or uids (`name`), those of merged cards, each with the key of the card it is part of now."""
    if not by.may("contacts.view"):
        return ()
    return FormerCard.objects.filter(**{f"{name}__in": values}).values_list(name, "contact_id")


def former_cards(contact: Contact) -> list[FormerCard]:
    """The cards that were merged into this one, in the order in which that was done."""
    return FORMER(card=contact.pk)
