"""What the history costs: the same bulk writes with and without it, in turns.

python -m bench.history [ROWS] [RUNS]         on SQLite in a temporary folder
python -m tools.postgres python -m bench.history        on a throw-away PostgreSQL
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import batched
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from bench import program
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core import events
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history import bulk, store
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import LongOperation, declare_long
from kaartenbak.history.planning import present_rows
from kaartenbak.history.registry import Row, tracked
from kaartenbak.history.undo import undo

BENCH = declare_long("bench.history", needs="contacts.import", title="Bench")
BLOCK = 1_000
STREETS = ("Stationsstraat", "Kerkstraat", "Marktplein", "Rue Haute", "Lindenlaan")

Found = dict[str, list[float]]


def cards_values(first: int, count: int) -> list[Row]:
    """Cards filled as usual, numbered from `first`."""
    return [
        {
            "number": f"CT{n:09}",
            "kind": "company",
            "name": f"Drukkerij De Smet {n}",
            "search_name": f"DRUKKERIJ DE SMET {n}",
            "street": f"{STREETS[n % 5]} {n % 300}",
            "postcode": str(1000 + n % 9000),
            "city": "Gent",
            "vat_number": f"BE0{n:09}",
            "name_key": f"drukkerij de smet {n * 7919 % 1_000_003}",
            "list_key": f"drukkerij de smet {n * 7919 % 1_000_003}",
            "postcode_key": str(1000 + n % 9000),
            "tax_key": f"BE0{n:09}",
        }
        for n in range(first, first + count)
    ]


def contacts(first: int, count: int) -> list[Contact]:
    return [Contact(**values) for values in cards_values(first, count)]


def mailboxes(cards: list[Contact]) -> list[Channel]:
    """One e-mail address for each card, which has its key already."""
    return [
        Channel(
            contact=card,
            kind="email",
            value=f"info@{card.number}.example",
            normal=f"info@{card.number}.example",
        )
        for card in cards
    ]


def with_history(body: Callable[[], Any]) -> None:
    LongOperation(BENCH.kind, SYSTEM, needs=BENCH.needs).run(body)


def without_history(body: Callable[[], Any]) -> None:
    with transaction.atomic():
        body()


def insert_bare(model: Any, instances: list[Any]) -> None:
    """The gate's own statements, without a record."""
    table = tracked(model)
    for instance, key in zip(instances, bulk.take_keys(model, len(instances)), strict=True):
        instance.pk = key
    rows = [tuple(getattr(instance, name) for name in table.fields) for instance in instances]
    bulk.insert(model, list(table.fields.values()), rows)


def update_bare(keys: list[int], *, look: bool) -> None:
    """The gate's own statements, without a record: as a register without one would write, or blind.

    Not blind, it looks at what was there before, and counts the version and writes the time of change of each card, which
    lists and readers need with or without a record.
    """
    columns = [tracked(Contact).fields[name] for name in ("city", "county")]
    for block in batched(keys, 500):
        if look:
            present_rows(tracked(Contact), block, ("id", "city", "county"), hold=True)
        bulk.update(Contact, columns, (("Aalst", str(key % 7), key) for key in block))
        if look:
            cards = Contact.objects.filter(bulk.among("pk", block))
            cards.update(version=F("version") + 1, modified_at=timezone.now())


@contextmanager
def timed(found: Found, name: str) -> Iterator[None]:
    gc.collect()
    # SQLite works within the process, so other work on the machine does not count.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    started = clock()
    yield
    found.setdefault(name, []).append(clock() - started)


def create(found: Found, first: int, rows: int, way: str) -> list[int]:
    """Half the rows are cards, half are their mailboxes; gives the keys of the cards."""
    insert, write = (store.create_many, with_history) if way == "with" else (insert_bare, without_history)
    cards = contacts(first, rows // 2)
    with timed(found, f"create, {way} history"):
        write(lambda: (insert(Contact, cards), insert(Channel, mailboxes(cards))))
    return [card.pk for card in cards]


def update(found: Found, keys: list[int], way: str) -> None:
    """Two columns of each card."""
    with timed(found, f"update, {way} history"):
        if way == "with":
            values = {key: {"city": "Aalst", "county": str(key % 7)} for key in keys}
            with_history(lambda: store.update_each(Contact, values))
        else:
            without_history(lambda: update_bare(keys, look=True))
    if way == "without":
        with timed(found, "update, blind"):
            without_history(lambda: update_bare(keys, look=False))


def take_back(found: Found, name: str) -> None:
    entry = Operation.objects.filter(undone_by=None, undoes=None).latest("id")
    with timed(found, name):
        undo(entry=entry, by=SYSTEM)


def bring_in(found: Found, first: int, count: int) -> None:
    """As an import does: blocks of one long operation, cards made from values."""
    work = LongOperation(BENCH.kind, SYSTEM, needs=BENCH.needs)

    def block(start: int) -> None:
        keys = store.create_rows(Contact, cards_values(start, BLOCK))
        mail = [
            {"contact_id": key, "kind": "email", "value": f"{key}@x.be", "normal": f"{key}@x.be"}
            for key in keys
        ]
        store.create_rows(Channel, mail)

    with timed(found, f"{count} cards with a mailbox, from values, in blocks of {BLOCK}"):
        for start in range(first, first + count, BLOCK):
            work.run(lambda start=start: block(start))  # type: ignore[misc]


def one_run(found: Found, rows: int, turn: int) -> None:
    first = turn * 10_000_000
    for way in ("with", "without") if turn % 2 else ("without", "with"):
        keys = create(found, first, rows, way)
        update(found, keys, way)
        first += rows
    if turn % 2:
        return
    take_back(found, "undo of the update")
    take_back(found, "undo of the creation")
    bring_in(found, first, rows // 2)


def table(found: Found) -> Iterator[str]:
    yield "| what | seconds in each run | median |"
    yield "|---|---|---|"
    for name, seconds in found.items():
        yield f"| {name} | {', '.join(f'{each:.2f}' for each in seconds)} | {median(seconds):.2f} |"
    for kind, other in (("create", "without history"), ("update", "without history"), ("update", "blind")):
        pairs = zip(found[f"{kind}, with history"], found[f"{kind}, {other}"], strict=True)
        ratios = [many / bare for many, bare in pairs]
        each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        yield f"| **{kind}: with history : {other}** | {each} | {median(ratios):.2f} |"


def main() -> None:
    rows, runs = (int(given) for given in (sys.argv[1:] + ["100000", "3"][len(sys.argv) - 1 :]))
    program.migrate()
    # The index of the search has a bench of its own.
    events.follow({})
    found: Found = {}
    for turn in range(runs):
        one_run(found, rows, turn)
    print(f"{connection.vendor}: {rows} rows, {runs} runs\n", *table(found), sep="\n")


if __name__ == "__main__":
    main()
