"""Tables as cards of the exchange, and CSV files as tables."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from kaartenbak.exchange.formats.table.columns import LEFT_OUT, Target
from kaartenbak.exchange.formats.table.dialect import dialect_of
from kaartenbak.exchange.formats.table.encoding import lines, start_of
from kaartenbak.exchange.formats.table.mapping import Mapping, known_fields, recognise
from kaartenbak.exchange.formats.table.numbers import Numbers
from kaartenbak.exchange.formats.table.records import records
from kaartenbak.exchange.formats.table.rows import RowReader, Wanted
from kaartenbak.exchange.rules.birthday import Order, order_in
from kaartenbak.exchange.rules.card import Card, Remark, RowError
from kaartenbak.exchange.rules.layout import AS_FOUND, Layout

LOOK_AHEAD = 300
# Sheets begin with a title, the day they were made and a blank row.
LOOK_FOR_HEADING = 10
MOST_COLUMNS = 2_000


class TableFile:
    """A table whose heading was read: what was found out about it, and its rows.

    `records` are rows with `line` and `cells`, or errors. The heading is the first row, or one soon after it when that is
    a title only.

    >>> file = CsvFile(stream)
    >>> file.mapping.as_dict()
    >>> for card in file.cards(file.mapping.changed({"Klant": "external_id"})): ...
    """

    ends_early = False
    """Whether a row ends with its last cell that says something, so that ending early means nothing."""

    def __init__(self, records: Iterator[Any], layout: Layout = AS_FOUND) -> None:
        self.records, self.layout = records, layout
        self.errors: list[RowError] = []
        self.header_line = 1
        self.headers = self._read_headers()
        self.mapping = recognise(self.headers[:MOST_COLUMNS])
        self.ahead = list(islice(self.records, LOOK_AHEAD))
        self.records = chain(self.ahead, self.records)

    def cards(self, mapping: Mapping | None = None) -> Iterator[Card | RowError]:
        """Each row as a card or an error, in order, once."""
        return (card for card in self.wanted_cards(mapping or self.mapping) if card is not None)

    def wanted_cards(
        self, mapping: Mapping, wanted: Wanted | None = None
    ) -> Iterator[Card | RowError | None]:
        """The same; a row of which its names alone say that it is of a kind nobody wants is none."""
        if not (self.errors or mapping.targets):
            self.errors.append(RowError(self.header_line, "table.no_columns", {}, tuple(self.headers)))
        yield from self.errors
        if self.errors:
            return
        reader = RowReader(with_fixed(mapping, self.layout), self.order(mapping), ends_early=self.ends_early)
        as_is = not (self.layout.mended or self.layout.fixed)
        for record in self.records:
            if isinstance(record, RowError):
                yield record
                continue
            # Most say of what kind they are, and those that nobody wants need not be mended first.
            if wanted and as_is and (kind := reader.kind_said(record.cells)) and not wanted(kind):
                yield None
                continue
            cells, remarks = self.cells_of(record, mapping)
            if wanted and (kind := reader.kind(cells)) and not wanted(kind):
                yield None
            elif (card := reader.read(cells, record.line)) is not None:
                if remarks and isinstance(card, Card):
                    card.remarks = (*remarks, *card.remarks)
                yield card

    def order(self, mapping: Mapping) -> Order:
        """What comes first in the birthdays of this file, by its first rows, also when one row alone is read."""
        return Order(self.layout.dates) if self.layout.dates else order_in(_birthdays(mapping, self.ahead))

    def meant(self, record: Any, mapping: Mapping) -> tuple[Sequence[str], tuple[Remark, ...]]:
        """The cells of a row as they are meant, and a word on those that stood there in another way."""
        return record.cells, ()

    def shown(self, record: Any, mapping: Mapping) -> list[str]:
        """All cells of a row as they are meant, with what was mended by hand."""
        return self._by_hand(record.line, self.meant(record, mapping)[0], mapping)

    def cells_of(self, record: Any, mapping: Mapping) -> tuple[Sequence[str], tuple[Remark, ...]]:
        """The cells of a row with what was mended by hand, and with the values that every row has."""
        cells, remarks = self.meant(record, mapping)
        if str(record.line) in self.layout.mended or self.layout.fixed:
            cells = [*self._by_hand(record.line, cells, mapping), *self.layout.fixed.values()]
        return cells, remarks

    def _by_hand(self, line: int, cells: Sequence[str], mapping: Mapping) -> list[str]:
        names, whole = mapping.names, [*cells, *[""] * (len(mapping.headers) - len(cells))]
        for name, text in self.layout.mended.get(str(line), {}).items():
            if name in names:
                whole[names.index(name)] = text
        return whole

    def _read_headers(self) -> list[str]:
        first = self._heading()
        if first is None:
            self.errors.append(RowError(1, "table.empty"))
            return []
        if isinstance(first, RowError):
            self.errors.append(first)
            return []
        self.header_line = first.line
        if len(first.cells) > MOST_COLUMNS:
            self.errors.append(RowError(first.line, "table.too_many_columns", {"limit": MOST_COLUMNS}))
        return list(first.cells)

    def _heading(self) -> Any:
        """The row that holds the headings; those after it are left to be read."""
        tried: list[Any] = []
        for record in self.records:
            tried.append(record)
            if isinstance(record, RowError) or (not self.layout.header and len(tried) > LOOK_FOR_HEADING):
                break
            if record.line >= self.layout.header if self.layout.header else self._is_heading(record, tried):
                return record
        self.records = chain(tried[1:], self.records)
        return tried[0] if tried else None

    def _is_heading(self, record: Any, tried: Sequence[Any]) -> bool:
        known = len(recognise(record.cells[:MOST_COLUMNS]).targets)
        if len(tried) == 1:
            return known > 0 and sum(map(bool, record.cells)) > 1
        return known > 1


class CsvFile(TableFile):
    """A CSV file; its encoding and how its lines divide are found out, or as chosen."""

    def __init__(
        self, stream: BinaryIO, layout: Layout = AS_FOUND, *, encoding: str = "", delimiter: str = ""
    ) -> None:
        start = start_of(stream, encoding or layout.encoding)
        self.encoding = start.encoding
        self.dialect = dialect_of(start.text, delimiter or layout.delimiter, layout.quote)
        self.numbers: Numbers | None = None
        super().__init__(records(lines(stream, start), self.dialect), layout)

    def meant(self, record: Any, mapping: Mapping) -> tuple[Sequence[str], tuple[Remark, ...]]:
        if self.numbers is None or self.numbers.mapping is not mapping:
            cells = [each.cells for each in self.ahead if not isinstance(each, RowError)]
            self.numbers = Numbers(mapping, cells, self.layout.decimal)
        return self.numbers.meant(record.cells)


def read_csv(stream: BinaryIO, mapping: Mapping | None = None) -> Iterator[Card | RowError]:
    """Each row of a CSV file as a card or an error, in order. Without a mapping the heading says what goes where.

    Encoding and delimiter are found out; memory holds a few hundred rows, however long the file is.
    """
    yield from CsvFile(stream).cards(mapping)


def with_fixed(mapping: Mapping, layout: Layout) -> Mapping:
    """The mapping with a column more for each value that every row has; a column of the same field is left out.

    Raises `KeyError` with the name of a field that does not exist.
    """
    if not layout.fixed:
        return mapping
    targets = dict(mapping.targets)
    for index, name in enumerate(layout.fixed, len(mapping.headers)):
        field, _, label = name.partition(":")
        if field not in known_fields():
            raise KeyError(name)
        targets = {at: LEFT_OUT if each[:2] == (field, label) else each for at, each in targets.items()}
        targets[index] = Target(field, label)
    return Mapping((*mapping.headers, *layout.fixed), targets)


def _birthdays(mapping: Mapping, ahead: list[Any]) -> Iterator[str]:
    columns = [index for index, target in mapping.targets.items() if target.field == "birthday"]
    for record in ahead:
        if not isinstance(record, RowError):
            yield from (record.cells[index] for index in columns if index < len(record.cells))
