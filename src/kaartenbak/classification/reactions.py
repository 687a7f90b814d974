"""What the classification does when rows come back from the past."""

from kaartenbak.classification.models import ContactBusinessRelation
from kaartenbak.classification.ops.summaries import keep_summaries
from kaartenbak.contacts.models import Contact
from kaartenbak.history.events import Restored
from kaartenbak.history.registry import tracked


def keep_summaries_right(event: Restored) -> None:
    """Make the summary of relations anew where an undo moved relations, or people from one company to another."""
    relations = tracked(ContactBusinessRelation).label
    rows = event.rows.get(relations, frozenset())
    held = ContactBusinessRelation.objects.filter(pk__in=rows).values_list("contact_id", flat=True)
    cards = event.rows.get(tracked(Contact).label, frozenset()) | event.removed.get(relations, frozenset())
    keep_summaries(cards | set(held))
