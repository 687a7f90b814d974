"""Words of a query that name what contacts are classified by: a group, a relation, a responsibility.

They are looked up in the setup when somebody searches. So a description that changes is found at once, and a group for
very many contacts costs the index nothing.
"""

from collections.abc import Iterator, Sequence
from functools import cache
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

# The name of the table, the key of the code, its words.
Code = tuple[str, int, list[str]]


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


def codes() -> list[Code]:
    """All codes of these tables."""
    with connection.cursor() as cursor:
        cursor.execute(statement())
        rows = cursor.fetchall()
    return [(name, pk, search_form(f"{code} {text}").split()) for name, pk, code, text in rows]


def readings(words: Sequence[str], more: More) -> list[Reading]:
    """The query with some of its words, as many as can be, taken for what contacts are classified by."""
    known = codes() if words else []
    found: list[Reading] = []
    place = 0
    while place < len(words) and len(found) < MOST:
        length, groups = longest(words[place:], known)
        found += (
            [Reading(clauses([*words[:place], *words[place + length :]], more), groups=groups)]
            if groups
            else []
        )
        place += length
    return found


def longest(words: Sequence[str], known: Sequence[Code]) -> tuple[int, tuple[Group, ...]]:
    """How many of the first words name a code, and the codes that they name."""
    for length in range(len(words), 0, -1):
        groups = tuple(naming(words[:length], known))
        if groups:
            return length, groups
    return 1, ()


def naming(phrase: Sequence[str], known: Sequence[Code]) -> Iterator[Group]:
    """The codes, table by table, in whose code or description each word of `phrase` begins a word."""
    if sum(map(len, phrase)) < SHORTEST:
        return
    for name in TABLES:
        keys = tuple(
            pk
            for table, pk, words in known
            if table == name and all(any(each.startswith(word) for each in words) for word in phrase)
        )
        if keys:
            yield Group(name, keys, tuple(phrase))
