"""Files in and out: an import with all that belongs to it, beside a bare insert of the same rows; then exports.

    python -m bench.files [ROWS]                                 on SQLite in a temporary folder
    python -m tools.postgres python -m bench.files [ROWS]        on a throw-away PostgreSQL

The bare insert reads the file with the standard library and writes four tables with eight indexes, in blocks of as many
rows as the import; it knows no rule, keeps no history and finds nothing.
"""

import atexit
import csv
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="kaartenbak-bench-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["KAARTENBAK_HOME"] = str(HOME)

from kaartenbak.cli import program

program.load()

from django.db import connection, transaction

from bench import generate
from kaartenbak.cli import register
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange import queries
from kaartenbak.exchange.ops import chunks, imports

CARD = (
    "external_id",
    "kind",
    "name",
    "first_name",
    "surname",
    "job_title",
    "company_name",
    "vat_number",
    "language",
)
PLACE = ("street", "postcode", "city", "country")
REACHED = ("phone", "mobile", "fax", "email", "email_2", "website")
TABLES = (
    f"CREATE TABLE bare_card (id INTEGER PRIMARY KEY, {', '.join(f'{name} VARCHAR(100)' for name in CARD)})",
    f"CREATE TABLE bare_place (card INTEGER, {', '.join(f'{name} VARCHAR(100)' for name in PLACE)})",
    "CREATE TABLE bare_channel (card INTEGER, kind VARCHAR(10), value VARCHAR(255))",
    "CREATE TABLE bare_group (card INTEGER, code VARCHAR(50))",
    "CREATE INDEX bare_1 ON bare_card (external_id)",
    "CREATE INDEX bare_2 ON bare_card (name)",
    "CREATE INDEX bare_3 ON bare_card (company_name)",
    "CREATE INDEX bare_4 ON bare_place (card)",
    "CREATE INDEX bare_5 ON bare_place (postcode)",
    "CREATE INDEX bare_6 ON bare_channel (card)",
    "CREATE INDEX bare_7 ON bare_channel (value)",
    "CREATE INDEX bare_8 ON bare_group (card)",
)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    register.home()
    register.make_ready(upgrade=True)
    file = HOME / "contacts.csv"
    with file.open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(generate.FIELDS)
        table.writerows(row.values() for row in generate.contacts(rows))
    print(f"{rows:,} contacts on {connection.vendor}\n")
    tell("bare insert into four tables", rows, lambda: insert_bare(file))
    tell("import", rows, lambda: imports.import_file(imports.Wanted(file), by=SYSTEM))
    cards = queries.chosen({}, by=SYSTEM)
    for name, write in (("CSV", queries.as_csv), ("vCard", queries.as_vcards), ("JSON", queries.as_json)):
        tell(f"export as {name}", rows, lambda write=write: spend(write(cards)))


def tell(what: str, rows: int, work: Callable[[], object]) -> None:
    """Do the work, and print how fast that went."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    seconds, processor = time.perf_counter() - started, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{what:30} {seconds:7.1f} s {rows / seconds:9,.0f}/s "
        f"{rows / processor:9,.0f} a processor second   most memory so far {memory} MB",
        flush=True,
    )


def spend(blocks: Iterable[bytes]) -> int:
    return sum(map(len, blocks))


def insert_bare(file: Path) -> None:
    """The rows of the file in four tables, and nothing more."""
    with connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
        with file.open(newline="") as stream:
            for block in batched(enumerate(csv.DictReader(stream), 1), chunks.ROWS_PER_BLOCK):
                with transaction.atomic():
                    write_block(cursor, block)
        for name in ("card", "place", "channel", "group"):
            cursor.execute(f"DROP TABLE bare_{name}")


def write_block(cursor, block: Sequence[tuple[int, dict[str, str]]]) -> None:
    insert(cursor, "bare_card", 1 + len(CARD), ((key, *(row[name] for name in CARD)) for key, row in block))
    insert(
        cursor, "bare_place", 1 + len(PLACE), ((key, *(row[name] for name in PLACE)) for key, row in block)
    )
    insert(cursor, "bare_channel", 3, channels(block))
    insert(
        cursor,
        "bare_group",
        2,
        ((key, code) for key, row in block for code in row["mailing_groups"].split("|") if code),
    )


def channels(block: Sequence[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, str, str]]:
    return ((key, kind, row[kind]) for key, row in block for kind in REACHED if row[kind])


def insert(cursor, table: str, width: int, rows: Iterable[Sequence[object]]) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * width)})", list(rows))


if __name__ == "__main__":
    main()
