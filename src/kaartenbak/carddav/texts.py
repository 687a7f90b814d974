"""The texts of cards: as they were sent while nothing has changed, else as the register writes them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kaartenbak.carddav.queries.kept import Kept, kept
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.queries.pending import proposed_texts
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange.formats.vcard import read_vcard, write_vcard
from kaartenbak.exchange.queries import cards_in, region_tags
from kaartenbak.exchange.rules.card import Card as ExchangeCard
from kaartenbak.history.bulk import among

V3, V4 = "3.0", "4.0"
LONGEST_REMEMBERED = 500_000
VERSIONS = (V3, V4)
CONTENT_TYPE = "text/vcard"
VERSION_LINE = re.compile(r"^VERSION:[ \t]*([\d.]+)", re.MULTILINE | re.IGNORECASE)


def texts_of(cards: Sequence[Card], version: str = "") -> dict[int, str]:
    """The text of each card, by its key; in the version it was sent in, or as it is asked for. Give a block of cards."""
    proposed = {card.key: int(card.proposal.partition(".")[0]) for card in cards if card.proposal}
    found = texts_proposed(proposed, version) if proposed else {}
    found |= {card.key: in_version(card.list_text, version) for card in cards if card.list_text}
    cards = [card for card in cards if card.key not in found and card.key not in proposed]
    return found | registered_texts(cards, version)


def texts_proposed(proposals: Mapping[int, int], version: str) -> dict[int, str]:
    """The texts of cards that are proposed, by their keys; `proposals` holds the keys of the proposals."""
    texts = proposed_texts(list(proposals.values()))
    return {key: in_version(texts[each], version) for key, each in proposals.items() if each in texts}


def in_version(text: str, version: str) -> str:
    """A text of a program in the version that is asked for; blank for its own."""
    card = read_vcard(text.encode()) if version not in {"", version_of(text)} else None
    return write_vcard(card, version) if isinstance(card, ExchangeCard) else text


def registered_texts(cards: Sequence[Card], version: str = "") -> dict[int, str]:
    """The text of each card without what is proposed."""
    if not cards:
        return {}
    known = kept(cards)
    sent = {
        card.key: said.text
        for card in cards
        if (said := known.get(card.key)) and said.is_of(card) and version in {"", version_of(said.text)}
    }
    return sent | written([card for card in cards if card.key not in sent], version or V3, known)


def written_one(contact: int, version: str) -> str:
    """The card of a contact as the register writes it; blank when it is gone."""
    rows = Contact.objects.filter(pk=contact)
    found = next(cards_in(rows, pictures=True, tags=region_tags(), on=SYSTEM.today), None)
    return write_vcard(found, version) if found else ""


def written(cards: Sequence[Card], version: str, known: Mapping[int, Kept]) -> dict[int, str]:
    """The cards as the register writes them, with the address that holds today; `known` is what programs sent of them."""
    if not cards:
        return {}
    keys = {card.uid: card.key for card in cards}
    rows = Contact.objects.filter(among("pk", list(keys.values())))
    found = cards_in(rows, pictures=True, tags=region_tags(), on=SYSTEM.today)
    return {
        keys[card.uid]: write_vcard(with_kept(card, known.get(keys[card.uid])), version) for card in found
    }


def with_kept(card: ExchangeCard, known: Kept | None) -> ExchangeCard:
    """A card with the identifier that a program gave it, its words, and what it said that no field is for."""
    said = read(known.text) if known else None
    return replace(card, uid=said.uid or card.uid, extra=said.extra) if said else card


def read(text: str) -> ExchangeCard | None:
    """A text as a card; none when there is none, or when it is no card."""
    return read_lately(text) if len(text) <= LONGEST_REMEMBERED else read_anew(text)


def read_anew(text: str) -> ExchangeCard | None:
    found = read_vcard(text.encode()) if text else None
    return found if isinstance(found, ExchangeCard) else None


# What a program sent is read when it comes, when it is laid on the contact, and when it is read back; so is what it had.
read_lately = lru_cache(maxsize=2)(read_anew)


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
