"""Cards of the register as cards of the exchange."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.queries import SLOTS, Cards, active_addresses
from kaartenbak.contacts.rules.active_address import Period, stretches
from kaartenbak.exchange.queries.blocks import Block, blocks_of, is_column, is_used
from kaartenbak.exchange.rules.addresses import TEXTS, Address
from kaartenbak.exchange.rules.card import Card, Channel
from kaartenbak.history.prepared import Among, Prepared

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
# What a card has several of: its field, and the name of the column in a table.
SEVERAL = {name: name for name in GROUPINGS} | {"addresses": "alternative_addresses"}
LANGUAGE, SALUTATION = FIELDS.index("language") + 1, FIELDS.index("salutation") + 1
WHOSE_COMPANY_HAS_PERIODS = Prepared(
    lambda: Contact.objects.filter(
        Exists(AddressRange.objects.filter(contact=OuterRef("company"))), Among("pk", "keys")
    ).values_list("pk", flat=True)
)


def cards_in(
    cards: Cards, *, pictures: bool = False, tags: Mapping[str, str] | None = None, on: date | None = None
) -> Iterator[Card]:
    """Each card with all that belongs to it; `pictures` brings the pictures along.

    With `tags`, what languages go by in other programs, it is a card for those: no title is a code that only we know.
    With a day it says which address holds then.
    """
    used = {field: name for field, name in SEVERAL.items() if is_used(name)}
    for block in blocks_of(cards, COLUMNS):
        several = {field: block.several(name) for field, name in used.items()}
        current = addresses_holding(block, on) if on and "addresses" in used else {}
        for row in block.rows:
            salutation = row[SALUTATION]
            if tags is not None:
                row[LANGUAGE], row[SALUTATION] = tags.get(row[LANGUAGE], row[LANGUAGE]), ""
            card = card_of(row, block, pictures=pictures)
            if tags is not None:
                card.salutation_code = salutation
            for field, found in several.items():
                if row[0] in found:
                    setattr(card, field, tuple(found[row[0]]))
            card.current = current.get(row[0])
            yield card


def addresses_holding(block: Block, on: date) -> dict[int, Address]:
    """The alternative address that holds on a day for each card of a block for which one does, its own or its company's."""
    found = {card: held for card, own in block.addresses.items() if (held := own_address(own, on))}
    # Of most blocks there are none, and whole cards with their companies are dear to ask for.
    people = [key for key in WHOSE_COMPANY_HAS_PERIODS(keys=block.keys) if key not in found]
    if not people:
        return found
    whole = Contact.objects.filter(pk__in=people).select_related("company")
    for card, each in active_addresses(whole, on=on).items():
        if each.address is not None:
            found[card] = as_address(each.address, each.countries)
    return found


def own_address(addresses: Iterable[Address], on: date) -> Address | None:
    """Which of a card's own addresses holds on a day."""
    by_code = {each.code: each for each in addresses}
    periods = [
        Period(each.code, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None, yearly)
        for each in by_code.values()
        for starts, ends, yearly in each.ranges
    ]
    return by_code.get(stretches(periods, (), on, on)[0].code) if periods else None


def as_address(address: AlternativeAddress, countries: Mapping[int, str]) -> Address:
    """An address of the register as one of the exchange; when it holds does not matter to whoever sees it."""
    texts = {name: getattr(address, name) for name in TEXTS if name != "country"}
    return Address(address.code, **texts, country=countries.get(address.country_id or 0, ""))


def card_of(row: list[Any], block: Block, *, pictures: bool) -> Card:
    """One card from its row in a block."""
    key, *values, modified, image = row
    # By their places: by name it takes three times as long, and a phone waits for thousands. They are the first of the class.
    card = Card(*values)
    if card.kind == "company":
        # Files name a company once: by the name of its card.
        card.company_name = ""
    card.channels = tuple([Channel(*each) for each in block.channels.get(key, ())])
    card.comment, card.extra = block.notes.get(key, ""), block.lines.get(key, ())
    moment = str(modified)
    card.revised = f"{moment[:10]}T{moment[11:19]}Z"
    if pictures and image and default_storage.exists(image):
        with default_storage.open(image) as file:
            card.photo = file.read()
    return card
