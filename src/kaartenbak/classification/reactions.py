"""What the classification does when rows come back from the past."""

from collections.abc import Iterable
from itertools import batched

from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.models import ContactBusinessRelation
from kaartenbak.classification.ops.summaries import BLOCK, keep_summaries
from kaartenbak.classification.rules.who import MUST_BE
from kaartenbak.contacts.events import ContactMerged
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
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


def refuse_misplaced(event: Restored) -> None:
    """Refuse a past in which contacts have codes that those of their type cannot have (contacts.md §2.3)."""
    changed = event.rows.get(tracked(Contact).label, {})
    turned = {key for columns, keys in changed.items() if "kind" in columns for key in keys}
    for grouping in GROUPINGS.values():
        if grouping.rule.only_for:
            refuse_any(grouping, "pk", event.by(grouping.label))
            refuse_any(grouping, "contact", turned)


def refuse_any(grouping: Grouping, column: str, keys: Iterable[int]) -> None:
    """Refuse the first of these assignments, told by their key or their contact, that is on a card of the wrong type."""
    astray = grouping.assignments._base_manager.exclude(contact__kind=grouping.rule.only_for)
    for block in batched(sorted(keys), BLOCK):
        for row in astray.filter(**{f"{column}__in": block}).select_related("contact")[:1]:
            key = MUST_BE[grouping.rule.only_for]
            raise Refused(key, field="kind", field_label=grouping.title, contact=str(row.contact))
