"""How long it takes to say whom a card may be that is being typed: the reads and comparisons behind `contacts/check`.

    KAARTENBAK_HOME=… python -m bench.typed            asks a register that `bench.filling` filled (or KAARTENBAK_DATABASE_URL)

Each contact that is typed is one of the register, so there is somebody to find. The time is that of the operation, without
HTTP; CPU is the share of this process, which on SQLite is that of the database as well.
"""

import random
import time
from statistics import quantiles

from kaartenbak.cli import program

program.load()

from django.db import connection

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.duplicates.typed import suspects_of
from kaartenbak.jobs import statistics

CARDS, WARM = 200, 20
TYPED = ("kind", "name", "street", "postcode", "city", "birthday")
REACHED_BY = ("phone", "mobile", "email")


def typed(card: Contact) -> dict[str, str]:
    """What somebody types who does not know that the contact is there."""
    values = {name: getattr(card, name) for name in TYPED}
    values |= {each.kind: each.value for each in card.channels.all() if each.kind in REACHED_BY}
    return {name: value for name, value in values.items() if value}


def main() -> None:
    statistics.keep_fresh()
    keys = random.Random(2).sample(list(Contact.objects.values_list("pk", flat=True)), CARDS + WARM)
    cards = [typed(each) for each in Contact.objects.filter(pk__in=keys).prefetch_related("channels")]
    walls, busy, found = [], [], 0
    for place, values in enumerate(cards):
        wall, cpu = time.perf_counter(), time.process_time()
        alike = suspects_of(values, by=SYSTEM)
        if place >= WARM:
            walls.append((time.perf_counter() - wall) * 1000)
            busy.append((time.process_time() - cpu) * 1000)
            found += bool(alike)
    print(f"{Contact.objects.count():,} contacts on {connection.vendor}; found {found} of {len(walls)}")
    for name, times in (("by the clock", walls), ("of this process", busy)):
        parts = quantiles(times, n=20)
        print(f"{name:16} p50 {parts[9]:.1f} ms  p95 {parts[18]:.1f} ms")


if __name__ == "__main__":
    main()
