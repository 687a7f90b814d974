"""PostgreSQL: an inverted index (GIN) on the words of the documents, and one of trigrams (pg_trgm) on their figures."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from kaartenbak.search.engines.checking import checks
from kaartenbak.search.rules.readings import Clause, Option, Reading

# Reading a document costs about so much more than passing over an entry of the index (6 and 0.6 µs).
PRICE = 10


def select(reading: Reading) -> tuple[str, list[str]]:
    """The statement that finds the keys, with its values."""
    conditions, values = (
        ["digits LIKE %s"] * len(reading.fragments),
        [f"%{each}%" for each in reading.fragments],
    )
    if reading.clauses:
        # In the index the words of names stand a second time, after an =.
        mark = "=" if reading.in_names else ""
        conditions.append("vector @@ %s::tsquery")
        values.append(" & ".join(expression(clause, mark) for clause in reading.clauses))
    if reading.checked:
        checked, more = checks(reading.checked, "strpos", in_names=reading.in_names)
        conditions, values = [*conditions, checked], [*values, *more]
    return f"SELECT contact_id FROM search_document d WHERE {' AND '.join(conditions)}", values  # noqa: S608


def expression(clause: Clause, mark: str) -> str:
    """A clause in the language of text search; words hold letters and figures only."""
    return "(" + " | ".join(alternative(option, mark) for option in clause) + ")"


def alternative(option: Option, mark: str) -> str:
    words = [f"'{mark}{word}'" for word in option.words]
    return "(" + " & ".join(words) + (":*" if option.begins else "") + ")"


@contextmanager
def stopping(seconds: float) -> Iterator[None]:
    """In a transaction of its own each statement gets so long; 0 would mean for ever."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {max(1, round(seconds * 1000))}")
        yield
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


def rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute("REINDEX TABLE search_document")
        cursor.execute("ANALYZE search_document")


def is_whole() -> bool:
    """The database itself keeps its indexes whole."""
    return True
