"""The rows that an operation in progress made by the hundred, as they were written: its followers need not read them again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

# Of more rows of one table it is not worth the memory.
MOST = 20_000


@dataclass
class Made:
    """Rows by table, in the order in which they were written; `others` are cards that have rows which are not among them."""

    rows: dict[str, list[tuple[Sequence[str], Sequence[Sequence[Any]]]]] = field(default_factory=dict)
    others: set[int | None] = field(default_factory=set)
    count: int = 0

    def add(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> bool:
        """Keep rows given as values in the order of `names`; whether there was room for them."""
        self.count += len(rows)
        if self.count > MOST:
            return False
        self.rows.setdefault(table, []).append((names, rows))
        return True

    def of(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """These columns of the rows of a table, two or more."""
        for names, rows in self.rows.get(table, ()):
            yield from map(itemgetter(*map(names.index, columns)), rows)
