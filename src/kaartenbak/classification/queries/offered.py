"""The codes that can be given to contacts: those that fit what was typed, and the one that was meant."""

from typing import TYPE_CHECKING, Any

from kaartenbak.classification.groupings import Grouping
from kaartenbak.classification.models import BusinessRelation
from kaartenbak.classification.queries.relations import reserved_codes
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.queries import by_code, codes_like

if TYPE_CHECKING:
    from django.db.models import QuerySet


def assignable(grouping: Grouping, typed: str) -> "QuerySet[Any]":
    """The codes that fit what was typed, without those that come by linking only."""
    rows = codes_like(grouping.codes, typed)
    return rows.exclude(code__in=reserved_codes()) if grouping.codes is BusinessRelation else rows


def meant(table: type[CodeTable], typed: str) -> CodeTable | None:
    """The row that somebody means who types a code, or a description that only one has; none when there is no such row."""
    found = by_code(table, typed)
    if found is not None or not typed:
        return found
    described = list(table._base_manager.filter(description__iexact=typed)[:2])
    return described[0] if len(described) == 1 else None
