"""Cells with the cards that were merged into a contact, and with those that are different contacts.

`CT000012:018f…:Maes NV` is the number, uid and name of a merged card; `018f…:Another branch` the uid of a different one, with the
reason. Several are divided by bars.
"""

import re
from collections.abc import Iterable

from kaartenbak.exchange.formats.table.codes import BETWEEN_BARS, escaped, unescaped
from kaartenbak.exchange.rules.ties import Different, Former, uid_in

COLON = re.compile(r"(?<!\\):")
Unread = list[str]


def former_text(cards: Iterable[Former]) -> str:
    """Merged cards as one cell."""
    return "|".join(f"{escaped(number, '|:')}:{uid}:{escaped(name, '|')}" for number, uid, name in cards)


def different_text(cards: Iterable[Different]) -> str:
    """Different contacts as one cell."""
    return "|".join(f"{uid}:{escaped(reason, '|')}" for uid, reason in cards)


def former_in(cell: str) -> tuple[list[Former], Unread]:
    """The merged cards in a cell, and what could not be read."""
    found, unread = [], []
    for item in items_in(cell):
        number, uid, name = parts_of(item, 3)
        if number and uid_in(uid):
            found.append(Former(number, uid_in(uid), name))
        else:
            unread.append(item)
    return found, unread


def different_in(cell: str) -> tuple[list[Different], Unread]:
    """The different contacts in a cell, and what could not be read."""
    found, unread = [], []
    for item in items_in(cell):
        uid, reason = parts_of(item, 2)
        if uid_in(uid):
            found.append(Different(uid_in(uid), reason))
        else:
            unread.append(item)
    return found, unread


def items_in(cell: str) -> list[str]:
    """The texts between the bars."""
    return [item for part in BETWEEN_BARS.findall(cell) if (item := part.strip())]


def parts_of(item: str, count: int) -> list[str]:
    """So many texts between colons; those that are not there are blank."""
    found = [unescaped(part).strip() for part in COLON.split(item, count - 1)]
    return found + [""] * (count - len(found))
