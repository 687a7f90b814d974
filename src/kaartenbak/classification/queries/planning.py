"""What giving codes to many contacts, or taking them away, would do: a few statements, however many there are."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q

from kaartenbak.classification.groupings import Grouping, of
from kaartenbak.classification.rules.plan import Plan, Removal
from kaartenbak.classification.rules.who import left_out
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards, Chosen, in_parts
from kaartenbak.setup.models import CodeTable


def plan_assign(*, contacts: Chosen, codes: Sequence[CodeTable]) -> Plan:
    """What `assign_many` would do with these contacts and codes (of one table)."""
    grouping, total, skipped, already = of(codes[0]), 0, Counter[str](), 0
    for cards in in_parts(contacts):
        sorts = cards.values_list("kind", "privacy_blocked").annotate(number=Count("pk"))
        for kind, blocked, number in sorts:
            total += number
            reason = left_out(grouping.name, kind, blocked=blocked)
            if reason:
                skipped[reason] += number
        already += held(grouping, cards.filter(can_have(grouping)), codes)
    fitting = total - skipped.total()
    return Plan(total, fitting * len(codes) - already, already, skipped)


def plan_unassign(*, contacts: Chosen, codes: Sequence[CodeTable]) -> Removal:
    """What `unassign_many` would do with these contacts and codes (of one table)."""
    total = removed = 0
    for cards in in_parts(contacts):
        total += cards.count()
        removed += held(of(codes[0]), cards, codes)
    return Removal(total, removed, total * len(codes) - removed)


def held(grouping: Grouping, cards: Cards, codes: Sequence[CodeTable]) -> int:
    """How many of the codes these cards have, all together."""
    found = grouping.assignments.objects.filter(code__in=codes, contact__in=cards.values("pk"))
    return int(found.count())


def can_have(grouping: Grouping) -> Q:
    """The condition that a contact is not passed over when many are given a code."""
    fitting = Q(pk=None)
    for kind in Contact.Kind.values:
        for blocked in (False, True):
            if not left_out(grouping.name, kind, blocked=blocked):
                fitting |= Q(kind=kind, privacy_blocked=blocked)
    return fitting
