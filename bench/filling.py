"""Fills the register that the environment names with generated contacts, and makes a user to sign in with.

KAARTENBAK_HOME=… python -m bench.filling 100000
"""

import os
import sys
from itertools import batched
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")

import django

django.setup()

from django.core.management import call_command

from bench.generate import contacts
from kaartenbak.accounts import ops as accounts
from kaartenbak.contacts.ops.bulk import create_cards
from kaartenbak.contacts.ops.create import drafted
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.operations import LongOperation, declare_long
from kaartenbak.setup.ops.filling import seed

BLOCK = 1_000
FILLING = declare_long("bench.fill", needs="contacts.import", title="Filled for a benchmark")
NAME, PASSWORD = "bench", "paardenbloem-onder-glas"
# Groups come with a later issue; the company is given as a card, since a name would be looked up anew in each block.
LEFT_OUT = frozenset({"mailing_groups", "industry_groups", "comment", "company_name"})


def fill(count: int) -> None:
    """Make `count` contacts, companies and the people who work there."""
    work = LongOperation(FILLING.kind, SYSTEM, needs=FILLING.needs)
    employers: dict[str, Any] = {}
    for block in batched(contacts(count), BLOCK):
        with work.block():
            desk = Desk(SYSTEM)
            for kind in ("company", "person"):
                desk.hold_many(employers[name] for row in block if (name := row["company_name"]) in employers)
                made = create_cards(
                    [drafted(values(row, employers), desk) for row in block if row["kind"] == kind], desk
                )
                if kind == "company":
                    employers |= {card.name: card for card in made}


def values(row: dict[str, str], employers: dict[str, Any]) -> dict[str, Any]:
    """A generated row as the operations take it."""
    found: dict[str, Any] = {name: value for name, value in row.items() if value and name not in LEFT_OUT}
    employer = employers.get(row["company_name"])
    return found | ({"company": employer} if employer else {})


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    seed(by=SYSTEM)
    fill(int(sys.argv[1]))
    accounts.create_user(username=NAME, password=PASSWORD, role="admin", by=SYSTEM)
