"""`kaartenbak import`"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli import progress
from kaartenbak.cli.command import Command, actor, add_user
from kaartenbak.cli.outcomes import say
from kaartenbak.core import messages
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.rules import layout
from kaartenbak.exchange.rules.plan import DEFAULT_MATCH, MATCHES, Mode

if TYPE_CHECKING:
    from kaartenbak.exchange.models import Import

MOST_REMARKS = 10


def several(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in names if name not in MATCHES]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(MATCHES)}")
    return names


class ImportFile(Command):
    """Bring in the contacts of a CSV file, a workbook (.xlsx), vCards or JSON, as one operation that can be undone.

    The columns of a table are recognised by their headings, in Dutch, English, French and German. What has no field, or
    what a rule refuses, is kept in a comment on the card. An import that was stopped halfway goes on when the same command
    is given again.
    """

    name = "import"
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file")
        parser.add_argument(
            "--format",
            choices=("csv", "xlsx", "vcard", "json"),
            default="",
            help="the format, if it is not recognised",
        )
        parser.add_argument(
            "--sheet", default="", metavar="NAME", help="of a workbook (default: the likely one)"
        )
        add_reading(parser)
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE", help="JSON: for columns by heading, the field, or null"
        )
        parser.add_argument(
            "--match",
            type=several,
            default=DEFAULT_MATCH,
            metavar="NAMES",
            help=f"by what a card is found: {', '.join(MATCHES)} (default: {','.join(DEFAULT_MATCH)})",
        )
        parser.add_argument(
            "--mode",
            choices=[mode.value for mode in Mode],
            default=Mode.CREATE.value,
            help="create leaves cards alone that are there; update gives them the values of the file; fill those they do "
            "not have; upsert is update and create (default: create)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.exchange.models import ImportedRow
        from kaartenbak.exchange.ops.imports import Wanted, import_file, plan_file

        wanted = Wanted(
            path=asked.file,
            format=asked.format,
            mode=Mode(asked.mode),
            match=asked.match,
            mapping=mapping_in(asked.mapping) if asked.mapping else {},
            layout=layout_of(asked),
        )
        by = actor(asked)
        with progress.shown(asked.file.name):
            if asked.dry_run:
                plan = plan_file(wanted, by=by)
                record, rows = (
                    plan.record,
                    [(row.line, row.outcome.value, noted(row.notes)) for row in plan.rows],
                )
            else:
                record = import_file(wanted, by=by)
                kept = ImportedRow.objects.filter(brought_by=record).order_by("line")
                rows = [(row.line, row.outcome, row.notes) for row in kept.iterator()]
        tell(record, rows)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How a table is to be read, where that is not recognised, and what every row has."""
    told = "(default: recognised)"
    parser.add_argument("--encoding", choices=layout.ENCODINGS, default="", help=f"of a CSV file {told}")
    parser.add_argument("--delimiter", choices=layout.DELIMITERS, default="", help=f"of a CSV file {told}")
    parser.add_argument(
        "--quote", choices=layout.QUOTES, default="", help=f"the mark around cells of a CSV file {told}"
    )
    parser.add_argument("--header", type=int, default=0, metavar="LINE", help=f"of the headings {told}")
    parser.add_argument(
        "--decimal", choices=layout.DECIMALS, default="", help="the sign before a fraction in a CSV file"
    )
    parser.add_argument(
        "--dates", choices=layout.DATES, default="", help=f"what comes first in 3/4/1980 {told}"
    )
    parser.add_argument(
        "--fixed",
        type=pair,
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="a value that every row has; may be given several times",
    )


def pair(text: str) -> tuple[str, str]:
    """A field and its value."""
    name, sign, value = text.partition("=")
    if not (name.strip() and sign and value.strip()):
        raise argparse.ArgumentTypeError(f"{text} is not FIELD=VALUE")
    return name.strip(), value.strip()


def layout_of(asked: argparse.Namespace) -> layout.Layout:
    """How the table is to be read."""
    return layout.Layout(
        sheet=asked.sheet,
        encoding=asked.encoding,
        delimiter=layout.DELIMITERS.get(asked.delimiter, ""),
        header=max(asked.header, 0),
        quote=layout.QUOTES.get(asked.quote, ""),
        decimal=layout.DECIMALS.get(asked.decimal, ""),
        dates=asked.dates,
        fixed=dict(asked.fixed),
    )


def mapping_in(path: Path) -> dict[str, str | None]:
    """The mapping that a file holds."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise Refused("import.no_file", file=path.name) from None
    except ValueError as mistake:
        raise Refused("cli.json", file=str(path), reason=str(mistake)) from None
    if not isinstance(found, dict) or not all(isinstance(each, str | None) for each in found.values()):
        raise Refused("cli.json", file=str(path), reason="an object of texts is expected")
    return found


def noted(notes: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"code": note.code, "field": note.field, "facts": note.facts} for note in notes]


def tell(record: "Import", rows: list[tuple[int, str, list[dict[str, Any]]]]) -> None:
    """What became of the rows: how many of each, why those that were left out were, and how to take it back."""
    tell_rows(rows)
    say(sum_of(record))
    if record.companies:
        made = ngettext(
            "{count} company was made because people work there.",
            "{count} companies were made because people work there.",
            record.companies,
        )
        say(made.format(count=record.companies))
    if record.kept:
        lines = ", ".join(f"{name} ({count})" for name, count in sorted(record.kept.items()))
        say(_("Lines of cards without a field for them, kept as comments: {lines}.").format(lines=lines))
    if record.operation_id:
        say(_("To take it back: kaartenbak undo {operation}").format(operation=record.operation_id))


def tell_rows(rows: list[tuple[int, str, list[dict[str, Any]]]]) -> None:
    """Every row that was left out, and the first of those with a remark."""
    remarks, words = 0, outcome_words()
    for line, outcome, notes in rows:
        remarks += outcome != "rejected"
        if outcome == "rejected" or remarks <= MOST_REMARKS:
            say(f"{_('Line')} {line}, {words[outcome]}: {' '.join(map(sentence, notes))}")
    if remarks > MOST_REMARKS:
        more = remarks - MOST_REMARKS
        said = ngettext("… and {count} more with a remark.", "… and {count} more with a remark.", more)
        say(said.format(count=more))


def outcome_words() -> dict[str, str]:
    """What may become of a row, in the language of the terminal."""
    return {
        "created": _("created"),
        "updated": _("updated"),
        "linked": _("linked"),
        "skipped": _("skipped"),
        "rejected": _("rejected"),
    }


def sum_of(record: "Import") -> str:
    """How many rows had each outcome; these add up."""
    outcomes = ("created", "updated", "linked", "skipped", "rejected")
    said = ngettext(
        "{rows} row = {created} created + {updated} updated + {linked} linked + {skipped} skipped + {rejected} rejected.",
        "{rows} rows = {created} created + {updated} updated + {linked} linked + {skipped} skipped + {rejected} rejected.",
        record.rows,
    )
    return said.format(rows=record.rows, **{name: getattr(record, name) for name in outcomes})


def sentence(note: dict[str, Any]) -> str:
    """A note in words."""
    said = messages.text(note["code"], note["facts"])
    return f"{note['field']}: {said}" if note["field"] else said
