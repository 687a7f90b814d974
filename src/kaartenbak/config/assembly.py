"""One table of contents: the sentences, parts and reactions of all capabilities; `pages.py` has what pages show of them."""

from collections.abc import Callable, Sequence
from typing import Any

from kaartenbak.accounts import messages as accounts_messages
from kaartenbak.accounts import reactions as accounts_reactions
from kaartenbak.accounts.rules.roles import LABELS
from kaartenbak.api import messages as api_messages
from kaartenbak.carddav import messages as carddav_messages
from kaartenbak.carddav import parts as carddav_parts
from kaartenbak.classification import messages as classification_messages
from kaartenbak.classification import parts as classification_parts
from kaartenbak.classification import reactions as classification_reactions
from kaartenbak.cli import messages as cli_messages
from kaartenbak.contacts import messages as contacts_messages
from kaartenbak.contacts import parts as contacts_parts
from kaartenbak.contacts import reactions as contacts_reactions
from kaartenbak.contacts.events import ContactMerged
from kaartenbak.contacts.queries.address_words import day_in_words
from kaartenbak.core import events, messages, parts
from kaartenbak.duplicates import messages as duplicates_messages
from kaartenbak.duplicates import reactions as duplicates_reactions
from kaartenbak.exchange import messages as exchange_messages
from kaartenbak.history import messages as history_messages
from kaartenbak.history.events import CardsTouched, Restored
from kaartenbak.history.operations import perform
from kaartenbak.search import messages as search_messages
from kaartenbak.search import reactions as search_reactions
from kaartenbak.setup import messages as setup_messages
from kaartenbak.web import running

MESSAGES = (
    api_messages,
    history_messages,
    accounts_messages,
    setup_messages,
    contacts_messages,
    classification_messages,
    search_messages,
    duplicates_messages,
    exchange_messages,
    carddav_messages,
    cli_messages,
)

PARTS = (carddav_parts, classification_parts, contacts_parts)


# What follows from a fact, in the order in which it happens, inside the same transaction.
REACTIONS: dict[type, Sequence[Callable[[Any], None]]] = {
    CardsTouched: (search_reactions.reindex, duplicates_reactions.compare),
    ContactMerged: (classification_reactions.join_summaries,),
    Restored: (
        accounts_reactions.keep_an_administrator,
        contacts_reactions.keep_cards_whole,
        classification_reactions.refuse_misplaced,
        classification_reactions.keep_summaries_right,
        duplicates_reactions.keep_survivors,
    ),
}


def assemble() -> None:
    """Put everything in its place; called once, when the program starts."""
    for each in MESSAGES:
        messages.register(each.TEXTS)
    messages.word("needs", LABELS)
    messages.word("wrong", contacts_messages.WRONG)
    for day in ("starts", "ends"):
        messages.word(day, day_in_words)
    for each in PARTS:
        parts.declare(each.PARTS)
    events.follow(REACTIONS)
    running.perform_with(perform)
