"""Values that a program took away which it may not have known."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import Overwriting
from kaartenbak.carddav.rules.differences import ADDRESSES, COMMENT, differences
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Channel, Comment, Contact
from kaartenbak.core.actor import Actor
from kaartenbak.exchange.rules.card import Card
from kaartenbak.history.feed import written
from kaartenbak.history.prepared import Given, Prepared

# A program has read what changed before; it asks some times a day.
LATELY = timedelta(days=7)
MOST_TOLD = 20
FIELDS_OF = {
    Channel._meta.label_lower: frozenset(Channel.Kind.values),
    Comment._meta.label_lower: frozenset({COMMENT}),
    AlternativeAddress._meta.label_lower: frozenset({ADDRESSES}),
    AddressRange._meta.label_lower: frozenset({ADDRESSES}),
}

UNSETTLED = Q(settled=False)
TOLD_ON = Prepared(
    lambda: (
        Overwriting.objects.filter(UNSETTLED, contact=Given("card"))
        .select_related("user")
        .order_by("-pk")[:MOST_TOLD]
    )
)


def overwritten(contact: Contact, given: Card, sent: Card, now: Card, by: Actor) -> list[str]:
    """The fields of which `sent` takes away a value that the program was not given, or that somebody put there lately."""
    found = [each for each in differences(given, sent, now) if each.now]
    lately = changed_by_others(contact, by) if found else frozenset()
    return [each.name for each in found if each.is_stale or each.name in lately]


def changed_by_others(contact: Contact, by: Actor) -> frozenset[str]:
    """The fields of a card that changed lately, otherwise than by the programs of this user."""
    own = Q(operation__actor_id=by.user_id, operation__channel="carddav")
    rows = written().filter(~own, card=contact.pk, at__gte=timezone.now() - LATELY)
    found: set[str] = set()
    for model, before in rows.values_list("model", "before"):
        columns = before if model == Contact._meta.label_lower else None
        found |= {name.removesuffix("_id") for name in columns or ()} | FIELDS_OF.get(model, frozenset())
    return frozenset(found)


def told_on(card: int, *, by: Actor) -> list[Overwriting]:
    """What is told on a card, the newest first."""
    return TOLD_ON(card=card) if queries.may_see(by) else []


def told_to(user: User, *, by: Actor) -> list[Overwriting]:
    """What is told to a user of his own programs, the newest first."""
    seen = Overwriting.objects.filter(
        UNSETTLED, user=user, contact__in=queries.visible_to(by).filter(overwritings__user=user)
    )
    return list(seen.select_related("user", "contact").order_by("-pk")[:MOST_TOLD])
