"""Making one card of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.events import ContactMerged
from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.contacts.ops.change import lay_on
from kaartenbak.contacts.ops.create import hold_company
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import inheritable_of
from kaartenbak.contacts.ops.people import in_step, move_people
from kaartenbak.contacts.ops.removal import rows_of
from kaartenbak.contacts.ops.uniting import take_channels
from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.duplicates.models import Separation
from kaartenbak.duplicates.ops.settling import settle
from kaartenbak.duplicates.queries import merging as reads
from kaartenbak.duplicates.rules.merging import MOST_CARDS, Choice, Way, united
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation, warn


@dataclass(frozen=True)
class Duplicate:
    """A card that shall become part of another, with what is taken from it; `version` is the one that was looked at."""

    contact: Contact
    choice: Choice = field(default_factory=Choice)
    version: int | None = None


@operation(needs="contacts.merge", title=_("Merged {former} into {contact}"))
def merge(
    *, contact: Contact, duplicates: Sequence[Duplicate], version: int | None = None, by: Actor
) -> Contact:
    """Make one card of `contact` and up to four others, one after the other; number, uid and key of `contact` stay.

    It keeps its own values but for the fields that a choice takes. What the others own moves along, and their numbers lead
    to it from then on. Refused as stale when a card is no longer the one that was looked at.
    """
    refuse_unlike(contact, [each.contact for each in duplicates])
    held = hold(contact, duplicates, version)
    contact = held[contact.pk]
    others = [held[each.contact.pk] for each in duplicates]
    refuse_unlike(contact, others)
    about(contact=str(contact), former=", ".join(map(str, others)), number=contact.number)
    for each, other in zip(duplicates, others, strict=True):
        take_in(Contact.objects.get(pk=contact.pk), other, each.choice, by)
    return Contact.objects.get(pk=contact.pk)


def refuse_unlike(contact: Contact, others: Sequence[Contact]) -> None:
    """Refuse to merge a card with itself, a company with a person, and too many cards at once."""
    keys = [contact.pk, *(each.pk for each in others)]
    if len(set(keys)) < len(keys) or len(keys) < 2:
        raise Refused("merge.same", field="duplicate", contact=str(contact))
    if len(keys) > MOST_CARDS:
        raise Refused("merge.too_many", field="duplicate", limit=MOST_CARDS)
    for other in others:
        if other.kind != contact.kind:
            raise Refused("merge.other_type", field="duplicate", contact=str(contact), duplicate=str(other))


def hold(contact: Contact, duplicates: Sequence[Duplicate], version: int | None) -> dict[int, Contact]:
    """The cards as they are now, by key. They are locked in one order, so that merges that cross wait for each other."""
    wanted = {contact.pk: (contact, version)} | {
        each.contact.pk: (each.contact, each.version) for each in duplicates
    }
    held = {}
    for key in sorted(wanted):
        card, read = wanted[key]
        try:
            held[key] = store.lock(card, read)
        except NotFound as gone:
            field = None if key == contact.pk else "duplicate"
            raise NotFound("merge.not_found", field=field, ref=str(card)) from gone
    return held


def take_in(contact: Contact, other: Contact, choice: Choice, by: Actor) -> None:
    """Make `other` part of `contact`; both are locked."""
    given, before = given_by(contact, other, choice), inheritable_of(other)
    settle(contact, other, choice, by)
    # The number is given up first, so that nobody is warned that two cards have it.
    store.update(other, tax_key="")
    lay_fields(contact, other, given, choice, Desk(by))
    unite_channels(contact, other, choice)
    for part in reads.movable():
        store.update_many(rows_of(part, [other.pk]), **{part.link: contact})
    if contact.is_company:
        move_people(other, contact, before=before)
    store.delete(other)
    former = FormerCard(contact=contact, card=other.pk, uid=other.uid, number=other.number, name=other.name)
    store.create(former)
    carry_separations(contact, other)
    publish(ContactMerged(contact, other))


def carry_separations(contact: Contact, other: Contact) -> None:
    """Whom somebody called another contact than the duplicate is another contact than the survivor."""
    said = Separation.objects.filter(Q(low=other.pk) | Q(high=other.pk))
    for low, high, reason in list(said.values_list("low", "high", "reason")):
        third = high if low == other.pk else low
        pair = {"low": min(third, contact.pk), "high": max(third, contact.pk)}
        if third != contact.pk and not Separation.objects.filter(**pair).exists():
            store.create(Separation(**pair, reason=reason))


def given_by(contact: Contact, other: Contact, choice: Choice) -> dict[str, Any]:
    """The values that the survivor takes, by field; the ways to reach somebody are rows and move by themselves."""
    values = reads.values_of(other)
    given = {name: values[name] for name in choice.take - queries.SLOTS.keys() - {"image"}}
    if other.privacy_blocked and not contact.privacy_blocked:
        # Who asked not to be written to does not come back by being two cards.
        given["privacy_blocked"] = True
    return given


def lay_fields(
    contact: Contact, other: Contact, given: Mapping[str, Any], choice: Choice, desk: Desk
) -> None:
    """Put the taken values on the survivor by the rules of any change, and the picture it lacks or shall have."""
    if other.image and ("image" in choice.take or not contact.image):
        store.update(contact, image=other.image)
    if not given:
        return
    if given.get("privacy_blocked") and "privacy_blocked" not in choice.take:
        warn("merge.stays_blocked", "privacy_blocked", contact=str(contact))
    values = dict(given)
    hold_company(values, desk)
    lay_on(contact, values, desk)


def unite_channels(contact: Contact, other: Contact, choice: Choice) -> None:
    """Move the ways to reach somebody; those that both cards had stay once."""
    mine, theirs = ways(contact), ways(other)
    first = {queries.SLOTS[name]: name for name in choice.take & queries.SLOTS.keys()}
    wanted = united(mine, theirs, first)
    if theirs:
        with in_step(Contact.objects.get(pk=contact.pk)):
            take_channels(contact, wanted.places, without=wanted.twice)


def ways(contact: Contact) -> list[Way]:
    """The channels of a card, in their order."""
    rows = queries.channels_of(contact)
    return [Way(row.pk, row.kind, row.normal or row.value) for row in rows]
