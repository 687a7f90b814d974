"""Files of jCards and of JSContact cards, one or many: each becomes a vCard 4.0, and that is read."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kaartenbak.exchange.formats import jcard, jscontact
from kaartenbak.exchange.formats.vcard import read_vcard
from kaartenbak.exchange.rules.card import Card, CardError

LARGEST = 32 << 20
"""A JSON file is read whole, so that memory sets it a limit; vCards have none."""


def is_json(start: bytes) -> bool:
    """Whether a file that begins like this holds cards as JSON."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text[:1] in {b"[", b"{"} and (b'"vcard"' in start or b'"@type"' in start)


def read_json_cards(stream: BinaryIO) -> Iterator[Card | CardError]:
    """Each card of the file; one that is none is an error in its place. `line` counts the cards."""
    octets = stream.read(LARGEST + 1)
    if len(octets) > LARGEST:
        yield CardError(1, "jcard.too_large", {"limit": LARGEST >> 20})
        return
    try:
        found = json.loads(octets.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield CardError(1, "jcard.broken")
        return
    several = found if isinstance(found, list) and found[:1] != ["vcard"] else [found]
    for place, each in enumerate(several, 1):
        yield _card(each, place)


def _card(found: Any, place: int) -> Card | CardError:
    make = jscontact.vcard_of if isinstance(found, dict) else jcard.vcard_of
    try:
        text = make(found)
    except (ValueError, RecursionError):
        return CardError(place, "jcard.none", {}, (json.dumps(found, ensure_ascii=False)[:4000],))
    card = read_vcard(text.encode(errors="replace"))
    if isinstance(card, Card):
        card.line = place
        return card
    return CardError(place, card.key, card.facts, card.source)
