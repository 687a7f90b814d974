"""Fills the register that the environment names with generated contacts, and makes a user to sign in with.

KAARTENBAK_HOME=… python -m bench.filling 100000 [--rare]

With `--rare` many people have a surname of their own (`bench/rare.py`), as in a register of a million contacts.
"""

import os
import sys
from datetime import date, timedelta
from itertools import batched
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")

import django

django.setup()

from django.core.management import call_command

from bench.generate import contacts
from bench.rare import with_rare_surnames
from kaartenbak.accounts import ops as accounts
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.ops.address_ranges import add_range
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.contacts.ops.bulk import create_cards
from kaartenbak.contacts.ops.create import create_contact, drafted
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.operations import LongOperation, declare_long
from kaartenbak.setup.ops.codes import create_code
from kaartenbak.setup.ops.filling import seed

BLOCK = 1_000
FILLING = declare_long("bench.fill", needs="contacts.import", title="Filled for a benchmark")
HEAVY = "Zwaarste Kaart"
NAME, PASSWORD = "bench", "paardenbloem-onder-glas"
# Groups and comments are for `bench.files`. The company is given as a card: a name would be looked up anew in each block.
LEFT_OUT = frozenset({"mailing_groups", "industry_groups", "comment", "company_name"})


def fill(count: int, *, rare: bool = False) -> None:
    """Make `count` contacts, companies and the people who work there."""
    work = LongOperation(FILLING.kind, SYSTEM, needs=FILLING.needs)
    employers: dict[str, Any] = {}
    rows = with_rare_surnames(contacts(count)) if rare else contacts(count)
    for block in batched(rows, BLOCK):
        with work.block():
            desk = Desk(SYSTEM)
            for kind in ("company", "person"):
                desk.hold_many(employers[name] for row in block if (name := row["company_name"]) in employers)
                made = create_cards(
                    [drafted(values(row, employers), desk) for row in block if row["kind"] == kind], desk
                )
                if kind == "company":
                    employers |= {card.name: card for card in made}


def fill_heavy() -> None:
    """Make a company with 50 addresses, 200 periods and 100 codes."""
    card = create_contact(values={"name": HEAVY, "city": "Gent"}, by=SYSTEM)
    for turn in range(50):
        place = {"code": f"F{turn:02}", "street": f"Kaai {turn + 1}", "postcode": "9000", "city": "Gent"}
        address = add_address(contact=card, values=place, by=SYSTEM)
        for quarter in range(4):
            starts = date(2000 + turn, 1 + 3 * quarter, 1)
            add_range(address=address, starts=starts, ends=starts + timedelta(days=30), by=SYSTEM)
    for turn in range(100):
        group = create_code(model=MailingGroup, code=f"B{turn:03}", description=f"Brief {turn}", by=SYSTEM)
        assign(contact=card, code=group, by=SYSTEM)


def values(row: dict[str, str], employers: dict[str, Any]) -> dict[str, Any]:
    """A generated row as the operations take it."""
    found: dict[str, Any] = {name: value for name, value in row.items() if value and name not in LEFT_OUT}
    employer = employers.get(row["company_name"])
    return found | ({"company": employer} if employer else {})


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    seed(by=SYSTEM)
    fill(int(sys.argv[1]), rare="--rare" in sys.argv)
    fill_heavy()
    accounts.create_user(username=NAME, password=PASSWORD, role="admin", by=SYSTEM)
