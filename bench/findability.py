"""Whether people find whom they look for, and how fast: queries of many kinds from generated contacts.

    python -m bench.findability [CONTACTS]                                on SQLite in a temporary folder
    python -m tools.postgres python -m bench.findability [CONTACTS]       on a throw-away PostgreSQL

With KAARTENBAK_HOME (or KAARTENBAK_DATABASE_URL) naming a register that was filled by `bench.filling`, that one is asked.
The time is that of the whole answer to the search box, in the server's process; CPU is that process's own share.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from statistics import quantiles

if "KAARTENBAK_HOME" not in os.environ:
    os.environ["KAARTENBAK_HOME"] = tempfile.mkdtemp(prefix="kaartenbak-bench-")
    atexit.register(shutil.rmtree, os.environ["KAARTENBAK_HOME"], ignore_errors=True)

from kaartenbak.cli import program

program.load()

from django.db import connection
from django.test import Client

from bench.asking import KINDS, queries, register
from bench.filling import NAME
from kaartenbak.accounts.models import User
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.search.queries import find

EACH = 40
SAMPLE = 12_000
# Those the bar of design.md names: a typo, an accent left out, words swapped.
IN_BAR = ("typo", "accents", "words in another order")


def main(count: int) -> None:
    """Fill unless filled, ask, print a line for each kind."""
    if not has_contacts():
        subprocess.run([sys.executable, "-m", "bench.filling", str(count)], check=True)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(username=NAME))
    browser.get("/suggestions/", {"q": "warm up plaese"})
    results: dict[str, list[tuple[int, float, float]]] = {kind: [] for kind in KINDS}
    for kind, query, wanted in queries(register(SAMPLE), EACH):
        wall, busy = timed(browser, query)
        results[kind].append((place_of(wanted, query), wall, busy))
        if "--missed" in sys.argv and results[kind][-1][0] > 5:
            print(f"   missed: {kind}: {query!r} {Contact.objects.get(pk=wanted)} {results[kind][-1][0]}")
    report(results)


def has_contacts() -> bool:
    return "contacts_contact" in connection.introspection.table_names() and Contact.objects.exists()


def timed(browser: Client, query: str) -> tuple[float, float]:
    """The milliseconds of an answer, by the clock and of this process."""
    clock, busy = time.perf_counter(), time.process_time()
    answer = browser.get("/suggestions/", {"q": query})
    assert answer.status_code == 200
    return (time.perf_counter() - clock) * 1000, (time.process_time() - busy) * 1000


def place_of(wanted: int, query: str) -> int:
    """The place of the contact among the first ten; 99 when it is not there."""
    found = [card.pk for card in find(query, by=SYSTEM, limit=10)]
    return found.index(wanted) + 1 if wanted in found else 99


def report(results: dict[str, list[tuple[int, float, float]]]) -> None:
    print(f"{Contact.objects.count():,} contacts on {connection.vendor}\n")
    print(
        f"{'kind':28} {'queries':>7} {'first':>6} {'in 5':>6} {'in 10':>6} {'p50 ms':>7} {'p95 ms':>7} {'p95 CPU':>8}"
    )
    for kind, found in results.items():
        line(kind, found)
    line(
        "typo, accent, order",
        [each for kind, found in results.items() if kind.startswith(IN_BAR) for each in found],
    )
    line("all", [each for found in results.values() for each in found])


def line(kind: str, found: list[tuple[int, float, float]]) -> None:
    if len(found) < 2:
        print(f"{kind:28} {len(found):7}")
        return
    shares = [sum(place <= most for place, _, _ in found) / len(found) for most in (1, 5, 10)]
    walls = quantiles([wall for _, wall, _ in found], n=20)
    busy = quantiles([each for _, _, each in found], n=20)
    share = " ".join(f"{each:6.1%}" for each in shares)
    print(f"{kind:28} {len(found):7} {share} {walls[9]:7.1f} {walls[18]:7.1f} {busy[18]:8.1f}")


if __name__ == "__main__":
    main(next((int(each) for each in sys.argv[1:] if each.isdigit()), 100_000))
