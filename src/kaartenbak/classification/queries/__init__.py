"""Reads of the classification of contacts, each with a name."""

from kaartenbak.classification.queries.having import assignment_of, contacts_with, having
from kaartenbak.classification.queries.held import Held, all_held, held, held_then
from kaartenbak.classification.queries.offered import assignable, meant
from kaartenbak.classification.queries.planning import plan_assign, plan_unassign
from kaartenbak.classification.queries.relations import cards_with_people, relations_of, reserved_codes

__all__ = [
    "Held",
    "all_held",
    "assignable",
    "assignment_of",
    "cards_with_people",
    "contacts_with",
    "having",
    "held",
    "held_then",
    "meant",
    "plan_assign",
    "plan_unassign",
    "relations_of",
    "reserved_codes",
]
