"""What stood in the cells of rows that were rejected, so that they can be mended and brought in again."""

from collections.abc import Iterator
from pathlib import Path

from kaartenbak.exchange.formats.files import VCARD, columns_of, table_in
from kaartenbak.exchange.formats.table.reading import TableFile
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import keeping
from kaartenbak.exchange.rules.card import RowError
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Outcome

MOST_KEPT = 20_000


def keep_sources(record: Import, path: Path) -> None:
    """Keep the headings of a table and all cells of the rows that were rejected."""
    if record.format == VCARD:
        return
    rejected = ImportedRow.objects.filter(brought_by=record, outcome=Outcome.REJECTED).order_by("line")
    lines = set(rejected.values_list("line", flat=True)[:MOST_KEPT])
    with path.open("rb") as stream:
        file = table_in(stream, record.format, Layout.of(record.layout))
        keeping.keep_sources(record, file.mapping.names, cells_in(file, record, lines))


def cells_in(file: TableFile, record: Import, lines: set[int]) -> Iterator[tuple[int, list[str]]]:
    """The cells of the rows on these lines."""
    if not lines or file.errors:
        return
    mapping, last = columns_of(file, record.mapping), max(lines)
    for each in file.records:
        if isinstance(each, RowError):
            continue
        if each.line in lines:
            yield each.line, file.shown(each, mapping)
        if each.line >= last:
            return
