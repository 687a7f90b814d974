"""`kaartenbak duplicates scan`"""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli.command import Command
from kaartenbak.cli.outcomes import say
from kaartenbak.cli.progress import shown


class Scan(Command):
    """Compare all contacts, and find those that may be in the register twice.

    What was found stands on the page Duplicates; pairs that somebody called different are not reported again.
    """

    name = "scan"

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.duplicates.scanning import scan

        with shown(_("Comparing the cards")):
            found = scan()
        compared = ngettext(
            "{count} contact was compared.", "{count} contacts were compared.", found["contacts"]
        ).format(count=found["contacts"])
        pairs = ngettext(
            "{count} pair may be the same.", "{count} pairs may be the same.", found["pairs"]
        ).format(count=found["pairs"])
        say(f"{compared} {pairs}")
