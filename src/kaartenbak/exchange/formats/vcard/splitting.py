"""A stream of octets in pieces of one card each; memory holds one card and one block."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from kaartenbak.exchange.rules.card import CardError

BLOCK = 1 << 18
MARK = re.compile(
    rb"\n(?:\xef\xbb\xbf)?((?:[\w-]+\.)?AGENT[^:\n]*:[ \t]*(?=BEGIN))?(BEGIN|END):[ \t]*VCARD[ \t]*(?=\n)",
    re.IGNORECASE,
)
AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT[^:]*:[ \t]*", re.IGNORECASE)
# vCards hold no control characters but the tab and the line feed; carriage returns are gone by then.
CONTROLS = bytes(set(range(32)) - {9, 10}) + b"\x7f"
NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"B\0": "utf-16-le",
    b"\0B": "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a card may be before it is refused, in octets."""

    card: int = 16 << 20
    line: int = 12 << 20
    lines: int = 50_000


LIMITS = Limits()


class Piece(NamedTuple):
    """The octets of one card, its markers left out; line feeds only."""

    octets: bytes
    line: int


def split_cards(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Piece | CardError]:
    """Each card of the stream in order, and an error for each thing that is none. Any line ends will do."""
    splitter = _Splitter(limits)
    for block in _blocks(stream):
        yield from splitter.take(block)
    yield from splitter.end()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """UTF-8 (or what passes for it) with line feeds and without control characters, in blocks."""
    recode = _recoder(start := stream.read(BLOCK))
    held = b""
    block = start
    while block:
        text = held + recode(block)
        # A carriage return at the end may belong to a line feed in the next block.
        held = b"\r" if text.endswith(b"\r") else b""
        text = text[: len(text) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        text = text.translate(None, CONTROLS)
        yield NO_CHARACTERS.sub(b"", text) if b"\xef\xbf" in text else text
        block = stream.read(BLOCK)
    yield b"\n"


def _recoder(start: bytes) -> Callable[[bytes], bytes]:
    name = UTF16.get(start[:2])
    if name is None:
        return bytes
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    return lambda block: decoder.decode(block).encode(errors="replace")


class _Splitter:
    """Holds what was read of the present card.

    `rest` begins with the line feed before the text that is not dealt with yet, which is line `line + 1`;
    markers were looked for up to `seen`.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rest = b"\n"
        self.seen = 0
        self.line = 0
        self.depth = 0
        self.found = False
        self.overflowing = False

    def take(self, block: bytes) -> Iterator[Piece | CardError]:
        buffer = self.rest + block
        start = 0
        # The line feed after a marker belongs to it: one at the very end is seen with the next block.
        last = buffer.rfind(b"\n")
        for mark in MARK.finditer(buffer, self.seen, last + 1):
            begins, position = mark[2][:1] in b"Bb", mark.start()
            if begins == bool(self.depth) or self.overflowing:
                # Not one card after the other: something is nested, open or stray.
                if self._is_nested(buffer, mark, begins):
                    continue
                yield from self._report(buffer[start:position], begins)
            elif not begins and self.depth > 1:
                self.depth -= 1
                continue
            elif not begins:
                yield Piece(_inside(buffer, start, position), self.line + 1)
                self.found = True
            elif position > start:
                yield from self._report(buffer[start:position], begins)
            self.depth = int(begins)
            start = self._step(buffer, start, position if begins else mark.end())
        self.seen = max(last, start)
        yield from self._keep(buffer, start)

    def end(self) -> Iterator[CardError]:
        """The end of the stream."""
        yield from self._close(self.rest)
        if not self.found:
            yield CardError(1, "vcard.none")

    def _step(self, buffer: bytes, start: int, end: int) -> int:
        self.line += buffer.count(b"\n", start, end)
        return end

    def _is_nested(self, buffer: bytes, mark: re.Match[bytes], begins: bool) -> bool:
        """Whether the marker belongs to a card inside the card (AGENT of vCard 2.1), on a line of its own or not."""
        before = buffer.rfind(b"\n", 0, mark.start()) + 1
        if begins and self.depth and (mark[1] or AGENT.fullmatch(buffer, before, mark.start())):
            self.depth += 1
            return True
        if not begins and self.depth > 1:
            self.depth -= 1
            return True
        return False

    def _report(self, text: bytes, begins: bool) -> Iterator[CardError]:
        """What stood before a marker that is not the end of a card."""
        if begins:
            yield from self._close(text)
        elif not self.depth:
            yield from self._stray(text + b"\nEND:VCARD")
        self.overflowing = False

    def _close(self, text: bytes) -> Iterator[CardError]:
        """A BEGIN or the end of the file was met: what was open stays unfinished."""
        if not self.depth:
            yield from self._stray(text)
            return
        if not self.overflowing:
            yield CardError(self.line + 1, "vcard.not_closed", {}, shown(text))
        self.found, self.overflowing = True, False

    def _stray(self, text: bytes) -> Iterator[CardError]:
        """Text outside of any card: nothing is passed over in silence."""
        if text.strip(b" \t\n\xef\xbb\xbf"):
            self.found = True
            yield CardError(self.line + 1, "vcard.outside", {}, shown(text))

    def _keep(self, buffer: bytes, start: int) -> Iterator[CardError]:
        """Keep what may still become part of a card; of a card that is too large only its last line."""
        too_large = len(buffer) - start > self.limits.card
        if too_large and not self.overflowing:
            text = shown(buffer[start : start + 4000])
            yield CardError(self.line + 1, "vcard.too_large", {"limit": self.limits.card}, text)
            self.found, self.overflowing = True, bool(self.depth)
        if too_large or self.overflowing:
            start = self._step(buffer, start, max(start, self.seen))
        if len(buffer) - start > self.limits.card:
            start = self._step(buffer, start, len(buffer))
        self.rest, self.seen = buffer[start:], max(self.seen - start, 0)


def _inside(buffer: bytes, start: int, end: int) -> bytes:
    """The lines after the one that begins the card."""
    first = buffer.find(b"\n", start + 1, end)
    return buffer[first + 1 : end] if first > 0 else b""


def shown(text: bytes) -> tuple[str, ...]:
    """The first lines of a text that gives no card, for the report."""
    start = text[:4000].decode(errors="replace").strip("\n")
    return tuple(start.split("\n")[:60]) if start else ()
