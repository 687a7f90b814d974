"""What pages show of all capabilities: the panels of a card, the navigation, the palette.

Apart from the rest of the assembly, because what draws pages is a third of what there is to load: the command line has no
use for it. The addresses of the pages (`urls.py`) bring it.
"""

from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.queries.on_card import LEFT_BY_PROGRAMS
from kaartenbak.carddav.queries.proposals import number_to_decide
from kaartenbak.carddav.views import on_card
from kaartenbak.carddav.views import palette as carddav_palette
from kaartenbak.carddav.views.happened import of_proposals
from kaartenbak.classification.views import palette as classification_palette
from kaartenbak.classification.views import segmentation
from kaartenbak.contacts.queries import present
from kaartenbak.contacts.views import card_panels, happened
from kaartenbak.contacts.views import palette as contacts_palette
from kaartenbak.contacts.views.card_panels import CardPanel
from kaartenbak.duplicates.queries.suspects import SUSPECTED
from kaartenbak.duplicates.views import palette as duplicates_palette
from kaartenbak.duplicates.views import suspects
from kaartenbak.history import palette as history_palette
from kaartenbak.search.views import palette as search_palette
from kaartenbak.setup.views import palette as setup_palette
from kaartenbak.web import navigation, palette
from kaartenbak.web.navigation import Item

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
    """Put it all in its place; called once, before the first page is drawn."""
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
