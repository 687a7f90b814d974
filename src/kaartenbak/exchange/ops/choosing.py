"""What somebody chose for a row of a plan: to make the card, to leave the row out, or which card it stands for."""

from collections.abc import Mapping

from kaartenbak.contacts.queries import visible_to
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import keeping, planning, uploads
from kaartenbak.exchange.rules.plan import Choice, Decision

MOST_CHOSEN = 5_000


def choose(*, record: Import, line: int, choice: str, contact: str = "", by: Actor) -> ImportedRow:
    """Say what becomes of a row, or with a blank choice that the file decides; without `contact` it may be the likely one."""
    with keeping.held(record):
        return chosen(record, line, choice, contact, by)


def chosen(record: Import, line: int, choice: str, contact: str, by: Actor) -> ImportedRow:
    """Say what becomes of a row of a plan that is held."""
    planning.refuse_begun(record, by)
    row = planning.row_on(record, line)
    number = contact or row.suspect
    refuse_unknown(choice, number, by)
    decided = {each: told for each, told in record.decided.items() if each != str(line)}
    if choice:
        decided[str(line)] = Decision(Choice(choice), number).told
    refuse_many(decided)
    keeping.keep_terms(record, decided=decided)
    keeping.replace_row(record, row, planning.planned_again(record, row, by))
    return planning.row_on(record, line)


def change_row(
    *,
    record: Import,
    line: int,
    cells: Mapping[str, str] | None = None,
    choice: str | None = None,
    contact: str = "",
    by: Actor,
) -> ImportedRow:
    """Mend cells of a row and say what becomes of it: both or neither; what is none stays."""
    with keeping.held(record):
        if cells:
            planning.mend_cells(record=record, line=line, cells=cells, by=by)
        if choice is not None:
            chosen(record, line, choice, contact, by)
        return planning.row_on(record, line)


def choose_for_all(*, record: Import, choice: str, by: Actor) -> None:
    """Say the same of all rows that may be there already and of which nothing was said, and plan anew."""
    planning.refuse_begun(record, by)
    refuse_unknown(choice, "-", None)
    rows = ImportedRow.objects.filter(brought_by=record, choice="").exclude(suspect="")
    told = dict(rows.order_by("line").values_list("line", "suspect")[: MOST_CHOSEN + 1])
    decided = record.decided | {
        str(line): Decision(Choice(choice), number).told for line, number in told.items()
    }
    refuse_many(decided)
    keeping.keep_terms(record, decided=decided)
    uploads.queue(record, dry_run=True, by=by)


def refuse_unknown(choice: str, number: str, by: Actor | None) -> None:
    """Refuse a choice that there is not, and a card that is not there."""
    if choice and choice not in list(Choice):
        raise Refused("value.choice", field="choice", value=choice[:40], choices=", ".join(Choice))
    if choice == Choice.UPDATE and not number:
        raise Refused("value.required", field="contact")
    if choice == Choice.UPDATE and by is not None and not visible_to(by).filter(number=number).exists():
        raise Refused("import.card_gone", field="contact", contact=number)


def refuse_many(decided: Mapping[str, str]) -> None:
    """Refuse more choices than are kept."""
    if len(decided) > MOST_CHOSEN:
        raise Refused("import.chosen_most", limit=MOST_CHOSEN)
