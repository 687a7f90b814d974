"""Cards of the exchange as vCard 3.0 and 4.0."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import BinaryIO

from kaartenbak.exchange.formats.vcard.keeping import BEHIND, with_extra
from kaartenbak.exchange.formats.vcard.lines import FOLD_AT, V3, V4, fold
from kaartenbak.exchange.formats.vcard.properties import PROPERTIES
from kaartenbak.exchange.formats.vcard.properties.base import Style, Writer
from kaartenbak.exchange.formats.vcard.properties.channels import LABELLED
from kaartenbak.exchange.rules.card import Card

BATCH = 500


def write_vcard(card: Card, version: str = V3, language: str = "en") -> str:
    """The card as vCard 3.0 or 4.0, with CRLF and folded; country names in `language`."""
    style = Style(version, language)
    lines: list[str] = []
    for write in _writers(style):
        write(card, lines)
    if card.extra:
        lines = with_extra(card, lines, style)
    folded = [line if len(line) <= FOLD_AT and line.isascii() else fold(line) for line in lines]
    text = "\r\n".join(folded)
    if LABELLED in text:
        text = "\r\n".join([fold(line) for line in _with_groups(lines)])
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\n{text}\r\nEND:VCARD\r\n"


def vcard_blocks(cards: Iterable[Card], version: str = V3, language: str = "en") -> Iterator[bytes]:
    """The cards as blocks of octets, for a file or an answer that is sent while it is made."""
    cards = iter(cards)
    while batch := list(islice(cards, BATCH)):
        yield "".join([write_vcard(card, version, language) for card in batch]).encode(errors="replace")


def write_vcards(cards: Iterable[Card], stream: BinaryIO, version: str = V3, language: str = "en") -> None:
    """Write all cards; memory holds a few hundred of them."""
    for block in vcard_blocks(cards, version, language):
        stream.write(block)


@cache
def _writers(style: Style) -> tuple[Writer, ...]:
    if style.version not in {V3, V4}:
        raise ValueError(f"vCard {style.version} is not written, only {V3} and {V4}")
    return tuple(writer for each in PROPERTIES if (writer := each.writer(style)))


def _with_groups(lines: list[str]) -> list[str]:
    """Lines with a label of their own get a group that no other line has: item1, item2 and so on."""
    taken = {line.partition(".")[0].lower() for line in lines if line[:4].lower() == "item"}
    free = (f"item{number}." for number in range(1, len(lines) + 2) if f"item{number}" not in taken)
    numbered, group = [], ""
    for line in lines:
        if line.startswith(LABELLED):
            rest = line[len(LABELLED) :]
            group = group if line.startswith(BEHIND) else next(free)
            line = group + rest
        numbered.append(line)
    return numbered
