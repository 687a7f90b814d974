"""Emptying the database after a test whose transactions were real.

The framework truncates every table there is, then makes its content types and permissions anew: on PostgreSQL a quarter
of a second after a test that wrote three rows. Here only the tables that hold rows are emptied, and those two stay.
"""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

# What `migrate` puts there for every model; no test changes it.
STAYS = {"django_content_type", "auth_permission"}


def instead_of_the_framework() -> None:
    """Let every test that Django would flush after be followed by `empty`."""
    of_the_framework = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: Any) -> None:
        if case.available_apps is not None or case.serialized_rollback:
            of_the_framework(case)
            return
        for name in case._databases_names(include_mirrors=False):
            empty(connections[name])

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete all rows; keys go on where they were, as after the framework's own flush."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for table in holding_rows(connection):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def holding_rows(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that are not empty, asked in one statement."""
    tables = sorted(set(connection.introspection.django_table_names(include_views=False)) - STAYS)
    quoted = ((table, connection.ops.quote_name(table)) for table in tables)
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in quoted)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [str(table) for (table,) in cursor.fetchall()]
