"""Making a contact of a card that a program sent."""

import uuid
from dataclasses import replace

from django.utils import timezone

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.blocks import Block
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.rules.offer import kind_of, offer_of
from kaartenbak.exchange.rules.plan import Mode, Outcome
from kaartenbak.history import store
from kaartenbak.history.operations import warn
from kaartenbak.setup.models import Salesperson

GROUPS = "mailing_groups"


def make(card: Card, book: Book, by: Actor) -> Contact:
    """Make a contact, in the group of the book, or of the salesperson of its user; its company is found by name or made."""
    offer = offer_of(replace(card, extra=(), kind=kind_of(card), uid=card.uid if is_ours(card.uid) else ""))
    if book.group is not None:
        code = MailingGroup.objects.get(pk=book.group).code
        offer.codes[GROUPS] = tuple(dict.fromkeys([*offer.codes.get(GROUPS, ()), (code, "")]))
    if book.key == books.MINE and book.salesperson:
        offer.values["salesperson"] = Salesperson.objects.get(pk=book.salesperson).code
    row = Block([offer], Terms(by, Mode.CREATE, (), timezone.now())).write().rows[0]
    if row.outcome is not Outcome.CREATED or row.card is None:
        note = row.notes[-1]
        raise Refused(note.code, field=note.field, **note.facts)
    for note in row.notes:
        warn(note.code, note.field, **note.facts)
    return Contact.objects.get(pk=row.card)


def is_ours(uid: str) -> bool:
    """Whether an identifier can be that of a contact; another one is kept with the text."""
    try:
        return uuid.UUID(uid) is not None
    except ValueError:
        return False


def keep_text(contact: Contact, book: Book, name: str, uid: str, text: str, version: int) -> None:
    """Keep a card under its name as it was sent; it is read back so while the contact has this version."""
    present = Member.objects.filter(book=book.scope, contact=contact).first()
    values = {"name": name, "uid": uid, "text": text, "version": version, "address": 0}
    if present is None:
        store.create(Member(book=book.scope, contact=contact, **values))
    else:
        store.update(present, **values)
