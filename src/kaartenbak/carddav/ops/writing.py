"""Doing at once what programs send: cards that are changed, made, moved, copied or taken away."""

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.ops.applying import apply
from kaartenbak.carddav.ops.joining import free, join, join_lists, leave, take_away
from kaartenbak.carddav.ops.making import keep_text, make
from kaartenbak.carddav.ops.overwriting import tell_of
from kaartenbak.carddav.ops.proposing import proposed_card, registered
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.identifiers import Bearers, bearers_of, contact_elsewhere, refuse_uid
from kaartenbak.carddav.queries.kept import kept_text, sent_text
from kaartenbak.carddav.queries.members import Card, as_members, member_named, member_under
from kaartenbak.carddav.queries.overwriting import overwritten
from kaartenbak.carddav.queries.standing import Standing, standing
from kaartenbak.carddav.rules.differences import differences
from kaartenbak.carddav.texts import read, registered_texts, version_of, written_one
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.core.refusals import Refused, Stale
from kaartenbak.exchange.rules.card import Card as ExchangeCard
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation


@operation(needs="contacts.change", title=_("Changed {contact} from {device}"))
def write_card(*, card: Card, text: str, strict: bool = False, by: Actor) -> None:
    """Change the contact of `card` where `text` differs from what the program was given; the text is kept for the rest.

    With `strict`, refused as stale when the contact is no longer as `card` says. Without, what somebody else changed meanwhile
    stays, as far as the program did not change the same.
    """
    contact = held(card, strict)
    present = present_of(card, by)
    sent = proposed_card(text)
    refuse_uid(card.book, present, sent.uid, by)
    base = given_to(present, text, strict)
    current = registered(present, text)
    lost = [] if strict else overwritten(contact, card_in(base), sent, card_in(current), by)
    apply(contact, card_in(base), sent, by)
    tell(contact, by)
    if lost:
        tell_of(contact, lost, by)
    keep_text(contact, card.book, card.name, sent.uid, text, as_sent=base == current)


@operation(needs="contacts.change", title=_("Added {contact} from {device}"))
def new_card(*, book: Book, name: str, text: str, strict: bool = False, by: Actor) -> None:
    """Make a contact of the card `text`, under this name in the book; its company is found by name or made.

    A contact with this identifier that is not in the book comes into it. With `strict`, refused as stale when the name is
    taken by now; without, the card there is changed.
    """
    # Two programs of one user may bring the same card under two names.
    store.lock(User(pk=book.user))
    now = standing(book, name)
    present = member_under(book, name, now, by=by)
    if present is not None and (strict or present.is_new):
        raise Stale("proposals.overtaken")
    if present is not None:
        write_card(card=present, text=text, by=by)
        return
    sent = proposed_card(text)
    bearers = bearers_of(book, sent.uid)
    refuse_uid(book, None, sent.uid, by, now, bearers)
    tell(bring(sent, text, bearers, book, name, now, by), by)


@operation(needs="contacts.change", title=_("Took {contact} out of an address book from {device}"))
def remove_card(*, card: Card, strict: bool = False, by: Actor) -> None:
    """Take the contact out of the group of the book; of a book that is of no group, delete it.

    With `strict`, refused as stale when the contact is no longer as `card` says.
    """
    contact = held(card, strict)
    tell(contact, by)
    take_away(contact, card.book, by)


@operation(needs="contacts.change", title=_("Moved {contact} between address books from {device}"))
def move_card(*, card: Card, target: Book, name: str, by: Actor) -> None:
    """Give a card another name in its book, or put it into another book and take it out of its own."""
    contact = held(card, strict=True)
    tell(contact, by)
    if target.key == card.book.key:
        rename(contact, card, name, by)
        return
    put_into(contact, card, target, name, by)
    leave(contact, card.book, by)


