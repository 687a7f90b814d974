"""Copies a register from SQLite into an empty PostgreSQL, table by table with COPY: much faster than filling it again.

KAARTENBAK_DATABASE_URL=postgresql://… python -m bench.copying /path/to/kaartenbak.sqlite3
"""

import os
import sqlite3
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")

import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection

# Indexes that are cheaper made once than kept up to date row by row.
INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
SEQUENCES = (
    "SELECT pg_get_serial_sequence(quote_ident(table_name), 'id'), table_name FROM information_schema.columns "
    "WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'"
)


def copy_register(file: str) -> None:
    """Copy every table of the program."""
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with connection.cursor() as cursor:
        # Foreign keys are not looked at: the rows come from a register that is whole.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        indexes = asked(cursor, INDEXES)
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        for model in apps.get_models(include_auto_created=True):
            copy_table(source, cursor, model)
        for _, definition in indexes:
            cursor.execute(definition)
        for sequence, table in asked(cursor, SEQUENCES):
            cursor.execute(f'SELECT setval(%s, greatest((SELECT max(id) FROM "{table}"), 1))', [sequence])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def asked(cursor: Any, statement: str) -> list[tuple[str, str]]:
    cursor.execute(statement)
    found: list[tuple[str, str]] = cursor.fetchall()
    return found


def copy_table(source: sqlite3.Connection, cursor: Any, model: Any) -> None:
    """Copy the rows of one table; those that the migrations made there go."""
    columns = model._meta.concrete_fields
    table, names = model._meta.db_table, ", ".join(f'"{column.column}"' for column in columns)
    flags = [place for place, column in enumerate(columns) if column.get_internal_type() == "BooleanField"]
    cursor.execute(f'DELETE FROM "{table}"')
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as target:
        for row in source.execute(f'SELECT {names} FROM "{table}"'):
            values = list(row)
            for place in flags:
                values[place] = None if row[place] is None else bool(row[place])
            target.write_row(values)
    print(f"{table}", flush=True)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    copy_register(sys.argv[1])
