"""Cards of the register as cards of the exchange."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.storage import default_storage

from kaartenbak.contacts.queries import SLOTS, Cards
from kaartenbak.exchange.queries.blocks import Block, blocks_of, is_column
from kaartenbak.exchange.rules.card import Card, Channel

# What a card of the exchange says in other ways, or that a company's own card does not say.
OTHERWISE = frozenset(
    {"channels", "mailing_groups", "comment", "photo", "members", "extra", "country_text", "revised"}
)
FIELDS = tuple(
    name
    for name in Card.__slots__
    if name not in OTHERWISE | SLOTS.keys() | {"remarks", "line"} and is_column(name)
)
COLUMNS = (*FIELDS, "modified_at", "image")
UID = FIELDS.index("uid")
LANGUAGE, SALUTATION = FIELDS.index("language") + 1, FIELDS.index("salutation") + 1


def cards_in(
    cards: Cards, *, pictures: bool = False, tags: Mapping[str, str] | None = None
) -> Iterator[Card]:
    """Each card with all that belongs to it; `pictures` brings the pictures along.

    With `tags`, what languages go by in other programs, it is a card for those: without the codes that only we know.
    """
    for block in blocks_of(cards, COLUMNS):
        for row in block.rows:
            if tags is not None:
                row[LANGUAGE], row[SALUTATION] = tags.get(row[LANGUAGE], row[LANGUAGE]), ""
            yield card_of(row, block, pictures=pictures)


def card_of(row: list[Any], block: Block, *, pictures: bool) -> Card:
    """One card from its row in a block."""
    key, *values, modified, image = row
    values[UID] = str(values[UID])
    card = Card(**dict(zip(FIELDS, values, strict=True)))
    card.company_number = card.company_number or ""
    if card.kind == "company":
        # Files name a company once: by the name of its card.
        card.company_name = ""
    card.channels = tuple([Channel(*each) for each in block.channels.get(key, ())])
    card.comment = block.comments.get(key, "")
    card.revised = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    if pictures and image and default_storage.exists(image):
        with default_storage.open(image) as file:
            card.photo = file.read()
    return card
