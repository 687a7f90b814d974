"""Surnames that hardly anybody has: without them a million generated contacts would hold few more words than a thousand do.

Of a real country's surnames half occur once, so every sixth person gets one that is put together from syllables.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import product

from bench.generate import Row

BEGINNINGS = ("", "van ", "de ", "Ver", "Van")
SYLLABLES = tuple(
    onset + nucleus + coda
    for onset, nucleus, coda in product(
        ("b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "z"),
        ("a", "e", "i", "o", "u", "ae", "ou", "ee"),
        ("", "n", "r", "l", "s", "ck"),
    )
)
ENDINGS = ("mans", "ens", "aert", "inckx", "ot", "eau", "stein", "mann", "ski", "oni", "ez", "s", "")
SHARE = 1 / 6


def with_rare_surnames(rows: Iterable[Row], seed: int = 3) -> Iterator[Row]:
    """`rows`, some people with a surname of their own; always the same for the same rows."""
    chance = random.Random(seed)
    for row in rows:
        if row["surname"] and chance.random() < SHARE:
            rename(row, surname(chance))
        yield row


def surname(chance: random.Random) -> str:
    """A surname of one to three syllables with an ending."""
    middle = "".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 2, 3))))
    text = chance.choice(BEGINNINGS) + middle + chance.choice(ENDINGS)
    return text[0].upper() + text[1:]


def rename(row: Row, surname: str) -> None:
    """Give a person another surname, in the mail address as well."""
    row["surname"], row["name"] = surname, f"{row['first_name']} {surname}"
    mailbox, at, domain = row["email"].partition("@")
    if at:
        row["email"] = f"{mailbox.partition('.')[0]}.{surname.replace(' ', '').lower()}@{domain}"
