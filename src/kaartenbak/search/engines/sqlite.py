"""SQLite: FTS5 tables of words (with their beginnings) and of figures (trigrams) beside the documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import DatabaseError, connection, transaction

from kaartenbak.search.engines.checking import checks
from kaartenbak.search.rules.readings import Clause, Option, Reading

# Reading a document costs about so much more than passing over an entry of the index (3 and 0.06 µs).
PRICE = 50
# A statement is asked whether it may go on after so many steps, which take less than a millisecond.
STEPS = 10_000
TABLES = ("search_words", "search_digits")


def select(reading: Reading) -> tuple[str, list[str]]:
    """The statement that finds the keys, with its values."""
    if reading.fragments:
        return by_figures(reading)
    words = " AND ".join(map(expression, reading.clauses))
    match = f"{{names}} : ({words})" if reading.in_names else words
    if not reading.checked:
        return "SELECT rowid FROM search_words WHERE search_words MATCH %s", [match]
    checked, values = checks(reading.checked, "instr", in_names=reading.in_names)
    joined = "search_words JOIN search_document d ON d.contact_id = search_words.rowid"
    return f"SELECT d.contact_id FROM {joined} WHERE search_words MATCH %s AND {checked}", [match, *values]  # noqa: S608


def by_figures(reading: Reading) -> tuple[str, list[str]]:
    """Few cards hold a number, so their documents themselves are asked for the words."""
    figures = " AND ".join(f'"{each}"' for each in reading.fragments)
    checked, values = checks((*reading.clauses, *reading.checked), "instr")
    joined = "search_digits JOIN search_document d ON d.contact_id = search_digits.rowid"
    conditions = " AND ".join(filter(None, ("search_digits MATCH %s", checked)))
    return f"SELECT d.contact_id FROM {joined} WHERE {conditions}", [figures, *values]  # noqa: S608


def expression(clause: Clause) -> str:
    """A clause in the language of FTS5; words hold letters and figures only."""
    return "(" + " OR ".join(map(alternative, clause)) + ")"


def alternative(option: Option) -> str:
    words = [f'"{word}"' for word in option.words]
    return "(" + " AND ".join(words) + ("*" if option.begins else "") + ")"


@contextmanager
def stopping(seconds: float) -> Iterator[None]:
    """The database itself asks every now and then whether a statement may go on."""
    connection.ensure_connection()
    asked, until = connection.connection, monotonic() + seconds
    asked.set_progress_handler(lambda: monotonic() > until, STEPS)
    try:
        yield
    finally:
        asked.set_progress_handler(None, 0)


def rebuild() -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608 our own names


def is_whole() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True
