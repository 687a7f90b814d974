"""`kaartenbak init`"""

import argparse

from django.utils.translation import gettext as _

from kaartenbak.cli.command import Command
from kaartenbak.cli.outcomes import say


class Init(Command):
    """Make the home folder, the database and the code tables; what is there already stays.

    A database of an older version is brought up to date.
    """

    name = "init"
    needs_register = False
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="put the demonstration company into an empty register"
        )

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.cli import register

        register.home()
        register.make_ready(upgrade=True)
        say(_("The register is in {home}.").format(home=register.home()))
        if asked.demo:
            self.add_demonstration()

    def add_demonstration(self) -> None:
        """Fill an empty register, and say what came of it."""
        from kaartenbak.demo.ops import fill

        added = fill()
        if added:
            contacts = sum(added[each] for each in ("Company", "Employee", "Independent"))
            say(_("The demonstration company is in it, with {count} contacts.").format(count=contacts))
        else:
            say(_("It holds contacts already, so the demonstration company was left out."))
