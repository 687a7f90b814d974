"""Facts the history states."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kaartenbak.history.made import Made

# By table and by the columns that changed; a row that came or went changed as a whole.
Touched = Mapping[str, Mapping[frozenset[str], Collection[int]]]
WHOLE = frozenset[str]()


def touched(tables: Touched, table: str, columns: Collection[str]) -> set[int]:
    """What is told of `table`, restricted to what came or went whole or changed in one of `columns` (any when empty)."""
    return {
        key
        for changed, keys in tables.get(table, {}).items()
        if changed == WHOLE or not columns or not changed.isdisjoint(columns)
        for key in keys
    }


@dataclass(frozen=True)
class CardsTouched:
    """Cards of which some row was created, changed, removed or put back; stated once, at the end of each
    transaction.

    `fresh` are those made in it. A card among `cards` may be gone by now. `tables` tells the same by the table
    whose rows changed (`app.model`) and the columns that did. `made` holds the rows that were made by the hundred: all those
    of the cards that are `fresh` and have no others. Whoever follows this writes no tracked rows.
    """

    cards: frozenset[int]
    fresh: frozenset[int]
    tables: Touched = field(default_factory=dict)
    made: Made = field(default_factory=Made, compare=False)

    def by(self, table: str, columns: Collection[str] = ()) -> set[int]:
        """The cards of which a row of this table came or went, or changed in one of these columns; any when left out."""
        return touched(self.tables, table, columns)


@dataclass(frozen=True)
class Restored:
    """Rows that an undo or "put back" gave former values or brought back, by table (`app.model`) and key.

    Stated within that operation, after the rows are written. `rows` are told by the columns they got back. `mixed`
    are those of them that hold newer values as well, so that what is derived from several of them must be made
    anew. `removed` are the cards of the rows that were taken away, by table. `kept_newer` says that something stood in
    the way and stays as it is. A follower may write, and may refuse the whole.
    """

    rows: Touched
    mixed: Mapping[str, frozenset[int]]
    removed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    kept_newer: bool = False

    def by(self, table: str, columns: Collection[str] = ()) -> set[int]:
        """The rows of this table that came back, or got back one of these columns; any when left out."""
        return touched(self.rows, table, columns)
