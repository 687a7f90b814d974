"""Words of a query that name what contacts are classified by: a group, a relation, a responsibility.

They are looked up in the setup when somebody searches. So a description that changes is found at once, and a group for
very many contacts costs the index nothing.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any

from django.db import connection

from kaartenbak.classification.models import (
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from kaartenbak.core.normal.text import search_form
from kaartenbak.search.rules.readings import Group, More, Reading, clauses
from kaartenbak.setup.models import CodeTable

# By the name that a hit in it goes by.
TABLES: dict[str, type[Any]] = {
    "mailing_groups": ContactMailingGroup,
    "industry_groups": ContactIndustryGroup,
    "business_relations": ContactBusinessRelation,
    "job_responsibilities": ContactJobResponsibility,
}
SHORTEST = 3
MOST = 4

# The name of the table, the key of the code, the code and its description.
Row = tuple[str, int, str, str]


class Codes:
    """The codes by the words of their descriptions."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.codes = [(table, key) for table, key, _, _ in rows]
        texts = ((place, f"{code} {text}") for place, (_, _, code, text) in enumerate(rows))
        self.words = sorted((word, place) for place, text in texts for word in search_form(text).split())

    def begun(self, word: str) -> set[int]:
        """The places of the codes that hold a word that begins so."""
        start = bisect_left(self.words, (word, -1))
        following = (self.words[place] for place in range(start, len(self.words)))
        return {place for _, place in takewhile(lambda each: each[0].startswith(word), following)}


def table_of(name: str) -> type[CodeTable]:
    """The code table behind a name."""
    found: type[CodeTable] = TABLES[name]._meta.get_field("code").related_model
    return found


@cache
def statement() -> str:
    """Reads all codes of these tables; it is made once, since that costs more than the reading."""
    tables = {name: table_of(name)._meta.db_table for name in TABLES}
    parts = (f"SELECT '{name}', id, code, description FROM {table}" for name, table in tables.items())  # noqa: S608
    return " UNION ALL ".join(parts)


def known_codes() -> Codes:
    """All codes of these tables, as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(statement())
        return sorted_out(tuple(map(tuple, cursor.fetchall())))


# Taking the descriptions apart costs more than reading them, which tells whether they are still the same.
sorted_out = lru_cache(maxsize=2)(Codes)


def readings(words: Sequence[str], more: More) -> list[Reading]:
    """The query with some of its words, as many as can be, taken for what contacts are classified by."""
    known = known_codes() if words else Codes(())
    found: list[Reading] = []
    place = 0
    while place < len(words) and len(found) < MOST:
        length, named = longest(words[place:], known)
        found += (
            [Reading(clauses([*words[:place], *words[place + length :]], more), groups=named)]
            if named
            else []
        )
        place += length
    return found


def longest(words: Sequence[str], known: Codes) -> tuple[int, tuple[Group, ...]]:
    """How many of the first words name a code, and the codes that they name."""
    fitting: set[int] | None = None
    found: tuple[int, tuple[Group, ...]] = (1, ())
    for length, word in enumerate(words, start=1):
        fitting = known.begun(word) if fitting is None else fitting & known.begun(word)
        if not fitting:
            break
        if sum(map(len, words[:length])) >= SHORTEST:
            found = length, tuple(groups(known, fitting, words[:length]))
    return found


def groups(known: Codes, places: Collection[int], words: Sequence[str]) -> Iterator[Group]:
    """The codes at these places, table by table."""
    codes = [known.codes[place] for place in sorted(places)]
    for name in TABLES:
        keys = tuple(key for table, key in codes if table == name)
        if keys:
            yield Group(name, keys, tuple(words))
