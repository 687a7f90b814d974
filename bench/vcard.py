"""How fast vCards and tables are read and written, vCards against vobject in the same run.

    python -m bench.vcard [CARDS]

The cards are those of `bench.generate`, written as an iPhone writes them; both libraries get the same text.
Each figure is the best of three runs, the libraries taking turns, so that a busy machine is busy for both.
"""

import csv
import io
import sys
import time
from collections.abc import Callable

import vobject

from bench.generate import FIELDS, Row, contacts
from kaartenbak.exchange.formats import csv_blocks, read_csv, read_vcards, vcard_blocks
from kaartenbak.exchange.formats.vcard.lines import escape, fold
from kaartenbak.exchange.rules.card import Card

CARDS = 5_000
RUNS = 3

Work = Callable[[], int]


def phone_card(row: Row) -> str:
    """One card as an iPhone writes it."""
    company = row["kind"] == "company"
    name = ["", ""] if company else [row["surname"], row["first_name"]]
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 18.1//EN",
        f"N:{escape(name[0])};{escape(name[1])};;;", f"FN:{escape(row['name'])}",
        f"ORG:{escape(row['name'] if company else row['company_name'])};", f"TITLE:{escape(row['job_title'])}",
        f"EMAIL;type=INTERNET;type=WORK;type=pref:{escape(row['email'])}",
        f"TEL;type=CELL;type=VOICE;type=pref:{row['mobile']}", f"TEL;type=WORK;type=VOICE:{row['phone']}",
        f"item1.EMAIL;type=INTERNET:{escape(row['email_2'])}", "item1.X-ABLabel:_$!<Other>!$_",
        f"item2.ADR;type=WORK;type=pref:;;{escape(row['street'])};{escape(row['city'])};;{row['postcode']};{row['country']}",
        f"item2.X-ABADR:{row['country'].lower()}", f"NOTE:{escape(row['comment'])}",
        "X-ABShowAs:COMPANY" if company else "X-PHONETIC-ORG:", "REV:2026-01-01T00:00:00Z", "END:VCARD",
    ]  # fmt: skip
    return "".join(fold(line) + "\r\n" for line in lines if not line.endswith(":"))


def table(rows: list[Row]) -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def rates(cards: int, *works: Work) -> list[float]:
    """Cards a second of each, the best of a few rounds in which they take turns."""
    best = [0.0] * len(works)
    for _ in range(RUNS):
        for index, work in enumerate(works):
            start = time.process_time()
            done = work()
            best[index] = max(best[index], done / (time.process_time() - start))
            assert done == cards, (index, done, cards)
    return best


def read_all(octets: bytes) -> list[Card]:
    """All cards of a file, none of which may be refused."""
    found = list(read_vcards(io.BytesIO(octets)))
    return [card for card in found if isinstance(card, Card)]


def main() -> None:
    """Measure, and print a table."""
    rows = list(contacts(int(sys.argv[1]) if len(sys.argv) > 1 else CARDS))
    text = "".join(phone_card(row) for row in rows)
    octets, sheet, count = text.encode(), table(rows), len(rows)
    ours, theirs = read_all(octets), list(vobject.readComponents(text))
    read = rates(
        count,
        lambda: sum(1 for _ in read_vcards(io.BytesIO(octets))),
        lambda: sum(1 for _ in vobject.readComponents(text)),
    )
    write = rates(
        count,
        lambda: sum(block.count(b"BEGIN:VCARD") for block in vcard_blocks(ours)),
        lambda: sum(card.serialize().count("BEGIN:VCARD") for card in theirs),
    )
    tables = rates(
        count,
        lambda: sum(1 for _ in read_csv(io.BytesIO(sheet))),
        lambda: sum(block.count(b"\r\n") for block in csv_blocks(ours)) - 1,
    )
    print(f"{count} cards, {len(octets) / count:.0f} bytes each; cards a second")
    print(f"{'':12}{'kaartenbak':>12}{'vobject':>12}{'ratio':>8}{'bar':>6}")
    for what, (our_rate, their_rate), bar in (("vCard read", read, 10), ("vCard write", write, 8)):
        print(f"{what:12}{our_rate:12,.0f}{their_rate:12,.0f}{our_rate / their_rate:8.1f}{bar:6}")
    print(f"{'CSV read':12}{tables[0]:12,.0f}")
    print(f"{'CSV write':12}{tables[1]:12,.0f}")


if __name__ == "__main__":
    main()
