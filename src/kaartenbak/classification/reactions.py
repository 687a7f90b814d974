"""What the classification does when rows come back from the past."""

from itertools import batched

from kaartenbak.classification.models import ContactBusinessRelation
from kaartenbak.classification.ops.summaries import BLOCK, keep_summaries
from kaartenbak.contacts.events import ContactMerged
from kaartenbak.contacts.models import Contact
from kaartenbak.history.events import Restored
from kaartenbak.history.registry import tracked


def keep_summaries_right(event: Restored) -> None:
    """Make the summary of relations anew where an undo moved relations, or people from one company to another."""
    relations = tracked(ContactBusinessRelation).label
    cards = event.by(tracked(Contact).label, ("company_id", "business_relation"))
    for block in batched(sorted(event.by(relations)), BLOCK):
        cards.update(
            ContactBusinessRelation.objects.filter(pk__in=block).values_list("contact_id", flat=True)
        )
    keep_summaries(cards | event.removed.get(relations, frozenset()))


def join_summaries(event: ContactMerged) -> None:
    """Make the summary of relations anew of a card that took over another's."""
    keep_summaries([event.contact.pk])