@operation(needs="contacts.change", title=_("Copied {contact} into an address book from {device}"))
def copy_card(*, card: Card, target: Book, name: str, by: Actor) -> None:
    """Put a contact into another book as well; refused in a book that has it."""
    contact = held(card, strict=True)
    tell(contact, by)
    put_into(contact, card, target, name, by)


def bring(
    sent: ExchangeCard, text: str, bearers: Bearers, book: Book, name: str, now: Standing, by: Actor
) -> Contact:
    """The contact of a card that is new in a book: made, or, when one has its identifier, brought into the book and changed.

    One that a card of this identifier became part of comes into the book as it is.
    """
    contact = contact_elsewhere(bearers, by=by)
    if contact is None:
        contact = make(sent, book, by)
    else:
        contact = store.lock(contact)
        given = card_in(written_one(contact.pk, version_of(text)))
        join(contact, book, by)
        # What a card says that became part of another is older than what that one says.
        if contact.uid == as_uuid(sent.uid):
            apply(contact, given, sent, by)
    if now.contact is not None:
        free(book, name)
    join_lists(contact, sent.uid, book, now, by)
    is_former = as_uuid(sent.uid) not in {None, contact.uid}
    keep_text(contact, book, name, sent.uid, text, as_sent=not is_former)
    return contact


def held(card: Card, strict: bool) -> Contact:
    """The contact of a card, locked."""
    contact = Contact.objects.filter(pk=card.key).first()
    if contact is None:
        raise Stale("proposals.overtaken")
    return store.lock(contact, card.version if strict else None)


def tell(contact: Contact, by: Actor) -> None:
    """Name the contact and the device in the history."""
    about(contact=str(contact), number=contact.number, device=by.reason or by.channel)


def present_of(card: Card, by: Actor) -> Card:
    """The card as it is now that its contact is locked."""
    found = member_named(card.book, card.name, by=by)
    if found is None or found.key != card.key:
        raise Stale("proposals.overtaken")
    return found


def given_to(card: Card, text: str, strict: bool) -> str:
    """What the program had when it changed the card: what the register says now, or what was last sent.

    Programs without conditions do not tell. Of the two texts that may have been the one, it is that which is nearer; a program
    that had sent the very same would have had nothing to send.
    """
    current = registered(card, text)
    former = "" if strict else kept_text(card)
    if not former or former == current:
        return current
    sent = proposed_card(text)
    steps = [len(differences(each, sent, each)) for each in (card_in(former), card_in(current))]
    return former if 0 < steps[0] < steps[1] else current


def card_in(text: str) -> ExchangeCard:
    """A text of ours, or one that was taken before, as a card."""
    found = read(text)
    if found is None:
        raise Stale("proposals.overtaken")
    return found


def rename(contact: Contact, card: Card, name: str, by: Actor) -> None:
    """Give a card another name in its book; its text stays as it was sent."""
    make_room(card, card.book, name, by)
    text = sent_text(card)
    keep_text(contact, card.book, name, identifier_of(card), text, as_sent=bool(text))


def put_into(contact: Contact, card: Card, target: Book, name: str, by: Actor) -> None:
    """Put a contact into another book under a name."""
    there = as_members(target, [contact.pk], by=by)
    if there:
        raise Refused("books.uid_there", href=there[0].href)
    make_room(card, target, name, by)
    text, uid = kept_text(card), identifier_of(card)
    join(contact, target, by)
    keep_text(contact, target, name, uid, text, as_sent=False)


def make_room(card: Card, book: Book, name: str, by: Actor) -> None:
    """Take away what has a name in a book, as it was asked."""
    present = member_named(book, name, by=by)
    if present is not None and present.key == card.key:
        raise Refused("books.same_place")
    if present is not None and present.is_new:
        raise Stale("proposals.overtaken")
    if present is not None:
        take_away(held(present, strict=True), book, by)
    free(book, name)


def identifier_of(card: Card) -> str:
    """The identifier under which programs know a card."""
    return card_in(registered_texts([card])[card.key]).uid
