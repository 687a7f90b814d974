"""vCards as cards of the exchange: 2.1, 3.0 and 4.0, of any producer."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from kaartenbak.exchange.formats.vcard import legacy
from kaartenbak.exchange.formats.vcard.draft import OF_GROUPS, Draft, Reader
from kaartenbak.exchange.formats.vcard.keeping import in_order
from kaartenbak.exchange.formats.vcard.lines import V3, V4, Head, parse_head, split_line
from kaartenbak.exchange.formats.vcard.properties import BY_NAME
from kaartenbak.exchange.formats.vcard.splitting import LIMITS, Limits, Piece, shown, split_cards
from kaartenbak.exchange.rules.card import Card, CardError, Role

VERSIONS = frozenset({"2.1", V3, V4, "2", "3", "4"})
MARKERS = frozenset({"BEGIN", "END"})
KNOWN_HEADS = 4096
LONGEST_KNOWN_HEAD = 120

_readers: dict[str, Reader] = {}
"""Readers by the text of a line's head, which is the same on card after card."""


def read_vcards(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Card | CardError]:
    """Each card of the stream in order; one that cannot be read is an error in its place, and reading goes on.

    Nothing in the stream raises an exception; memory holds one card at a time.
    """
    for piece in split_cards(stream, limits):
        yield piece if isinstance(piece, CardError) else _read_piece(piece, limits)


def read_vcard(octets: bytes, limits: Limits = LIMITS) -> Card | CardError:
    """The one card of a text; an error when there is none, or more than one."""
    cards = read_vcards(BytesIO(octets), limits)
    first, second = next(cards), next(cards, None)
    if second is None or isinstance(first, CardError):
        return first
    return second if isinstance(second, CardError) else CardError(second.line, "vcard.several")


def lines_of(octets: bytes) -> list[str]:
    """The unfolded lines of one card without its markers, line feeds being the line ends."""
    unfolded = octets.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return unfolded.decode().split("\n")
    except UnicodeDecodeError:
        return [legacy.decode(line) for line in unfolded.split(b"\n")]


def _read_piece(piece: Piece, limits: Limits) -> Card | CardError:
    octets = piece.octets
    if octets.count(b"\n") > limits.lines:
        return CardError(piece.line, "vcard.too_many_lines", {"limit": limits.lines}, shown(octets[:4000]))
    lines = lines_of(octets)
    if len(octets) > limits.line and max(map(len, lines)) > limits.line:
        return CardError(piece.line, "vcard.line_too_long", {"limit": limits.line}, shown(octets[:4000]))
    try:
        return _finished(_drafted(lines), piece)
    except legacy.OldStyleError:
        return _finished(_drafted(legacy.modern_lines(octets), is_modern=True), piece)


def _drafted(lines: list[str], is_modern: bool = False) -> Draft:
    draft = Draft(is_modern)
    for line in lines:
        head, colon, value = line.partition(":")
        reader = _readers.get(head)
        if reader is not None and colon:
            reader(draft, value)
        elif line and not line.isspace():
            _read_unknown(draft, line)
    return draft


def _finished(draft: Draft, piece: Piece) -> Card | CardError:
    version = draft.version
    if version and version not in VERSIONS:
        return CardError(piece.line, "vcard.version", {"version": version[:40]}, shown(piece.octets))
    card = draft.card(piece.line)
    if len(card.extra) > 1:
        card.extra = in_order(card.extra)
    if not (card.name or card.channels or card.extra or card.street or card.city or card.photo):
        return CardError(piece.line, "vcard.empty", {}, shown(piece.octets))
    return card


def _read_unknown(draft: Draft, line: str) -> None:
    """A line whose head was not met before; most heads are met again."""
    head_text, value = split_line(line)
    head = parse_head(head_text, V4 if draft.version == V4 else V3) if head_text is not None else None
    if head is not None and head.name == "BEGIN" and not draft.is_modern:
        raise legacy.OldStyleError  # A card inside the card, under AGENT.
    if head is None or head_text is None or head.name in MARKERS:
        draft.keep("", line, Role.CELL)
        draft.remark("vcard.line_unreadable", "", line)
        return
    reader = _reader_for(head)
    if not {'"', "^"} & set(head_text) and len(head_text) <= LONGEST_KNOWN_HEAD:
        if len(_readers) >= KNOWN_HEADS:
            _readers.clear()
        _readers[head_text] = reader
    reader(draft, value)


def _reader_for(head: Head) -> Reader:
    if head.name == "VERSION":
        return _read_version
    if legacy.is_old(head):
        return _read_old_style
    if head.name == "PRODID":
        return _pass_over
    if head.group and head.name in OF_GROUPS:
        return _reader_of_group(head)
    known = BY_NAME.get(head.name)
    return known.reader(head) if known else _keeper(head)


def _read_version(draft: Draft, value: str) -> None:
    draft.version = value.strip()
    if draft.version.startswith("2"):
        _read_old_style(draft, value)


def _read_old_style(draft: Draft, value: str) -> None:
    if not draft.is_modern:
        raise legacy.OldStyleError


def _pass_over(draft: Draft, value: str) -> None:
    """PRODID names the program that wrote the file; it says nothing of the contact."""


def _reader_of_group(head: Head) -> Reader:
    """A label or layout belongs to another line of its group, known only when all lines were read."""
    key, text = (head.group.lower(), head.name), head.text

    def read(draft: Draft, value: str) -> None:
        if value.strip():
            draft.of_groups.setdefault(key, len(draft.extra))
        draft.extra.append((text, value, Role.LINE))

    return read


def _keeper(head: Head) -> Reader:
    def read(draft: Draft, value: str) -> None:
        draft.keep(head.text, value)

    return read
