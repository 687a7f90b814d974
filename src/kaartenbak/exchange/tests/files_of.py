"""Small files, brought in by the tests."""

import tempfile
from pathlib import Path

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops.imports import Planning, Wanted, import_file, plan_file
from kaartenbak.exchange.rules.plan import Mode, Outcome
from kaartenbak.history.models import Operation
from kaartenbak.testing.cast import EDITOR

OUTCOMES = [each.value for each in Outcome]


def a_file(text: str | bytes, ending: str = ".csv") -> Path:
    """A file with this text."""
    path = Path(tempfile.mkdtemp()) / f"contacts{ending}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def wanted(text: str | bytes, *, ending: str = ".csv", mode: str = "create", **how: object) -> Wanted:
    return Wanted(a_file(text, ending), mode=Mode(mode), **how)  # type: ignore[arg-type]


def bring(text: str | bytes, *, by: Actor = EDITOR, **how: object) -> Import:
    """Bring in a file with this text."""
    return import_file(wanted(text, **how), by=by)  # type: ignore[arg-type]


def plan(text: str | bytes, *, by: Actor = EDITOR, **how: object) -> Planning:
    """What bringing in a file with this text would do."""
    return plan_file(wanted(text, **how), by=by)  # type: ignore[arg-type]


def outcomes(record: Import) -> dict[str, int]:
    """How many rows had each outcome, those that had none left out."""
    return {name: getattr(record, name) for name in OUTCOMES if getattr(record, name)}


def notes(record: Import) -> list[tuple[int, str, str | None]]:
    """The line, key and field of everything that was remarked."""
    rows = ImportedRow.objects.filter(brought_by=record).order_by("line")
    return [(row.line, note["code"], note["field"]) for row in rows for note in row.notes]


def operation_of(record: Import) -> Operation:
    """The entry of an import in the history."""
    assert record.operation is not None
    return record.operation


def the_card(name: str) -> Contact:
    """The one card of this name."""
    return Contact.objects.get(name=name)


def kept_on(contact: Contact) -> list[str]:
    """What an import kept on a card as text, line by line."""
    kept = contact.comments.filter(code__in=["IMPORT", "VCARD"]).order_by("id")
    return [line for each in kept for line in each.text.split("\n")]
