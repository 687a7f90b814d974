"""`kaartenbak export`"""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli import progress
from kaartenbak.cli.command import Command, actor, add_user
from kaartenbak.cli.filters import add_filters, filters_of
from kaartenbak.cli.outcomes import complain
from kaartenbak.core.refusals import Refused
from kaartenbak.jobs.progress import report

if TYPE_CHECKING:
    from kaartenbak.contacts.queries import Cards
    from kaartenbak.core.actor import Actor

# A name without an ending is a table as well.
ENDINGS = {
    "": "csv", ".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcf", ".vcard": "vcf", ".json": "json", ".jcard": "jcard",
    ".jscontact": "jscontact",
}  # fmt: skip


class ExportFile(Command):
    """Write contacts to a file, as CSV, Excel workbook, vCard, JSON, jCard or JSContact; without a file, or with -, to standard
    output.

    Filters are those of the list in the API, such as `--filter city=Gent --filter kind=company`; one that is repeated
    means any of its values. Contacts that are blocked for privacy are left out unless `privacy_blocked=true` asks for them
    alone, or `--with-blocked` for all, as for a whole register that moves to another installation.
    """

    name = "export"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", help="the file to write (default: standard output)"
        )
        parser.add_argument(
            "--format",
            choices=("csv", "xlsx", "vcard", "json", "jcard", "jscontact"),
            default="",
            help="default: as the file is called",
        )
        parser.add_argument(
            "--version", choices=("3.0", "4.0"), default="3.0", help="of vCards (default: 3.0)"
        )
        parser.add_argument("--columns", default="", metavar="NAMES", help="of a table, in this order")
        parser.add_argument(
            "--headings", choices=("nl", "en", "fr", "de"), default="", help="in words of this language"
        )
        parser.add_argument(
            "--with-blocked", action="store_true", help="also the contacts that are blocked for privacy"
        )
        add_filters(parser)
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.exchange import queries
        from kaartenbak.exchange.ops.exports import enter_export

        by, filters = actor(asked), filters_of(asked.filter)
        format = {"vcard": "vcf"}.get(asked.format, asked.format) or format_of(asked.file)
        cards = queries.chosen(filters, by=by, with_blocked=asked.with_blocked)
        blocks = self.blocks(asked, format, cards)
        with written(asked.file) as file, progress.shown(asked.file):
            enter_export(cards=cards, format=format, filters=filters, by=by)
            size = 0
            for block in blocks:
                file.write(block)
                size += len(block)
                report(size // 1024, message=_("{size} kB").format(size=size // 1024))
        if not asked.with_blocked:
            tell_blocked(filters, by)

    def blocks(self, asked: argparse.Namespace, format: str, cards: "Cards") -> Iterator[bytes]:
        """The octets of the file."""
        from kaartenbak.exchange import queries

        if format == "vcf":
            return queries.as_vcards(cards, asked.version)
        if format in {"json", "jcard", "jscontact"}:
            made = {"json": queries.as_json, "jcard": queries.as_jcards, "jscontact": queries.as_jscontacts}
            return made[format](cards)
        columns = [name.strip() for name in asked.columns.split(",") if name.strip()]
        make = queries.as_xlsx if format == "xlsx" else queries.as_csv
        return make(cards, columns, language=asked.headings)


def tell_blocked(filters: dict[str, Any], by: "Actor") -> None:
    """Say how many contacts would be in the file if they were not blocked for privacy; never in the output itself."""
    from kaartenbak.exchange import queries

    blocked = queries.blocked_among(filters, by=by)
    said = ngettext(
        "{count} contact is blocked for privacy and was left out.",
        "{count} contacts are blocked for privacy and were left out.",
        blocked,
    )
    if blocked:
        complain([said.format(count=blocked)])


def format_of(name: str) -> str:
    """The format that a file's ending stands for."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused("cli.format", file=name, ending=ending)
    return ENDINGS[ending]


@contextlib.contextmanager
def written(name: str) -> Iterator[BinaryIO]:
    """The file to write to; one that is not finished does not stay, and does not take the place of another."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = Path(f"{name}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(name)
    finally:
        unfinished.unlink(missing_ok=True)
