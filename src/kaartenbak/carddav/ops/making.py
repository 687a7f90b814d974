"""Making a contact of a card that a program sent."""

from dataclasses import replace

from django.utils import timezone

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.members import addresses_holding
from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.blocks import Block
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.rules.offer import kind_of, offer_of
from kaartenbak.exchange.rules.plan import Mode, Outcome
from kaartenbak.history import store
from kaartenbak.history.operations import warn
from kaartenbak.history.recording import running
from kaartenbak.setup.models import Salesperson

GROUPS = "mailing_groups"
PERIODS = AddressRange._meta.label_lower


def make(card: Card, book: Book, by: Actor) -> Contact:
    """Make a contact, in the group of the book, or of the salesperson of its user; its company is found by name or made."""
    offer = offer_of(replace(card, extra=(), kind=kind_of(card), uid=card.uid if as_uuid(card.uid) else ""))
    if book.group is not None:
        code = MailingGroup.objects.get(pk=book.group).code
        offer.codes[GROUPS] = tuple(dict.fromkeys([*offer.codes.get(GROUPS, ()), (code, "")]))
    if book.key == books.MINE and book.salesperson:
        offer.values["salesperson"] = Salesperson.objects.get(pk=book.salesperson).code
    block = Block([offer], Terms(by, Mode.CREATE, (), timezone.now()))
    row = block.write().rows[0]
    if row.outcome is not Outcome.CREATED or row.card is None:
        note = row.notes[-1]
        raise Refused(note.code, field=note.field, **note.facts)
    for note in row.notes:
        warn(note.code, note.field, **note.facts)
    return block.new[0].draft.contact


def keep_text(contact: Contact, book: Book, name: str, uid: str, text: str, *, as_sent: bool = True) -> None:
    """Keep a card under its name as it was sent. It is read back octet for octet until the contact changes again; when it was
    merged with other changes (not `as_sent`) only what no field is for is read back.
    """
    is_new = contact.pk in running().fresh
    present = None if is_new else Member.objects.filter(book=book.scope, contact=contact).first()
    values = {"name": name, "uid": uid, "text": text}
    address = 0 if is_new and has_no_periods(contact) else addresses_holding([contact.pk]).get(contact.pk, 0)
    if present is None:
        # The card is touched by this, whatever else is done.
        version = contact.version + int(not is_new) if as_sent else 0
        store.create(Member(book=book.scope, contact=contact, version=version, address=address, **values))
        return
    store.update(present, **values)
    store.update(present, version=version_after(contact) if as_sent else 0, address=address)


def has_no_periods(contact: Contact) -> bool:
    """Whether a contact that was just made can have no address for some time only: it came with none, and has no company."""
    return contact.company_id is None and not running().noted.get(PERIODS)


def version_after(contact: Contact) -> int:
    """The version that the contact has when the operation in progress is done."""
    tables = running().touched().values()
    is_touched = any(contact.pk in cards for columns in tables for cards in columns.values())
    return contact.version + int(is_touched and contact.pk not in running().fresh)
