"""Reads of the classification of contacts, each with a name."""

from kaartenbak.classification.queries.planning import plan_assign, plan_unassign
from kaartenbak.classification.queries.relations import cards_with_people, relations_of, reserved_codes

__all__ = ["cards_with_people", "plan_assign", "plan_unassign", "relations_of", "reserved_codes"]
