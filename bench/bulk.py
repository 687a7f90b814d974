"""What is done to everybody at once: a mailing group for all contacts, and its undo.

python -m bench.bulk [CONTACTS]                                on SQLite in a temporary folder
python -m tools.postgres python -m bench.bulk [CONTACTS]       on a throw-away PostgreSQL
"""

import sys
import time
from collections.abc import Callable

from bench import program

program.migrate()

from django.db import connection

from bench.filling import fill
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.bulk import assign_many, unassign_many
from kaartenbak.contacts.queries import visible_to
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.setup.ops.codes import create_code
from kaartenbak.setup.ops.filling import seed


def main(count: int) -> None:
    """Fill, then do each once and print how long it took."""
    seed(by=SYSTEM)
    fill(count)
    group = create_code(model=MailingGroup, code="ALL", description="Everybody", by=SYSTEM)
    contacts = visible_to(SYSTEM)
    print(f"{count:,} contacts on {connection.vendor}\n")
    tell("a group for all", lambda: assign_many(contacts=contacts, codes=[group], by=SYSTEM))
    tell("undone", lambda: undo(entry=Operation.objects.latest("id"), by=SYSTEM))
    tell("a group for all, again", lambda: assign_many(contacts=contacts, codes=[group], by=SYSTEM))
    tell("taken away from all", lambda: unassign_many(contacts=contacts, codes=[group], by=SYSTEM))


def tell(what: str, work: Callable[[], object]) -> None:
    begun, busy = time.perf_counter(), time.process_time()
    work()
    seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    print(f"{what:26} {seconds:7.1f} s, {processor:7.1f} s of the processor", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
