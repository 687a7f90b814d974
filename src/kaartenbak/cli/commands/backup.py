"""`kaartenbak backup` and `kaartenbak restore`"""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from kaartenbak.cli import progress
from kaartenbak.cli.command import Command
from kaartenbak.cli.outcomes import say


class Backup(Command):
    """Write the whole register into one file, pictures and history included, while others go on working.

    The file can be restored on either database. Keep it safe: it holds all that is known of everybody. The secret key and
    the settings of the home folder are not in it.
    """

    name = "backup"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write, such as kaartenbak.zip")

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.cli import backups

        with progress.shown(asked.file.name):
            manifest = backups.make(asked.file)
        size = asked.file.stat().st_size / 1024**2
        say(
            _("{file}: {rows} rows, {size} MB.").format(
                file=asked.file, rows=manifest.rows, size=f"{size:.1f}"
            )
        )


class Restore(Command):
    """Make the register what it was when the backup was made.

    A register that holds contacts or users is replaced only with `--force`. Until all is in, what is there stays as it is;
    a backup of a newer program is refused.
    """

    name = "restore"
    needs_register = False
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--force", action="store_true", help="replace what is there")

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.cli import register, restoring

        register.home()
        with progress.shown(asked.file.name):
            manifest = restoring.restore(asked.file, force=asked.force)
        told = _("The register is as it was at {moment}: {rows} rows.")
        say(told.format(moment=manifest.made_at[:19].replace("T", " "), rows=manifest.rows))
