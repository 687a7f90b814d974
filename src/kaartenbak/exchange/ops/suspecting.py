"""Whom new rows of a plan may be one with, in the register and in the file: the importer decides before they are there twice."""

from collections import defaultdict, deque
from collections.abc import Sequence

from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.queries import visible_to
from kaartenbak.duplicates import many
from kaartenbak.duplicates.keeping import Found
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.exchange.ops.keeping import Note, Row
from kaartenbak.exchange.ops.repeats import Repeats
from kaartenbak.exchange.ops.terms import Terms

# With so many rows before it a row is compared: what is kept of them stays the same however long the file is.
ROWS_KEPT = 10_000
SAME_AS_ROW = "import.suspect_row"
REPEATS_ROW = "import.repeats_row"

type New = Sequence[tuple[Draft, Row]]


def suspect(new: New, terms: Terms, earlier: "Earlier") -> None:
    """Note on rows which card of the register they may stand for, the likeliest one, and which earlier row of the file."""
    cards = [many.card_of(draft) for draft, _row in new]
    in_register([(row, card) for (_draft, row), card in zip(new, cards, strict=True)], terms)
    for (_draft, row), card in zip(new, cards, strict=True):
        if alike := earlier.alike(card):
            line, found = likeliest(alike)
            row.notes.append(Note(SAME_AS_ROW, None, {"line": line, "score": found.score}))
        earlier.add(row.line, card)


def in_register(new: Sequence[tuple[Row, Card]], terms: Terms) -> None:
    """Note on the rows of which nothing was decided which card they may stand for."""
    open_rows = [(row, card) for row, card in new if terms.decision(row.line) is None]
    found = many.alike_to_each([card for _row, card in open_rows])
    best = [(row, *likeliest(alike)) for (row, _card), alike in zip(open_rows, found, strict=True) if alike]
    cards = visible_to(terms.by).in_bulk({key for _row, key, _found in best}) if best else {}
    for row, key, each in best:
        if card := cards.get(key):
            row.suspect = card.number
            facts = {"contact": str(card), "number": card.number, "score": each.score}
            row.notes.append(Note("import.suspect", None, facts))


def likeliest(alike: dict[int, Found]) -> tuple[int, Found]:
    """The surest of those that are alike; of several the first."""
    return max(alike.items(), key=lambda each: (each[1].score, -each[0]))


class Earlier:
    """The rows of a file before the one in hand, the last of them that are new."""

    def __init__(self) -> None:
        self.repeats = Repeats()
        self.lines: deque[int] = deque()
        self.kept: dict[int, tuple[list[many.Key], Features]] = {}
        self.having: defaultdict[many.Key, list[int]] = defaultdict(list)

    def alike(self, card: Card) -> dict[int, Found]:
        """The lines of the rows that a card may be one with."""
        having = [self.having[key] for key in many.keys_of(card) if key in self.having]
        near = {line for lines in having if len(lines) <= many.CROWDED for line in lines}
        return many.judged(card, {line: self.kept[line][1] for line in sorted(near)}) if near else {}

    def add(self, line: int, card: Card) -> None:
        """Keep a row, and let go of the one that is too far back."""
        keys = list(many.own_keys_of(card))
        for key in keys:
            self.having[key].append(line)
        self.kept[line] = keys, card.features
        self.lines.append(line)
        if len(self.lines) > ROWS_KEPT:
            self.let_go(self.lines.popleft())

    def let_go(self, line: int) -> None:
        for key in self.kept.pop(line)[0]:
            self.having[key].remove(line)
            if not self.having[key]:
                del self.having[key]
