"""Memory that the database takes in the process itself: SQLite's cache of pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# So many kB of pages, written as SQLite wants it; more make an import no quicker.
SMALL = -12_000


@contextmanager
def small_cache() -> Iterator[None]:
    """For work that two processes do: a copy of the process holds on to what is in the cache while this one fills it anew."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = {SMALL}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {usual}")
