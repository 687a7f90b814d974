"""The rows of an import that were rejected, as a table to mend and bring in again."""

from collections.abc import Iterator

from django.utils.translation import get_language, override

from kaartenbak.core import messages
from kaartenbak.exchange.formats.table.writing import csv_blocks
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.rules.plan import Outcome


def rejects(record: Import) -> Iterator[bytes]:
    """A CSV file: the line, the reason, and the cells under their headings."""
    rows = ImportedRow.objects.filter(brought_by=record, outcome=Outcome.REJECTED).order_by("line", "id")
    headings = ["line", "reason", *record.headings]
    # The file is made after the reader's request has ended, so his language is kept.
    language = get_language()
    return csv_blocks((row_of(row, language) for row in rows.iterator(chunk_size=500)), headings)


def row_of(row: ImportedRow, language: str | None) -> list[str]:
    """One row, with why it was rejected."""
    with override(language):
        reasons = " ".join(messages.text(note["code"], note["facts"]) for note in row.notes)
    return [str(row.line), reasons, *map(str, row.source)]
