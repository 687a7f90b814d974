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
        companies = {company for company, _word in people.values() if company is not None}
        relations = queries.relations_of(companies | people.keys())
        wanted = {
            card: summary(relations.get(card, []) + relations.get(company or 0, []))
            for card, (company, _word) in people.items()
        }
        differing = {card: word for card, word in wanted.items() if word != people[card][1]}
        store.update_each(Contact, {card: {"business_relation": word} for card, word in differing.items()})
