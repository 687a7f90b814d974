"""What a file that was stored looks like, and how files with the same headings were brought in before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kaartenbak.exchange.formats.files import VCARD, XLSX, columns_of, table_in
from kaartenbak.exchange.formats.sheets import XlsxFile
from kaartenbak.exchange.formats.table import CsvFile
from kaartenbak.exchange.formats.table import Mapping as Columns
from kaartenbak.exchange.formats.table.reading import TableFile
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.rules.card import RowError
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Phase

SAMPLES, LOOK_AT = 3, 25
LONGEST_SAMPLE = 60
KEPT = "-"


@dataclass(frozen=True)
class ColumnShown:
    """A column of the file: its name, some of its cells, and where it goes: a target, blank for left out, `-` for kept."""

    name: str
    samples: Sequence[str]
    target: str


@dataclass(frozen=True)
class Preview:
    """A table as it was understood."""

    columns: Sequence[ColumnShown]
    sheets: Sequence[str] = ()
    sheet: str = ""
    header_line: int = 1
    found: Mapping[str, str] = field(default_factory=dict)
    """How a CSV file is read: what was found out, or chosen."""

    @property
    def kept(self) -> str:
        """The columns with something in them that go nowhere, so that what they say becomes a comment."""
        return ", ".join(each.name for each in self.columns if each.target == KEPT and each.samples)


NO_TABLE = Preview(())


def preview(record: Import, path: Path) -> Preview:
    """How a stored table is understood, with what was chosen for it."""
    if record.format == VCARD or not path.is_file():
        return NO_TABLE
    with path.open("rb") as stream:
        file = table_in(stream, record.format, Layout.of(record.layout))
        mapping = columns_of(file, record.mapping)
        rows = [
            file.meant(each, mapping)[0]
            for each in islice(file.records, LOOK_AT)
            if not isinstance(each, RowError)
        ]
        labels = {target.label_column for target in mapping.targets.values()}
        columns = [
            ColumnShown(name, samples_of(rows, index), str(mapping.targets.get(index, KEPT)))
            for index, name in enumerate(mapping.names)
            if index not in labels and (says_something(mapping, index) or samples_of(rows, index))
        ]
        if record.format == XLSX and isinstance(file, XlsxFile):
            return Preview(
                columns, [each.name for each in file.book.sheets], file.sheet.name, file.header_line
            )
        found = how_it_is_read(file, mapping)
    return Preview(columns, header_line=file.header_line, found=found)


def says_something(mapping: Columns, index: int) -> bool:
    """Whether the heading of a column tells something: that of what has no heading of its own does not."""
    return bool(mapping.headers[index]) and str(mapping.targets.get(index)) != "extra"


def how_it_is_read(file: TableFile, mapping: Columns) -> dict[str, str]:
    """What was found out of a CSV file."""
    if not isinstance(file, CsvFile):
        return {}
    read = {"encoding": file.encoding.name, "delimiter": file.dialect.delimiter, "quote": file.dialect.quote}
    return read | {"dates": file.order(mapping).value}


def samples_of(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """Some cells of a column that say something."""
    cells = (row[index].strip() for row in rows if index < len(row))
    return [cell[:LONGEST_SAMPLE] for cell in islice(dict.fromkeys(filter(None, cells)), SAMPLES)]


def brought_before(path: Path, format: str) -> Import | None:
    """The last import of a file with the same headings, whose choices may serve once more."""
    if format == VCARD:
        return None
    with path.open("rb") as stream:
        headings = [name[:200] for name in table_in(stream, format).mapping.names]
    return Import.objects.filter(headings=headings, format=format, phase=Phase.DONE).order_by("-id").first()
