"""Reads that nearly every page makes: their SQL is worked out once, and each call fills in its values.

Making and compiling a query costs Django a third of a millisecond, one with ten joins a whole one; the database needs a
tenth of that for the answer.
"""

import json
from collections.abc import Callable, Collection
from functools import cached_property
from operator import itemgetter
from threading import local
from typing import Any, TypeGuard
from uuid import UUID

from django.db import connections, models
from django.db.models import F
from django.db.models.expressions import Expression
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    get_related_populators,
)

# So many keys are written as one text.
MANY = 50


class Given(Expression):
    """The place of a value in a prepared read, by name. The value is a number or a text, as the column holds it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def value(self, given: "dict[str, Any]", vendor: str) -> Any:
        """What stands in its place in one call, as the driver takes it."""
        return given[self.name]


class Keys(Given):
    """The place of any number of keys."""

    def value(self, given: "dict[str, Any]", vendor: str) -> Any:
        keys: Collection[int] | Collection[str] = given[self.name]
        if vendor != "postgresql":
            return json.dumps(list(keys))
        # As PostgreSQL writes an array: the driver, which looks at each number, takes ten times as long.
        return array_of(keys) if len(keys) >= MANY and are_numbers(keys) else list(keys)


def are_numbers(keys: "Collection[int] | Collection[str]") -> "TypeGuard[Collection[int]]":
    return isinstance(next(iter(keys)), int)


def array_of(keys: Collection[int]) -> str:
    """Numbers as PostgreSQL writes an array of them."""
    return f"{{{','.join(map(str, keys))}}}"


class Texts(Given):
    """The place of any number of texts."""

    def value(self, given: "dict[str, Any]", vendor: str) -> Any:
        texts: Collection[str] = given[self.name]
        return list(texts) if vendor == "postgresql" else json.dumps(list(texts))


class Uids(Given):
    """The place of any number of uids."""

    def value(self, given: "dict[str, Any]", vendor: str) -> Any:
        uids: Collection[UUID] = given[self.name]
        return list(uids) if vendor == "postgresql" else json.dumps([each.hex for each in uids])


class WrittenUids(Given):
    """The place of any number of uids, as texts that are nothing else: objects made of thousands take their time."""

    def value(self, given: "dict[str, Any]", vendor: str) -> Any:
        texts: Collection[str] = given[self.name]
        if vendor == "postgresql":
            return f"{{{','.join(texts)}}}"
        return json.dumps([each.replace("-", "") for each in texts])


class Among(models.Lookup):
    """The condition that a column holds one of the keys given as `name`: `Card.objects.filter(Among("pk", "keys"))`."""

    def __init__(self, column: str, name: str, kind: type[Given] = Keys) -> None:
        super().__init__(F(column), kind(name))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        keys, more = compiler.compile(self.rhs)
        postgresql = connection.vendor == "postgresql"
        among = f"= ANY({keys})" if postgresql else f"IN (SELECT value FROM json_each({keys}))"  # noqa: S608 a placeholder
        return f"{column} {among}", [*values, *more]


class Statement:
    """A compiled query of one connection."""

    def __init__(self, rows: "models.QuerySet[Any]") -> None:
        self.rows = rows
        self.compiler: Any = rows.query.get_compiler(using=rows.db)
        self.sql, self.places = self.compiler.as_sql()
        self.count = self.compiler.col_count if self.compiler.has_extra_select else None
        # The columns are always the same, and so is what turns their values into Python's.
        self.converters = self.compiler.get_converters(
            [each[0] for each in self.compiler.select[: self.compiler.col_count]]
        )

    @property
    def is_of_another_connection(self) -> bool:
        """Whether the thread has another connection by now, as it gets when an event loop begins in it."""
        return self.compiler.connection is not connections[self.compiler.using]

    def run(self, given: dict[str, Any]) -> list[Any]:
        """The rows for these values."""
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, self.values(given))
            rows = cursor.fetchall()
        if self.count is not None:
            rows = [row[: self.count] for row in rows]
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return list(map(self.made, rows))

    def values(self, given: dict[str, Any]) -> tuple[Any, ...]:
        """What stands in the places of the statement."""
        vendor = self.compiler.connection.vendor
        return tuple(
            place.value(given, vendor) if isinstance(place, Given) else place for place in self.places
        )

    @cached_property
    def made(self) -> Callable[[Any], Any]:
        """What makes of a row what was asked for: a model, values by their names or in their order, or one."""
        kind: Any = self.rows._iterable_class
        if kind is ModelIterable:
            return self.model
        if kind is ValuesIterable:
            names: Any = self.rows.query.selected
            return lambda row: dict(zip(names, row, strict=True))
        return itemgetter(0) if kind is FlatValuesListIterable else tuple

    @cached_property
    def model(self) -> Callable[[Any], Any]:
        """What makes a model of a row, and of those that it was asked together with; Django works it out each time."""
        compiler, db, mode = self.compiler, self.rows.db, self.rows._fetch_mode  # type: ignore[attr-defined]
        model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        columns = slice(places[0], places[-1] + 1)
        names = [each[0].target.attname for each in compiler.select[columns]]
        along = get_related_populators(compiler.klass_info, compiler.select, db, mode)
        more = tuple(compiler.annotation_col_map.items())

        def made(row: Any) -> Any:
            found = model.from_db(db, names, row[columns], fetch_mode=mode)
            for each in along:
                each.populate(row, found)
            for name, place in more:
                setattr(found, name, row[place])
            return found

        return made


class Prepared[M]:
    """A read to be made again and again: `Prepared(lambda: Card.objects.filter(number=Given("number")))(number="7")`.

    It is compiled once for a connection, which belongs to one thread. It knows models, values and no prefetching.
    """

    def __init__(self, rows: "Callable[[], models.QuerySet[Any, M]]") -> None:
        self.rows = rows
        self.kept = local()

    def __call__(self, **given: Any) -> list[M]:
        """The rows for these values."""
        statement: Statement | None = getattr(self.kept, "statement", None)
        if statement is None or statement.is_of_another_connection:
            statement = self.kept.statement = Statement(self.rows())
        return statement.run(given)

    def first(self, **given: Any) -> M | None:
        """The first row for these values, if any."""
        return next(iter(self(**given)), None)
