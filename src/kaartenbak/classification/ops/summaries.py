"""Keeping the summary of a contact's relations (contacts.md §18.2) what its relations say."""

from collections.abc import Iterable
from itertools import batched

from kaartenbak.classification import queries
from kaartenbak.classification.rules.summary import summary
from kaartenbak.contacts.models import Contact
from kaartenbak.history import store

BLOCK = 500


def keep_summaries(cards: Iterable[int]) -> None:
    """Write the summary of these cards and of the people of those among them that are companies, where it is another now."""
    for block in batched(sorted(cards), BLOCK):
        people = queries.cards_with_people(block)
        relations = queries.relations_of({*people, *people.values()} - {None})
        wanted = {
            card: {"business_relation": summary(relations.get(card, []) + relations.get(company or 0, []))}
            for card, company in people.items()
        }
        store.update_each(Contact, wanted)
