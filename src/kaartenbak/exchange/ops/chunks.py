"""The rows of a file in chunks that are dealt with together; those of a large table are read ahead by a second process."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kaartenbak.exchange.formats.files import VCARD, read_file
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops.ahead import Asked, Laid, Layer, Told, asked_for
from kaartenbak.exchange.ops.beforehand import Passed, look_over
from kaartenbak.exchange.ops.matching import keys_of
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.card import Card, Unreadable
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.offer import Offer, kind_of, offer_of
from kaartenbak.exchange.rules.plan import Choice
from kaartenbak.jobs.memory import small_cache
from kaartenbak.jobs.together import made_ahead

ROWS_PER_BLOCK = 1_000
# The first chunk is small, so that the process which writes has something to do soon; each after it has twice as many rows.
FIRST_ROWS = 250
# Rows that are passed over in one phase cost little, but how far one came is noted now and then.
READ_PER_BLOCK = 20_000
# A table of so many octets is worth a second process. Contacts with pictures are not: two chunks would be in memory.
LARGE = 1 << 19


@dataclass
class Chunk:
    """Rows that are dealt with together; `taken` counts the rows of the file up to their end, `octets` how far in it that is."""

    taken: int
    offers: list[Offer] = field(default_factory=list)
    errors: list[Unreadable] = field(default_factory=list)
    keys: set[tuple[str, str]] = field(default_factory=set)
    octets: int = 0
    passed: Passed = field(default_factory=Passed)
    laid: dict[int, Laid] = field(default_factory=dict)

    def add(self, row: Offer | Unreadable, terms: Terms) -> bool:
        """Add a row, unless a row that stands for the same card is here already."""
        if not isinstance(row, Offer):
            self.errors.append(row)
            return True
        keys = set(keys_of(row, terms.match))
        decision = terms.decision(row.line)
        if decision is not None and decision.choice is Choice.UPDATE:
            keys.add(("number", decision.contact))
        if keys & self.keys:
            return False
        self.offers.append(row)
        self.keys |= keys
        return True

    def is_full(self, since: int, rows: int) -> bool:
        """Whether it is time to write; `since` is how far one had come before this chunk, `rows` how many it may have."""
        return len(self.offers) + len(self.errors) >= rows or self.taken - since >= READ_PER_BLOCK


@dataclass(frozen=True)
class Piece:
    """What is left of one phase: the companies of a file, or its people, from the row after `taken` on."""

    path: Path
    format: str
    mapping: Mapping[str, str | None]
    layout: Layout
    terms: Terms
    taken: int
    companies: bool

    @classmethod
    def of(cls, record: Import, path: Path, terms: Terms, *, companies: bool) -> "Piece":
        """What an import that came so far has to do."""
        layout = Layout.of(record.layout)
        return cls(path, record.format, record.mapping, layout, terms, record.position, companies)

    def is_due_kind(self, kind: str) -> bool:
        """Whether cards of this kind belong to this phase."""
        return (kind == "company") == self.companies

    def is_due(self, card: Card | Unreadable) -> bool:
        """Whether a row belongs to this phase; one that gives no card is told with the people."""
        return not self.companies if isinstance(card, Unreadable) else self.is_due_kind(kind_of(card))

    def chunks(self) -> Generator[tuple[Chunk | None, Asked | None], Told | None]:
        """Its rows, laid out as far as what is told of each chunk before it comes lets them."""
        layer, waiting, told = Layer(self.terms), None, None
        for chunk in self.whole_chunks():
            if waiting is not None:
                lay_out(waiting, layer, told)
            asked = asked_for(chunk.taken, chunk.offers) if self.terms.writes else None
            told, waiting = (yield waiting, asked), chunk
        if waiting is not None:
            lay_out(waiting, layer, told)
            yield waiting, None

    def whole_chunks(self) -> Iterator[Chunk]:
        """Its rows; one with the same key as another of its chunk begins a new chunk."""
        with self.path.open("rb") as stream:
            for chunk in self.divided(
                read_file(stream, self.format, self.mapping, self.layout, wanted=self.is_due_kind)
            ):
                chunk.octets = stream.tell()
                chunk.keys.clear()
                yield chunk

    def divided(self, cards: Iterator[Card | Unreadable | None]) -> Iterator[Chunk]:
        """The cards of the file in chunks, without those that were dealt with."""
        chunk, since, rows = Chunk(self.taken), self.taken, min(FIRST_ROWS, ROWS_PER_BLOCK)
        for taken, card in enumerate(cards, 1):
            if taken <= self.taken:
                continue
            if card is not None and self.is_due(card):
                row = card if isinstance(card, Unreadable) else offer_of(card, self.terms.home)
                if not chunk.add(row, self.terms):
                    since = chunk.taken
                    yield chunk
                    chunk = Chunk(since)
                    chunk.add(row, self.terms)
            chunk.taken = taken
            if chunk.is_full(since, rows):
                since, rows = taken, min(2 * rows, ROWS_PER_BLOCK)
                yield chunk
                chunk = Chunk(taken)
        if chunk.taken > since:
            yield chunk


def lay_out(chunk: Chunk, layer: Layer, told: Told | None) -> None:
    """Lay out the rows of a chunk that can be, by what was told for them, and look over the others."""
    if told is not None:
        chunk.laid = layer.lay(chunk.offers, told)
    chunk.passed = look_over(offer for offer in chunk.offers if offer.line not in chunk.laid)


@contextmanager
def read_ahead(piece: Piece, answer: Callable[[Asked], Told | None]) -> Iterator[Iterator[Chunk]]:
    """The chunks of a piece, the next one in the making while one is dealt with; `answer` tells of the register."""
    if piece.format == VCARD or piece.path.stat().st_size < LARGE:
        yield piece.whole_chunks()
        return
    with small_cache(), made_ahead(piece.chunks, answer) as chunks:
        yield chunks
