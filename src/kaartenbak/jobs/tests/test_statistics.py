"""SQLite's figures of its tables."""

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
