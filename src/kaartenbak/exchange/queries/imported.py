"""Imports and what became of their rows, for those who may see them."""

from django.db.models import OuterRef, QuerySet, Subquery

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.rules.plan import Outcome

# What narrows the rows to those whose card may be there already.
SUSPECTS = "duplicate"


def imports_of(actor: Actor) -> "QuerySet[Import]":
    """The imports an actor may see: his own, and everybody's for an administrator."""
    if actor.may("accounts.change"):
        return Import.objects.all()
    return Import.objects.filter(user_id=actor.user_id or 0)


def import_of(ref: str | int, *, by: Actor) -> Import:
    """The import of a number."""
    text = str(ref)
    known = text.isascii() and text.isdigit() and len(text) <= 18
    record = imports_of(by).filter(pk=int(text)).first() if known else None
    if record is None:
        raise NotFound("import.not_found", ref=text[:40])
    return record


def with_numbers(rows: "QuerySet[ImportedRow]") -> "QuerySet[ImportedRow]":
    """The same, each with the number of the contact that it found or that was made of it (`contact`), none without one."""
    return rows.annotate(contact=Subquery(Contact.objects.filter(pk=OuterRef("card")).values("number")))


def rows_of(record: Import, outcome: str = "") -> "QuerySet[ImportedRow]":
    """What became of its rows, or of those with one outcome, or of those whose card may be there already."""
    rows = ImportedRow.objects.filter(brought_by=record)
    if outcome == SUSPECTS:
        return rows.exclude(suspect="")
    return rows.filter(outcome=outcome) if outcome in list(Outcome) else rows
