"""`kaartenbak check`"""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli import progress
from kaartenbak.cli.command import Command
from kaartenbak.cli.outcomes import REFUSED, say

MOST_SHOWN = 10


class Check(Command):
    """Check that all is well: settings, database, tables, the search index and the history against the tables.

    What is wrong is listed, and the exit status is 1. Nothing is changed, unless `--reindex` asks for it.
    """

    name = "check"
    needs_register = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--deploy", action="store_true", help="also what matters when others reach the server"
        )
        parser.add_argument(
            "--reindex", action="store_true", help="make the search index anew before looking"
        )

    def run(self, asked: argparse.Namespace) -> int | None:
        from kaartenbak.cli import checks

        wrong = 0
        if asked.reindex:
            with progress.shown(_("Search index")):
                count = checks.make_index_anew()
            anew = ngettext("{count} contact was indexed anew.", "{count} contacts were indexed anew.", count)
            say(anew.format(count=count))
        with progress.shown(_("Check")):
            for title, check in checks.CHECKS.items():
                found = list(check(asked.deploy))
                say(f"{title}: {_('in order') if not found else ''}")
                for line in found[:MOST_SHOWN]:
                    say(f"  {line}")
                if len(found) > MOST_SHOWN:
                    more = len(found) - MOST_SHOWN
                    say(
                        "  " + ngettext("… and {count} more.", "… and {count} more.", more).format(count=more)
                    )
                wrong += len(found)
                if found and check in checks.NEEDED:
                    break
        return REFUSED if wrong else None
