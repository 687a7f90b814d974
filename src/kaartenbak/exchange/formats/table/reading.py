"""CSV files as cards of the exchange."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from kaartenbak.exchange.formats.table.dialect import Dialect, dialect_of
from kaartenbak.exchange.formats.table.encoding import lines, start_of
from kaartenbak.exchange.formats.table.mapping import Mapping, recognise
from kaartenbak.exchange.formats.table.records import Record, records
from kaartenbak.exchange.formats.table.rows import RowReader, Wanted
from kaartenbak.exchange.rules.birthday import order_in
from kaartenbak.exchange.rules.card import Card, RowError

LOOK_AHEAD = 300
MOST_COLUMNS = 2_000


class CsvFile:
    """A CSV file whose heading was read: what was found out about it, and its rows.

    >>> file = CsvFile(stream)
    >>> file.mapping.as_dict()
    >>> for card in file.cards(file.mapping.changed({"Klant": "external_id"})): ...
    """

    def __init__(self, stream: BinaryIO, *, encoding: str = "", delimiter: str = "") -> None:
        start = start_of(stream, encoding)
        self.encoding = start.encoding
        self.dialect = Dialect(delimiter) if delimiter else dialect_of(start.text)
        self.records = records(lines(stream, start), *self.dialect)
        self.errors: list[RowError] = []
        self.headers = self._read_headers()
        self.mapping = recognise(self.headers[:MOST_COLUMNS])

    def cards(self, mapping: Mapping | None = None) -> Iterator[Card | RowError]:
        """Each row as a card or an error, in order, once."""
        return (card for card in self.wanted_cards(mapping or self.mapping) if card is not None)

    def wanted_cards(
        self, mapping: Mapping, wanted: Wanted | None = None
    ) -> Iterator[Card | RowError | None]:
        """The same; a row of which its names alone say that it is of a kind nobody wants is none."""
        yield from self.errors
        if self.errors:
            return
        ahead = list(islice(self.records, LOOK_AHEAD))
        reader = RowReader(mapping, order_in(_birthdays(mapping, ahead)))
        for record in chain(ahead, self.records):
            if isinstance(record, RowError):
                yield record
            elif wanted and (kind := reader.kind(record.cells)) and not wanted(kind):
                yield None
            elif (card := reader.read(record.cells, record.line)) is not None:
                yield card

    def _read_headers(self) -> list[str]:
        first = next(self.records, None)
        if first is None:
            self.errors.append(RowError(1, "table.empty"))
            return []
        if isinstance(first, RowError):
            self.errors.append(first)
            return []
        if len(first.cells) > MOST_COLUMNS:
            self.errors.append(RowError(first.line, "table.too_many_columns", {"limit": MOST_COLUMNS}))
        elif not recognise(first.cells).targets:
            self.errors.append(RowError(first.line, "table.no_columns", {}, tuple(first.cells)))
        return first.cells


def read_csv(stream: BinaryIO, mapping: Mapping | None = None) -> Iterator[Card | RowError]:
    """Each row of a CSV file as a card or an error, in order. Without a mapping the heading says what goes where.

    Encoding and delimiter are found out; memory holds a few hundred rows, however long the file is.
    """
    yield from CsvFile(stream).cards(mapping)


def _birthdays(mapping: Mapping, ahead: list[Record | RowError]) -> Iterator[str]:
    columns = [index for index, target in mapping.targets.items() if target.field == "birthday"]
    for record in ahead:
        if isinstance(record, Record):
            yield from (record.cells[index] for index in columns if index < len(record.cells))
