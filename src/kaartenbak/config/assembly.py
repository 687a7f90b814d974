"""One table of contents: the sentences, parts, reactions, card panels and navigation of all capabilities."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts import messages as accounts_messages
from kaartenbak.accounts import reactions as accounts_reactions
from kaartenbak.accounts.rules.roles import LABELS
from kaartenbak.api import messages as api_messages
from kaartenbak.carddav import messages as carddav_messages
from kaartenbak.carddav import parts as carddav_parts
from kaartenbak.carddav.queries.on_card import LEFT_BY_PROGRAMS
from kaartenbak.carddav.queries.proposals import number_to_decide
from kaartenbak.carddav.views import on_card
from kaartenbak.carddav.views import palette as carddav_palette
from kaartenbak.carddav.views.happened import of_proposals
from kaartenbak.classification import messages as classification_messages
from kaartenbak.classification import parts as classification_parts
from kaartenbak.classification import reactions as classification_reactions
from kaartenbak.classification.views import palette as classification_palette
from kaartenbak.classification.views import segmentation
from kaartenbak.cli import messages as cli_messages
from kaartenbak.contacts import messages as contacts_messages
from kaartenbak.contacts import parts as contacts_parts
from kaartenbak.contacts import reactions as contacts_reactions
from kaartenbak.contacts.events import ContactMerged
from kaartenbak.contacts.queries import present
from kaartenbak.contacts.queries.address_words import day_in_words
from kaartenbak.contacts.views import card_panels, happened
from kaartenbak.contacts.views import palette as contacts_palette
from kaartenbak.contacts.views.card_panels import CardPanel
from kaartenbak.core import events, messages, parts
from kaartenbak.duplicates import messages as duplicates_messages
from kaartenbak.duplicates import reactions as duplicates_reactions
from kaartenbak.duplicates.queries.suspects import SUSPECTED
from kaartenbak.duplicates.views import palette as duplicates_palette
from kaartenbak.duplicates.views import suspects
from kaartenbak.exchange import messages as exchange_messages
from kaartenbak.history import messages as history_messages
from kaartenbak.history import palette as history_palette
from kaartenbak.history.events import CardsTouched, Restored
from kaartenbak.history.operations import perform
from kaartenbak.search import messages as search_messages
from kaartenbak.search import reactions as search_reactions
from kaartenbak.search.views import palette as search_palette
from kaartenbak.setup import messages as setup_messages
from kaartenbak.setup.views import palette as setup_palette
from kaartenbak.web import navigation, palette, running
from kaartenbak.web.navigation import Item

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

# What other capabilities show on the card of a contact, in this order: what waits for a decision on top, the rest below
# its people.
CARD_PANELS = (
    CardPanel(on_card.drawn, on_card.parts, first=True),
    CardPanel(suspects.on_card, suspects.parts_of, first=True),
    CardPanel(segmentation.drawn, segmentation.parts),
)

# What the shell offers: the side navigation and the menu under the user's name, in this order.
NAVIGATION = (
    Item(_("Contacts"), "search:list", "contact", needs="contacts.view", covers=("/contacts/", "/views/")),
    Item(_("Duplicates"), "duplicates:list", "copy", needs="contacts.view", covers=("/duplicates/",)),
    Item(
        _("Proposals"),
        "carddav:proposals",
        "smartphone",
        needs="contacts.change",
        covers=("/proposals/",),
        roomy=True,
        count=number_to_decide,
    ),
    Item(_("Import"), "exchange:imports", "import", needs="contacts.import", roomy=True),
    Item(_("What happened"), "history:list", "history", needs="contacts.view"),
    Item(_("Setup"), "setup:overview", "settings", needs="setup.view", group=_("Administration")),
    Item(
        _("Users"), "accounts:users", "users", needs="accounts.change", group=_("Administration"), roomy=True
    ),
)
MENU = (
    Item(_("Your profile"), "accounts:profile", "circle-user"),
    Item(_("Tokens"), "accounts:tokens", "key-round"),
    Item(_("Keys"), "web:keys", "keyboard", dialog=True, key="help"),
    Item(_("Sign out"), "accounts:sign-out", "log-out", posts=True),
)

# What the palette (Ctrl-K) offers under its headings, in this order.
PALETTE = (
    search_palette.contacts,
    contacts_palette.on_card,
    classification_palette.on_card,
    duplicates_palette.on_card,
    carddav_palette.on_card,
    history_palette.undoing,
    contacts_palette.new,
    palette.places,
    search_palette.views,
    setup_palette.pages,
)


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
    card_panels.register(CARD_PANELS)
    happened.register({"proposals_ever": of_proposals})
    present.register(LEFT_BY_PROGRAMS | SUSPECTED)
    navigation.register(NAVIGATION)
    navigation.register_menu(MENU)
    palette.register(PALETTE)
    navigation.places(
        home="search:list",
        search="search:list",
        suggestions="search:suggestions",
        language="accounts:language",
    )
