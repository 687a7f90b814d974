"""Keeping what was found: the only code that writes the tables that are derived from the cards."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from kaartenbak.duplicates.models import SearchString, Separation, Suspect, Unseen
from kaartenbak.duplicates.rules.strings import Strings

BLOCK = 400
Pair = tuple[int, int]


@dataclass
class Found:
    """What was found of a pair."""

    score: int = 0
    strings: int = 0
    evidence: tuple[tuple[str, str], ...] = ()


def paired(a: int, b: int) -> Pair:
    """Two cards as a pair: the lower key first."""
    return (a, b) if a < b else (b, a)


def keep_pairs(cards: Collection[int], found: Mapping[Pair, Found]) -> None:
    """Let what is kept of these cards be what was found; a pair that somebody separated stays."""
    for block in batched(cards, BLOCK):
        of_these = Q(low__in=block) | Q(high__in=block)
        keep(
            Suspect.objects.filter(of_these),
            {pair: each for pair, each in found.items() if not set(block).isdisjoint(pair)},
        )


def others_in_pairs(cards: Collection[int]) -> Mapping[int, set[int]]:
    """Of these cards, those that each was found to be alike before, by more than search strings."""
    found: dict[int, set[int]] = defaultdict(set)
    for block in batched(cards, BLOCK):
        pairs = Suspect.objects.filter(Q(low__in=block) | Q(high__in=block), score__gt=0)
        for low, high in pairs.values_list("low", "high"):
            found[low].add(high)
            found[high].add(low)
    return found


def unconfirmed(found: Mapping[Pair, Found]) -> list[Pair]:
    """The pairs that were found before by more than search strings, and are not among these."""
    kept = Suspect.objects.filter(score__gt=0).order_by().values_list("low", "high").iterator()
    return [(low, high) for low, high in kept if (low, high) not in found]


def keep_all(found: Mapping[Pair, Found]) -> None:
    """Let what is kept be what was found among all cards."""
    keep(Suspect.objects.all(), found)


def keep(present: Any, found: Mapping[Pair, Found]) -> None:
    with transaction.atomic():
        separated = set(Separation.objects.values_list("low", "high"))
        rows = present.values_list("pk", "low", "high").iterator()
        gone = [key for key, *pair in rows if tuple(pair) not in found and tuple(pair) not in separated]
        for block in batched(gone, BLOCK):
            Suspect.objects.filter(pk__in=block).delete()
    rows = [Suspect(low=low, high=high, **vars(each)) for (low, high), each in found.items()]
    for block in batched(rows, BLOCK):
        Suspect.objects.bulk_create(
            block,
            update_conflicts=True,
            unique_fields=["low", "high"],
            update_fields=["score", "strings", "evidence"],
        )


def keep_strings(cards: Iterable[int], strings: Mapping[int, Strings]) -> None:
    """Let the search strings of these cards be those that are given; a card that is not among them has none."""
    for block in batched(cards, BLOCK):
        with transaction.atomic():
            SearchString.objects.filter(contact_id__in=block).delete()
            SearchString.objects.bulk_create(
                SearchString(contact_id=card, rule=rule, text=text)
                for card in block
                for rule, text in strings.get(card, {}).items()
            )


def keep_all_strings(strings: Mapping[int, Strings]) -> None:
    """Let these be all the search strings there are; most of them are there already."""
    present: dict[int, Strings] = {}
    for card, rule, text in SearchString.objects.values_list("contact_id", "rule", "text").iterator():
        present.setdefault(card, {})[rule] = text
    changed = [card for card in present.keys() | strings.keys() if present.get(card) != strings.get(card)]
    keep_strings(changed, strings)


def let_go_of_rows(rows: Iterable[str]) -> None:
    """Let go of the search strings of all rows of the setup but these."""
    SearchString.objects.exclude(rule__in=rows).delete()


def forget(cards: Collection[int]) -> None:
    """Let go of cards that are no more; what somebody said of them stays, since they may come back."""
    for block in batched(cards, BLOCK):
        Suspect.objects.filter(Q(low__in=block) | Q(high__in=block)).delete()
        SearchString.objects.filter(contact_id__in=block).delete()


def put_off(cards: Iterable[int]) -> None:
    """Note cards that are to be looked at later."""
    postgresql = connection.vendor == "postgresql"
    keys = sorted(cards)
    rows = "SELECT unnest(%s::bigint[])" if postgresql else "SELECT value FROM json_each(%s) WHERE true"
    table = connection.ops.quote_name(Unseen._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (contact_id) {rows} ON CONFLICT DO NOTHING",
            [keys if postgresql else json.dumps(keys)],
        )


def looked_at(cards: Iterable[int]) -> None:
    """Note that cards were looked at."""
    for block in batched(cards, BLOCK):
        Unseen.objects.filter(contact_id__in=block).delete()
