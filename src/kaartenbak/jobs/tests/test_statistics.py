"""The figures that databases have of their tables."""

import pytest
from django.db import connection

from kaartenbak.jobs import statistics
from kaartenbak.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    statistics.counted.clear()
    yield
    statistics.counted.clear()


def more_jobs(count):
    Job.objects.bulk_create(Job(kind="nothing", actor={}, arguments={}) for _ in range(count))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
def test_tables_are_counted_when_they_have_grown_to_twice():
    more_jobs(statistics.SMALL // 2)
    small = statistics.keep_fresh()
    more_jobs(statistics.SMALL)
    grown = statistics.keep_fresh()
    again = statistics.keep_fresh()
    more_jobs(statistics.SMALL)
    little_more = statistics.keep_fresh()
    more_jobs(statistics.SMALL)

    assert (small, grown, again, little_more) == (False, True, False, False)
    assert statistics.keep_fresh()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
def test_another_process_knows_what_was_counted():
    more_jobs(2 * statistics.SMALL)
    statistics.keep_fresh()
    statistics.counted.clear()

    assert statistics.known_rows()[Job._meta.db_table] == 2 * statistics.SMALL
    assert not statistics.keep_fresh()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has to be told")
def test_postgresql_is_left_alone():
    more_jobs(2 * statistics.SMALL)

    assert not statistics.keep_fresh()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is told by the worker")
def test_postgresql_counts_at_once_what_has_outgrown_its_plans():
    table = Job._meta.db_table
    statistics.count_outgrown()
    more_jobs(20 * statistics.SMALL)

    first, second = statistics.count_outgrown(), statistics.count_outgrown()

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (20 * statistics.SMALL,)
    assert table in first
    assert table not in second


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its plans")
def test_sqlite_has_nothing_to_count_in_between():
    more_jobs(statistics.SMALL)

    assert statistics.count_outgrown() == []
