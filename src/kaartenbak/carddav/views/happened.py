"""What was proposed of a contact, and declined, in the history of its card."""

from django.utils.translation import gettext as _

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.deciding import decline
from kaartenbak.carddav.ops.proposing import propose
from kaartenbak.carddav.queries.proposals import steps_on
from kaartenbak.contacts.views.happened import Entry, Remark, door
from kaartenbak.core.actor import Actor
from kaartenbak.history.models import Change
from kaartenbak.history.shown import may_undo

PROPOSED, DECLINED = propose.spec.kind, decline.spec.kind  # type: ignore[attr-defined]


def of_proposals(card: int, after: int, before: int | None, by: Actor) -> list[Entry]:
    """What happened between two changes; what was accepted tells the change of the card itself."""
    return [
        Entry(
            step.operation,
            step.at,
            [Remark(sentence(step, proposal))],
            door(step.operation),
            may_undo(step.operation, by),
            step.pk,
        )
        for step, proposal in steps_on(card, after, before)
        if step.operation.kind in {PROPOSED, DECLINED}
    ]


def sentence(step: Change, proposal: Proposal) -> str:
    """One step in words."""
    facts = {
        "actor": step.operation.actor_name,
        "device": step.operation.facts.get("device", ""),
        "person": proposal.user,
        "reason": proposal.reason,
    }
    if step.operation.kind == DECLINED:
        declined = _("{actor} declined what {person} proposed")
        return (f"{declined}: {{reason}}" if proposal.reason else declined).format(**facts)
    if "state" in (step.before or {}):
        return _("{actor} took a proposal back from {device}").format(**facts)
    if proposal.kind == Proposal.Kind.REMOVAL:
        return _("{actor} proposed to remove the contact from {device}").format(**facts)
    return _("{actor} proposed a change from {device}").format(**facts)
