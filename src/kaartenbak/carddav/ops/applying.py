"""Laying what a program changed in a card on the contact: only the differences between what it was given and what it sent."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from kaartenbak.carddav.rules.changes import Changed, Rows, joined_channels
from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.ops import addresses as own_addresses
from kaartenbak.contacts.ops.change import lay_on
from kaartenbak.contacts.ops.cleaning import cleaned
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.pictures import keep, readable
from kaartenbak.contacts.rules.comments import in_pieces
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.codes import Codes
from kaartenbak.exchange.ops.companies import Companies
from kaartenbak.exchange.ops.parts import Parts
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.history import store
from kaartenbak.history.operations import warn


def apply(contact: Contact, given: Card, sent: Card, by: Actor) -> None:
    """Change the contact where the two cards differ; what a rule refuses is refused as a whole.

    What somebody else changed meanwhile stays, unless the program changed the same.
    """
    contact = store.lock(contact)
    changed = Changed(given, sent, contact.kind)
    desk = Desk(by)
    taken = Taken(changed.offer(), Codes(desk))
    values = values_of(taken, changed, contact, by)
    refuse_left_out(taken)
    if values:
        lay_on(contact, values, desk)
    lay_parts(taken, contact)
    clear_addresses(contact, changed, by)
    lay_comments(contact, given.comment, sent.comment, by)
    if given.photo != sent.photo:
        image = keep(readable(sent.photo)) if sent.photo else ""
        store.update(store.lock(contact), image=image)


def values_of(taken: Taken, changed: Changed, contact: Contact, by: Actor) -> dict[str, Any]:
    """The values that the contact gets, in the form the register keeps them."""
    desk = taken.desk
    company = company_of(taken.offer, desk, by)
    taken.fit(company or (contact.company if contact.company_id else None))
    values = {name: value for name, value in taken.given.items() if name != "channels"}
    values |= cleaned(dict.fromkeys(changed.cleared, ""), desk)
    if changed.names_company:
        values["company"] = company
    if changed.channels:
        values["channels"] = channels_of(taken, changed, contact)
    return values


def company_of(offer: Offer, desk: Desk, by: Actor) -> Contact | None:
    """The company that a person is sent with, made when there is none of that name."""
    if not offer.company:
        return None
    companies = Companies([offer], desk, Terms(by, Mode.UPDATE, (), timezone.now()))
    companies.make_missing([offer])
    return companies.of(offer)


def channels_of(taken: Taken, changed: Changed, contact: Contact) -> Rows:
    """The channels of the contact with those that the program added, changed and removed."""
    present = Channel.objects.filter(contact=contact).order_by("kind", "position")
    rows = list(present.values_list("kind", "label", "value"))
    sides = [[found for each in side if (found := taken.channel(each))] for side in changed.channel_sides]
    return joined_channels(rows, *sides)


def refuse_left_out(taken: Taken) -> None:
    """What an import would leave out with a word is refused here: somebody looks on, and can say otherwise."""
    for note in taken.notes:
        if note.field in taken.offer.values and note.field not in taken.given:
            raise Refused(note.code, field=note.field, **note.facts)
        warn(note.code, note.field, **note.facts)


def lay_parts(taken: Taken, contact: Contact) -> None:
    """The groups and the like, and the addresses beside the contact's own."""
    parts = Parts(taken.codes, writes=True)
    parts.read([(taken.offer, contact.pk)])
    parts.keep(parts.changes(taken, contact, Mode.UPDATE), contact)
    parts.write()


def clear_addresses(contact: Contact, changed: Changed, by: Actor) -> None:
    """Make values of addresses blank that the program made blank."""
    for code, names in changed.blanked_addresses:
        present = contact.alternative_addresses.filter(code=code).first()
        if present is not None:
            own_addresses.change_address(address=present, values=dict.fromkeys(names, ""), by=by)


def lay_comments(contact: Contact, given: str, sent: str, by: Actor) -> None:
    """The notes: those whose text is gone go, and what is new becomes one."""
    if given.strip() == sent.strip():
        return
    rest = sent
    for comment in list(Comment.objects.filter(contact=contact).order_by("id")):
        if comment.text in rest:
            rest = rest.replace(comment.text, "", 1)
        elif comment.text in given:
            store.delete(comment)
    for part in pieces(rest):
        add_comment(contact=contact, text=part, by=by)


def pieces(text: str) -> list[str]:
    """A text in pieces that fit a note; blank lines around them are left out."""
    return in_pieces("\n".join(line for line in text.splitlines() if line.strip()))


def without_lines(card: Card) -> Card:
    """The card without the lines that the register has no field for: the text that was sent keeps those."""
    return replace(card, extra=(), remarks=())
