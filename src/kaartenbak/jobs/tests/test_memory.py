"""Memory that the database takes in the process itself."""

import pytest
from django.db import connection

from kaartenbak.jobs.memory import SMALL, small_cache

pytestmark = pytest.mark.django_db


def kept() -> int:
    """The size of SQLite's cache, as it says it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return int(cursor.fetchone()[0])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its pages elsewhere.")
def test_the_cache_is_small_for_a_while_and_as_large_as_before_after():
    usual = kept()

    with small_cache():
        assert kept() == SMALL

    assert kept() == usual != SMALL
