"""Keeping what a program wants changed until somebody decides."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.queries.pending import pending_in
from kaartenbak.carddav.rules.differences import differences
from kaartenbak.carddav.texts import read, registered_texts, version_of
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused, Stale
from kaartenbak.exchange.rules.card import Card as ExchangeCard
from kaartenbak.exchange.rules.card import full_name
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

CHANGE, NEW, REMOVAL = Proposal.Kind.CHANGE, Proposal.Kind.NEW, Proposal.Kind.REMOVAL
LONGEST_TITLE, LONGEST_DEVICE = 200, 250


@operation(needs="contacts.propose", title=_("Proposed from {device}: {card}"), changes=False)
def propose(
    *, book: Book, name: str, card: Card | None, text: str, strict: bool = False, by: Actor
) -> Proposal | None:
    """Keep the card `text` that a program sent under `name`; a blank one means that the card is to go.

    `card` is what the program sees there, none for a new card. What the user proposed there before is replaced. When the text
    says nothing else than the program had, nothing waits any more and none is returned. With `strict`, for requests that
    have a condition, it is refused as stale when something else waits by now than `card` shows.
    """
    waiting = waiting_under(book, name)
    if strict and (waiting.mark if waiting else "") != (card.proposal if card else ""):
        raise Stale("proposals.overtaken")
    known = card if card and not card.is_new else None
    contact = waiting.contact_id if waiting else known.key if known else None
    given = waiting.given if waiting else registered(known, text) if known else ""
    kind = NEW if contact is None else CHANGE if text else REMOVAL
    title = title_of(contact, text or (waiting.text if waiting else ""))
    about(device=by.reason or by.channel, card=title)
    if (kind is NEW and not text) or (kind is CHANGE and says_the_same(given, text)):
        withdraw(waiting)
        return None
    values = {
        "kind": kind,
        "contact_id": contact,
        "title": title,
        "device": by.reason[:LONGEST_DEVICE],
        "text": text,
        "given": given,
        "at": timezone.now(),
        "uid": uid_of(text, card),
    }
    if waiting is None:
        return store.create(Proposal(user_id=book.user, book=book.key, name=name, **values))
    store.update(waiting, revision=waiting.revision + 1, **values)
    return waiting


def waiting_under(book: Book, name: str) -> Proposal | None:
    """What waits under a name in a book, held; none when it was decided at this moment."""
    found = pending_in(book).filter(name=name).first()
    held = store.lock(found) if found else None
    return held if held and held.state == Proposal.State.PENDING else None


def withdraw(waiting: Proposal | None) -> None:
    """The program took back what it had proposed."""
    if waiting is not None:
        store.update(waiting, state=Proposal.State.WITHDRAWN, decided_at=timezone.now())


def registered(card: Card, text: str) -> str:
    """What the program was given: the register's card, in the version that it sends."""
    return registered_texts([card], version_of(text) if text else "").get(card.key, "")


def says_the_same(given: str, text: str) -> bool:
    """Whether a text says nothing else than what was given."""
    before = read(given)
    return not differences(before, proposed_card(text), before)


def proposed_card(text: str) -> ExchangeCard:
    """The card that was sent; refused when it is none."""
    found = read(text)
    if found is None:
        raise Refused("proposals.unreadable")
    return found


def title_of(contact: int | None, text: str) -> str:
    """What a proposal is called: by the contact, or by the new card."""
    known = Contact.objects.filter(pk=contact).first() if contact else None
    if known is not None:
        return str(known)[:LONGEST_TITLE]
    card = read(text)
    name = (card.name or full_name(card.first_name, card.middle_name, card.surname)) if card else ""
    return (name or (card.company_name if card else ""))[:LONGEST_TITLE]


def uid_of(text: str, card: Card | None) -> str:
    """The identifier in the card that was sent, or that of the card that is to go."""
    found = read(text) if text else None
    return (found.uid if found else card.uid if card else "")[:255]
