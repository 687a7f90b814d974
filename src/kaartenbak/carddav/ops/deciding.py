"""Accepting and declining what was proposed from phones and mail programs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.applying import apply
from kaartenbak.carddav.ops.joining import take_away
from kaartenbak.carddav.ops.making import keep_text
from kaartenbak.carddav.ops.proposing import proposed_card
from kaartenbak.carddav.ops.writing import bring
from kaartenbak.carddav.queries.identifiers import bearers_of, holder_of
from kaartenbak.carddav.queries.proposals import book_behind, differences_of
from kaartenbak.carddav.queries.standing import standing
from kaartenbak.carddav.texts import read
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

LONGEST_REASON = 250


@operation(needs="contacts.change", title=_("Accepted what {person} proposed for {card}"))
def accept(*, proposal: Proposal, by: Actor) -> None:
    """Do what was proposed: of a changed card only what the program changed, whatever else changed since."""
    waiting = held(proposal)
    settle(waiting, Proposal.State.ACCEPTED, by)
    if waiting.kind == Proposal.Kind.NEW:
        do_new(waiting, by)
    elif waiting.kind == Proposal.Kind.REMOVAL:
        do_removal(waiting, by)
    else:
        do_change(waiting, by)


@operation(needs="contacts.change", title=_("Declined what {person} proposed for {card}"))
def decline(*, proposal: Proposal, reason: str = "", by: Actor) -> None:
    """Leave the register as it is; at its next sync the program has the register's card again."""
    reason = text.clean(reason, "reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            "value.too_long",
            field="reason",
            field_label=_("Reason"),
            limit=LONGEST_REASON,
            length=len(reason),
        )
    settle(held(proposal), Proposal.State.DECLINED, by, reason)


def held(proposal: Proposal) -> Proposal:
    """The proposal, locked; refused when it does not wait any more."""
    waiting = store.lock(proposal)
    if waiting.state != Proposal.State.PENDING:
        raise Refused("proposals.decided")
    about(person=str(waiting.user), card=waiting.title)
    return waiting


def settle(waiting: Proposal, state: Proposal.State, by: Actor, reason: str = "") -> None:
    """Note who decided what, and when."""
    who = User.objects.filter(pk=by.user_id).first()
    store.update(waiting, state=state, decided_by=who, decided_at=timezone.now(), reason=reason)


def do_change(waiting: Proposal, by: Actor) -> None:
    """Change the contact, and keep the text for what no field is for; it is read back as sent when nobody else changed any."""
    contact, given, sent = store.lock(contact_of(waiting)), read(waiting.given), read(waiting.text)
    if given is None or sent is None:
        raise Refused("proposals.unreadable")
    is_stale = any(each.is_stale for each in differences_of(waiting))
    apply(contact, given, sent, by)
    book = book_behind(waiting)
    keep_text(contact, book, waiting.name, waiting.uid, waiting.text, as_sent=not is_stale)


def do_new(waiting: Proposal, by: Actor) -> None:
    """Make the contact; one that has its identifier comes into the book."""
    card, book = proposed_card(waiting.text), book_behind(waiting)
    bearers = bearers_of(book, card.uid)
    holder = holder_of(book, card.uid, bearers=bearers, by=by)
    if holder is not None and not holder.is_new:
        raise Refused("books.uid_there", href=holder.href)
    bring(card, waiting.text, bearers, book, waiting.name, standing(book, waiting.name), by)


def do_removal(waiting: Proposal, by: Actor) -> None:
    """Take the contact out of the group of the book; of a book that is of no group, delete it."""
    take_away(contact_of(waiting), book_behind(waiting), by)


def contact_of(waiting: Proposal) -> Contact:
    """The contact that a proposal is about."""
    if waiting.contact is None:
        raise Refused("proposals.unreadable")
    return waiting.contact
