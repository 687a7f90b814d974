"""The plan of an import, worked on before it is done: other choices, and cells mended by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused
from kaartenbak.exchange.formats.files import VCARD, columns_of, inspect, table_in
from kaartenbak.exchange.formats.table.reading import TableFile
from kaartenbak.exchange.formats.vcard import read_vcards
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import keeping, suspecting, uploads
from kaartenbak.exchange.ops.blocks import Block
from kaartenbak.exchange.ops.imports import NEEDS, rejected, terms_for
from kaartenbak.exchange.rules.card import Card, Unreadable
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.offer import offer_of
from kaartenbak.exchange.rules.plan import MATCHES, Mode, Outcome, Phase

MOST_MENDED = 2_000
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Choices:
    """How a file is to be brought in; `mapping` and `layout` as in `Wanted`."""

    mode: Mode
    match: tuple[str, ...]
    mapping: Mapping[str, str | None]
    layout: Layout


def plan_anew(*, record: Import, choices: Choices, by: Actor) -> None:
    """Work the plan out with other choices; what was mended by hand stays."""
    refuse_begun(record, by)
    unknown = [name for name in choices.match if name not in MATCHES]
    if unknown:
        raise Refused("value.choice", field="match", value=unknown[0][:40], choices=", ".join(MATCHES))
    layout = replace(choices.layout, mended=Layout.of(record.layout).mended)
    inspect(uploads.file_of(record), record.format, choices.mapping, layout)
    keeping.keep_terms(
        record,
        mode=choices.mode.value,
        match=list(choices.match),
        mapping=dict(choices.mapping),
        layout=layout.as_dict(),
    )
    uploads.queue(record, dry_run=True, by=by)


def mend_row(*, record: Import, line: int, cells: Sequence[str], by: Actor) -> ImportedRow:
    """Give a row other cells, and tell what would become of it now."""
    with keeping.held(record):
        return mended_row(record, line, cells, by)


def mend_cells(*, record: Import, line: int, cells: Mapping[str, str], by: Actor) -> ImportedRow:
    """The same with some cells, by the names of their columns; a name that no column has is refused."""
    with keeping.held(record):
        refuse_begun(record, by)
        names, present = cells_on(record, line)
        unknown = [name for name in cells if name not in names]
        if unknown:
            raise Refused("import.no_column", field="cells", name=unknown[0][:60])
        wanted = [cells.get(name, there) for name, there in zip(names, present, strict=False)]
        return mended_row(record, line, wanted, by)


def mended_row(record: Import, line: int, cells: Sequence[str], by: Actor) -> ImportedRow:
    """Give a row of a plan that is held these cells."""
    refuse_begun(record, by)
    row = row_on(record, line)
    headings, present = cells_on(record, line, mended=False)
    changed = {
        name: text[:LONGEST_CELL]
        for name, there, text in zip(headings, present, cells, strict=False)
        if text != there
    }
    layout = Layout.of(record.layout)
    mended = {each: texts for each, texts in layout.mended.items() if each != str(line)}
    if len(mended) >= MOST_MENDED:
        raise Refused("import.mended_most", limit=MOST_MENDED)
    mended |= {str(line): changed} if changed else {}
    keeping.keep_terms(record, layout=replace(layout, mended=mended).as_dict())
    keeping.replace_row(record, row, planned_again(record, row, by))
    return row_on(record, line)


def cells_on(record: Import, line: int, *, mended: bool = True) -> tuple[tuple[str, ...], list[str]]:
    """The headings, and the cells of the row on a line."""
    layout = Layout.of(record.layout)
    if record.format == VCARD:
        raise NotFound("import.no_row", line=line)
    if record.phase == Phase.DONE:
        raise Refused("import.done", file=record.file_name)
    with uploads.file_of(record).open("rb") as stream:
        file = table_in(stream, record.format, layout if mended else replace(layout, mended={}))
        only(file, line)
        mapping = columns_of(file, record.mapping)
        for found in file.records:
            if not isinstance(found, Unreadable):
                return mapping.names, file.shown(found, mapping)
    raise NotFound("import.no_row", line=line)


def cells_by_name(record: Import, line: int) -> dict[str, str]:
    """The cells of the row on a line by the names of their columns; none of a vCard, and once the file is gone."""
    if record.format == VCARD or not record.stored or record.phase == Phase.DONE:
        return {}
    return dict(zip(*cells_on(record, line), strict=False))


def planned_again(record: Import, former: ImportedRow, by: Actor) -> keeping.Row:
    """What would become of a row now; which row before it that is the same as, is told while both are there."""
    told = (suspecting.SAME_AS_ROW, suspecting.REPEATS_ROW)
    alike = [keeping.Note(**note) for note in former.notes if note["code"] in told]
    earlier = suspecting.Earlier()
    for note in alike:
        planned_row(record, note.facts["line"], by, earlier)
    row = planned_row(record, former.line, by, earlier)
    # A row that makes no card was not compared: what it was before stays true of it.
    return row if row.outcome is Outcome.CREATED else replace(row, notes=[*row.notes, *alike])


def planned_row(record: Import, line: int, by: Actor, earlier: suspecting.Earlier) -> keeping.Row:
    """What would become of the row on a line, which is compared with `earlier` ones."""
    card = card_on(record, line)
    if card is None:
        return keeping.Row(line, Outcome.SKIPPED)
    if isinstance(card, Unreadable):
        return rejected(card)
    terms = terms_for(record, by, writes=False)
    return Block([offer_of(card, terms.home)], terms, earlier).write().rows[0]


def card_on(record: Import, line: int) -> Card | Unreadable | None:
    """The card that begins on a line."""
    with uploads.file_of(record).open("rb") as stream:
        if record.format == VCARD:
            return next((each for each in read_vcards(stream) if each.line == line), None)
        file = table_in(stream, record.format, Layout.of(record.layout))
        only(file, line)
        return next(file.cards(columns_of(file, record.mapping)), None)


def only(file: TableFile, line: int) -> None:
    """Leave of the rows of a file the one on this line."""
    file.records = (each for each in file.records if each.line == line)


def row_on(record: Import, line: int) -> ImportedRow:
    """What is planned for a line."""
    row = ImportedRow.objects.filter(brought_by=record, line=line).first()
    if row is None:
        raise NotFound("import.no_row", line=line)
    return row


def refuse_begun(record: Import, by: Actor) -> None:
    """Refuse to change the plan of an import that is being done, or is done."""
    if not by.may(NEEDS):
        raise NotAllowed(NEEDS)
    if record.phase == Phase.DONE:
        raise Refused("import.done", file=record.file_name)
    job = uploads.job_of(record)
    if record.operation_id or (job is not None and not job.is_over):
        raise Refused("import.busy", file=record.file_name)
