"""The texts of cards: as they were sent while nothing has changed, else as the register writes them."""

import re
from collections.abc import Sequence

from kaartenbak.carddav.queries.members import Card, sent_texts
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange.formats.vcard import write_vcard
from kaartenbak.exchange.queries import cards_in, region_tags
from kaartenbak.history.bulk import among

V3, V4 = "3.0", "4.0"
VERSIONS = (V3, V4)
CONTENT_TYPE = "text/vcard"
VERSION_LINE = re.compile(r"^VERSION:[ \t]*([\d.]+)", re.MULTILINE | re.IGNORECASE)


def texts_of(cards: Sequence[Card], version: str = "") -> dict[int, str]:
    """The text of each card, by its key; in the version it was sent in, or as it is asked for. Give a block of cards."""
    if not cards:
        return {}
    sent = {key: text for key, text in sent_texts(cards).items() if version in {"", version_of(text)}}
    return sent | written([card for card in cards if card.key not in sent], version or V3)


def written(cards: Sequence[Card], version: str) -> dict[int, str]:
    """The cards as the register writes them, with the address that holds today."""
    if not cards:
        return {}
    keys = {card.uid: card.key for card in cards}
    rows = Contact.objects.filter(among("pk", list(keys.values())))
    found = cards_in(rows, pictures=True, tags=region_tags(), on=SYSTEM.today)
    return {keys[card.uid]: write_vcard(card, version) for card in found}


def version_of(text: str) -> str:
    """The version that a text says it is of."""
    found = VERSION_LINE.search(text[:2_000])
    return found[1] if found else V3


def content_type(text: str) -> str:
    """The type of a text, as it is announced."""
    return (
        f"{CONTENT_TYPE}; charset=utf-8"
        if version_of(text) == V3
        else f"{CONTENT_TYPE}; version=4.0; charset=utf-8"
    )
