"""Many rows in few statements, on both databases: past the framework's own bulk calls, which cost more than
the writing.

Only the gate (`store.py`) and the recorder call this.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import batched, chain, islice
from json.encoder import JSONEncoder, c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Q

type Column = models.Field[Any, Any]
Convert = Callable[[Any], Any]
BLOCK = 5_000
ROWS_PER_UPDATE = 500
# So few rows go into PostgreSQL by a statement that it keeps ready; COPY is read anew each time, and waits for it twice.
FEW = 8
# What PostgreSQL reads in the words that Python has for it.
AS_TEXT = (str, int, float, date, UUID)
# SQLite keeps count of the keys it gave once per statement, so a statement has several rows.
VALUES_PER_INSERT = 350
ROWS_ALIKE = 100
# What the encoder of the standard library makes anew for each value.
ENCODE = c_make_encoder(None, JSONEncoder().default, encode_basestring, None, ":", ",", False, False, True)
# Column types whose values the driver takes as they are.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)
PLAIN_ON_POSTGRESQL = (*PLAIN, models.DateField, models.UUIDField)


def insert(model: type[models.Model], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, each with one value per column."""
    insert_ready(model, columns, converted(columns, rows))


def insert_ready(model: type[models.Model], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """The same for values in the form the driver writes."""
    into = named(model, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy_or_insert(cursor, into, rows)
        else:
            head, marks = f"INSERT INTO {into} VALUES ", marked(columns)  # noqa: S608 names of our tables
            together = max(1, VALUES_PER_INSERT // len(columns))
            for block in batched(rows, BLOCK):
                whole = len(block) // together * together
                groups = [flat(group) for group in batched(block[:whole], together)]
                cursor.executemany(head + ", ".join([marks] * together), groups)
                cursor.executemany(head + marks, block[whole:])


def insert_alike(
    model: type[models.Model], alike: dict[str, Any], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """The same for rows, given as values of the fields `names`, that are `alike` in others: SQLite is told once for many."""
    same = tuple(alike.values())
    columns: list[Any] = [model._meta.get_field(name) for name in (*alike, *names)]
    if connection.vendor == "postgresql":
        insert_ready(model, columns, ((*same, *row) for row in rows))
        return
    into = named(model, columns)
    head = f"INSERT INTO {into} VALUES "  # noqa: S608 names of our tables
    with connection.cursor() as cursor:
        for block in batched(rows, BLOCK):
            whole = len(block) // ROWS_ALIKE * ROWS_ALIKE
            if whole:
                groups = [[*same, *flat(group)] for group in batched(block[:whole], ROWS_ALIKE)]
                cursor.executemany(head + places(len(same), len(names), ROWS_ALIKE), groups)
            rest = [(*same, *row) for row in block[whole:]]
            cursor.executemany(head + places(len(same), len(names), 1), rest)


@cache
def places(same: int, own: int, rows: int) -> str:
    """The places of so many rows' values, by their numbers: those that all have come first."""
    firsts = range(same + 1, same + 1 + own * rows, own)
    numbers = ((*range(1, same + 1), *range(first, first + own)) for first in firsts)
    return ", ".join(f"({', '.join(f'?{number}' for number in row)})" for row in numbers)


def copy_or_insert(cursor: Any, into: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table of PostgreSQL."""
    onwards = iter(rows)
    few = list(islice(onwards, FEW + 1))
    if len(few) > FEW:
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in chain(few, onwards):
                copy.write_row(row)
    elif few:
        # As texts values have one type, so that the statement is the same whatever they are.
        values = [str(each) if isinstance(each, AS_TEXT) else each for row in few for each in row]
        groups = ", ".join([marked(few[0])] * len(few))
        cursor.execute(f"INSERT INTO {into} VALUES {groups}", values)  # noqa: S608 names of our tables


def named(model: type[models.Model], columns: Sequence[Any]) -> str:
    """A table with the names of these columns, as an INSERT and a COPY want it."""
    return f"{quoted(model._meta.db_table)} ({', '.join(quoted(column.column) for column in columns)})"


def marked(row: Sequence[Any]) -> str:
    """The places of the values of a row."""
    return f"({', '.join(['%s'] * len(row))})"


def flat(rows: Iterable[Sequence[Any]]) -> list[Any]:
    """The values of several rows, one after the other."""
    return list(chain.from_iterable(rows))


def update(model: type[models.Model], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Give each row its own values: each of `rows` is the values of `columns`, then the key."""
    if connection.vendor == "postgresql":
        update_from_values(model, columns, rows)
        return
    assignments = ", ".join(f"{quoted(column.column)} = %s" for column in columns)
    statement = f"UPDATE {quoted(model._meta.db_table)} SET {assignments} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for block in batched(converted([*columns, key_of(model)], rows), BLOCK):
            cursor.executemany(statement, block)


def update_from_values(
    model: type[models.Model], columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> None:
    """The same in statements of many rows; the types of the first row tell PostgreSQL those of all."""
    table, names = quoted(model._meta.db_table), [quoted(column.column) for column in columns]
    assignments = ", ".join(f"{name} = new.{name}" for name in names)
    with_key = [*columns, key_of(model)]
    first = ", ".join(f"%s::{cast_type(column)}" for column in with_key)
    other = ", ".join(["%s"] * len(with_key))
    with connection.cursor() as cursor:
        for block in batched(converted(with_key, rows), ROWS_PER_UPDATE):
            values = ", ".join([f"({first})"] + [f"({other})"] * (len(block) - 1))
            statement = (
                f"UPDATE {table} SET {assignments} "  # noqa: S608
                f"FROM (VALUES {values}) AS new ({', '.join([*names, 'key'])}) WHERE {table}.id = new.key"
            )
            cursor.execute(statement, [value for row in block for value in row])


def among(name: str, keys: Collection[int]) -> Q:
    """The condition that column `name` holds one of `keys`; a range when they are without gaps, which is read faster."""
    first, last = min(keys, default=0), max(keys, default=0)
    if len(keys) > 1 and last - first + 1 == len(set(keys)):
        return Q(**{f"{name}__gte": first, f"{name}__lte": last})
    return Q(**{f"{name}__in": list(keys)})


def take_keys(model: type[models.Model], count: int) -> Iterable[int]:
    """That many new keys of the table; the rows must be inserted in the same transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The sequence is looked up once: inside the other question it would be for each key.
            named = "SELECT pg_get_serial_sequence(%s, 'id')::regclass AS keys OFFSET 0"
            sequence = f"SELECT nextval(keys) FROM ({named}) AS its, generate_series(1, %s)"  # noqa: S608
            cursor.execute(sequence, [quoted(table), count])
            return [key for (key,) in cursor.fetchall()]
        # The writer holds the database's one lock, so nobody else takes a key before these rows are in.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        return range(last + 1, last + 1 + count)


def converted(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """`rows` with each value in the form the driver writes."""
    converters = [(place, convert) for place, column in enumerate(columns) if (convert := converter(column))]
    if not converters:
        yield from rows
        return
    for row in rows:
        ready = list(row)
        for place, convert in converters:
            if ready[place] is not None:
                ready[place] = convert(ready[place])
        yield ready


def converter(column: Column) -> Convert | None:
    """What turns a value of `column` into what the driver writes; none when it takes the value as it is."""
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    postgresql = connection.vendor == "postgresql"
    if isinstance(target, PLAIN_ON_POSTGRESQL if postgresql else PLAIN):
        return None
    if isinstance(target, models.JSONField) and target.encoder is None:
        return as_json
    if isinstance(target, models.DateTimeField):
        return sqlite_moment
    if isinstance(target, models.UUIDField):
        return attrgetter("hex")
    return lambda value: column.get_db_prep_save(value, connection)


class JsonText(str):
    """JSON that is text already."""

    __slots__ = ()


def as_json(value: Any) -> JsonText:
    """A value as compact JSON text."""
    return value if isinstance(value, JsonText) else JsonText(as_text(value))


def as_text(value: Any) -> str:
    """The same, without saying of the text that it is JSON."""
    return value if isinstance(value, JsonText) else "".join(ENCODE(value, 0))


@lru_cache(maxsize=64)
def sqlite_moment(value: datetime) -> str:
    """A moment as the framework writes it to SQLite: UTC, without saying so."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def key_of(model: type[models.Model]) -> Column:
    """The key's column."""
    key = model._meta.pk
    assert key is not None, "a tracked table has a key"
    return key


def cast_type(column: Column) -> str:
    """The column's type without its length: a cast to `varchar(20)` would cut a longer text instead of
    refusing it.
    """
    declared = column.rel_db_type(connection) if column.primary_key else column.db_type(connection)
    return str(declared).split("(", maxsplit=1)[0]


def quoted(name: str | None) -> str:
    """A name of a table or column as it stands in a statement."""
    return connection.ops.quote_name(str(name))
