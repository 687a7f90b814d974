"""SQLite: FTS5 tables of words (with their beginnings) and of figures (trigrams) beside the documents."""

from django.db import DatabaseError, connection, transaction

from kaartenbak.search.rules.readings import Clause, Option, Reading

TABLES = ("search_words", "search_digits")
WHOLE = "' ' || d.names || ' ' || d.rest || ' ' || d.former || ' '"


def select(reading: Reading) -> tuple[str, list[str]]:
    """The statement that finds the keys, with its values."""
    if reading.fragments:
        return by_figures(reading)
    words = " AND ".join(map(expression, reading.clauses))
    match = f"{{names}} : ({words})" if reading.in_names else words
    return "SELECT rowid FROM search_words WHERE search_words MATCH %s", [match]


def by_figures(reading: Reading) -> tuple[str, list[str]]:
    """Few cards hold a number, so their documents themselves are asked for the words."""
    figures = " AND ".join(f'"{each}"' for each in reading.fragments)
    conditions, values = ["search_digits MATCH %s"], [figures]
    for clause in reading.clauses:
        held = [holds(option) for option in clause]
        conditions.append("(" + " OR ".join(" AND ".join(sql for sql, _ in each) for each in held) + ")")
        values += [value for each in held for _, value in each]
    joined = "search_digits JOIN search_document d ON d.contact_id = search_digits.rowid"
    return f"SELECT d.contact_id FROM {joined} WHERE {' AND '.join(conditions)}", values  # noqa: S608


def holds(option: Option) -> list[tuple[str, str]]:
    """The conditions that a document holds every word of an option, each with its value."""
    ends = [" "] * (len(option.words) - 1) + ["" if option.begins else " "]
    return [
        (f"instr({WHOLE}, %s) > 0", f" {word}{end}") for word, end in zip(option.words, ends, strict=True)
    ]


def expression(clause: Clause) -> str:
    """A clause in the language of FTS5; words hold letters and figures only."""
    return "(" + " OR ".join(map(alternative, clause)) + ")"


def alternative(option: Option) -> str:
    words = [f'"{word}"' for word in option.words]
    return "(" + " AND ".join(words) + ("*" if option.begins else "") + ")"


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
