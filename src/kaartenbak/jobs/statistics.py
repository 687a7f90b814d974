"""What SQLite knows of its tables when it plans: counted anew as they grow. PostgreSQL does so by itself, but for a table that
grows to many times its size within a minute (`count_outgrown`).

With no figures, or with those of a smaller register, it reads all contacts and sorts them where an index has them in
order (3 s instead of 20 ms at 1,000,000). Counted whole: with a limit its guesses for the indexes of one table differ
so much that it plans as badly. That takes 0.3 s at 100,000 contacts and 3 s at 1,000,000, in which others can read.
"""

from django.apps import apps
from django.db import connection, transaction

# Smaller tables are read in a moment, whatever the plan.
SMALL = 1_000
GROWTH = 2
# PostgreSQL looks through a table of a few pages from end to end, whatever indexes it has.
OUTGROWN = (
    "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace "
    "AND pg_relation_size(oid) > 10 * current_setting('block_size')::integer * greatest(relpages, 4) ORDER BY relname"
)
# Keys that SQLite gives out itself, one after another.
COUNTING = {"AutoField", "BigAutoField"}

# The last row of each table when it was counted by this process.
counted: dict[str, int] = {}


def keep_fresh() -> bool:
    """Count the tables when one of them has grown to twice of what is known of it; whether it was done."""
    if connection.vendor != "sqlite":
        return False
    now = last_rows()
    known = known_rows() | counted
    if not any(rows >= SMALL and rows >= GROWTH * known.get(table, 0) for table, rows in now.items()):
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # Other connections read the figures when they see that the schema is another.
        cursor.execute("CREATE TABLE counted_anew (id INTEGER)")
        cursor.execute("DROP TABLE counted_anew")
    counted.update(now)
    return True


def count_outgrown() -> list[str]:
    """On PostgreSQL count the tables that have grown to ten times of what is known of them; which they were.

    For work that writes very much, in its transaction. PostgreSQL keeps its plans, also those by which it looks up what a
    foreign key names; made for a table of a few rows they read the whole of it for each row, until the table is counted.
    A table that somebody else is counting is passed over.
    """
    if connection.vendor != "postgresql":
        return []
    tables = [model._meta.db_table for model in apps.get_models()]
    with connection.cursor() as cursor:
        cursor.execute(OUTGROWN, [tables])
        found = [table for (table,) in cursor.fetchall()]
        for table in found:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {connection.ops.quote_name(table)}")
    return found


def last_rows() -> dict[str, int]:
    """The key of the last row of each table of ours: found at once, where counting would read them all."""
    models = (model._meta for model in apps.get_models())
    tables = {each.db_table for each in models if each.pk.get_internal_type() in COUNTING}
    with connection.cursor() as cursor:
        there = tables & set(connection.introspection.table_names(cursor))
        asked = " UNION ALL ".join(
            f"SELECT '{table}', COALESCE(MAX(rowid), 0) FROM {connection.ops.quote_name(table)}"  # noqa: S608
            for table in sorted(there)
        )
        cursor.execute(asked)
        return dict(cursor.fetchall())


def known_rows() -> dict[str, int]:
    """The rows of each table when SQLite counted them last, in this process or another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return {}
        cursor.execute(
            "SELECT tbl, MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE stat IS NOT NULL GROUP BY tbl"
        )
        return dict(cursor.fetchall())
