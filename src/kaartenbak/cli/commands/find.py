"""`kaartenbak find`"""

import argparse
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kaartenbak.cli.command import Command, actor, add_user, between
from kaartenbak.cli.outcomes import say

if TYPE_CHECKING:
    from kaartenbak.contacts.models import Contact

MOST = 1_000


class Find(Command):
    """Find contacts by any words of theirs, as the search box does: names, towns, numbers, addresses, codes."""

    name = "find"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("text", nargs="+", help="the words, in any order and as far as you know them")
        parser.add_argument(
            "--limit", type=between(1, MOST), default=20, metavar="N", help="at most N (default: 20)"
        )
        parser.add_argument("--json", action="store_true", help="as JSON, one contact to a line")
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.search import queries

        found = queries.find(" ".join(asked.text), by=actor(asked), limit=asked.limit)
        if asked.json:
            print_records(found)
        elif found:
            for card in found:
                say("  ".join(line_of(card)))
        else:
            say(_("Nothing was found."))


def print_records(cards: "list[Contact]") -> None:
    """The cards as the API shows them, a line of JSON each."""
    from kaartenbak.api.encoding import encode
    from kaartenbak.contacts.api.record import records
    from kaartenbak.contacts.models import Contact

    shown = records(Contact.objects.filter(pk__in=[card.pk for card in cards]))
    by_uid = {each["uid"]: each for each in shown}
    for card in cards:
        say(encode(by_uid[str(card.uid)]).decode())


def line_of(card: "Contact") -> list[str]:
    """A card on one line: its number, name, company and place."""
    company = card.company_name if card.company_id else ""
    place = " ".join(part for part in (card.postcode, card.city) if part)
    return [part for part in (card.number, card.name, company, place) if part]
