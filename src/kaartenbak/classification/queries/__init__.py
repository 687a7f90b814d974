"""Reads of the classification of contacts, each with a name."""

from kaartenbak.classification.queries.held import Held, held, held_then
from kaartenbak.classification.queries.offered import assignable, meant
from kaartenbak.classification.queries.planning import plan_assign, plan_unassign
from kaartenbak.classification.queries.relations import cards_with_people, relations_of, reserved_codes

__all__ = [
    "Held",
    "assignable",
    "cards_with_people",
    "held",
    "held_then",
    "meant",
    "plan_assign",
    "plan_unassign",
    "relations_of",
    "reserved_codes",
]
