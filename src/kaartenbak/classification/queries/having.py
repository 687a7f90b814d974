"""The contacts that have a code."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from kaartenbak.classification.groupings import GROUPINGS, of
from kaartenbak.classification.models import Assignment
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards, looked_up, visible_to
from kaartenbak.core.actor import Actor
from kaartenbak.setup.models import CodeTable


def having(cards: Cards, name: str, codes: Sequence[str]) -> Cards:
    """Of `cards`, those that themselves have any of these codes of a grouping; upper and lower case alike.

    Of codes that only companies or only people can have, the others are passed over without looking at what they have.
    """
    grouping = GROUPINGS[name]
    wanted = [code.strip().upper() for code in codes]
    keys = list(grouping.codes._base_manager.filter(code__in=wanted).values_list("pk", flat=True))
    rows: Any = grouping.assignments.objects.filter(code__in=keys)
    found = looked_up(rows, "contact")
    if found is not None:
        return cards.filter(found)
    if grouping.rule.only_for:
        cards = cards.filter(kind=grouping.rule.only_for)
    return cards.filter(Exists(rows.filter(contact=OuterRef("pk"))))


def contacts_with(code: CodeTable, *, by: Actor) -> Cards:
    """The contacts that have a code, those that `by` may see."""
    return having(visible_to(by), of(code).name, [code.code])


def assignment_of(contact: Contact, code: CodeTable) -> Assignment | None:
    """The row that says that a contact has a code, if it does."""
    rows = of(code).assignments.objects.filter(contact=contact, code=code).select_related("code")
    found: Assignment | None = rows.first()
    return found
