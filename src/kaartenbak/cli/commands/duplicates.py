"""`kaartenbak duplicates scan`"""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli.command import Command, actor, add_user
from kaartenbak.cli.filters import add_filters, filters_of
from kaartenbak.cli.outcomes import say
from kaartenbak.cli.progress import shown


class Scan(Command):
    """Compare all contacts, and find those that may be in the register twice.

    With filters only those contacts are compared with all others, such as `--filter city=Gent`. The search strings of
    companies are made anew, whatever the setup says. What was found stands on the page Duplicates; pairs that somebody called
    different are not reported again.
    """

    name = "scan"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        add_filters(parser)
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.contacts.queries import visible_to
        from kaartenbak.core.refusals import NotAllowed
        from kaartenbak.duplicates.scanning import compare, scan, some_of
        from kaartenbak.search.filters import filtered, refuse_unknown

        by, filters = actor(asked), filters_of(asked.filter)
        if not by.may("contacts.merge"):
            raise NotAllowed("contacts.merge")
        refuse_unknown(filters)
        with shown(_("Comparing the cards")):
            found = compare(some_of(filtered(visible_to(by), filters, by=by))) if filters else scan()
        compared = ngettext(
            "{count} contact was compared.", "{count} contacts were compared.", found["contacts"]
        ).format(count=found["contacts"])
        pairs = ngettext(
            "{count} pair may be the same.", "{count} pairs may be the same.", found["pairs"]
        ).format(count=found["pairs"])
        say(f"{compared} {pairs}")
