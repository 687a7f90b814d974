"""How a connection to PostgreSQL is looked at before it is used again."""

from collections.abc import Iterator
from select import POLLIN, poll
from typing import Any

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="how PostgreSQL is reached"),
]
A_WHILE = 5_000


@pytest.fixture
def another() -> Iterator[Any]:
    """A connection as a worker has it that has answered a request."""
    found: Any = connection.copy()
    value_of(found, "SELECT 1")
    begin(found)
    value_of(found, "SELECT 1")
    yield found
    found.close()


def begin(found: Any) -> None:
    """What Django does with a connection when a request begins."""
    found.close_if_unusable_or_obsolete()


def value_of(found: Any, sql: str, *values: object) -> Any:
    with found.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def last_asked(pid: int) -> str:
    """The last statement that the server got from a connection."""
    return str(value_of(connection, "SELECT query FROM pg_stat_activity WHERE pid = %s", pid))


@pytest.mark.parametrize(
    ("answered_lately", "asked"), [(True, "SELECT pg_backend_pid()"), (False, "SELECT 1")]
)
def test_the_server_is_asked_only_when_it_has_not_answered_for_a_while(another, answered_lately, asked):
    pid = value_of(another, "SELECT pg_backend_pid()")
    if not answered_lately:
        another.answered_at = float("-inf")

    begin(another)
    another.close_if_health_check_failed()

    assert last_asked(pid) == asked


def test_a_connection_that_the_server_ended_is_replaced(another):
    ended = value_of(another, "SELECT pg_backend_pid()")
    begin(another)
    word = poll()
    word.register(another.connection.fileno(), POLLIN)
    value_of(connection, "SELECT pg_terminate_backend(%s)", ended)

    assert word.poll(A_WHILE)
    assert value_of(another, "SELECT pg_backend_pid()") != ended
