"""A list costs the same number of queries for one row and for many; this is how its test says so."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_same_queries(show: Callable[[], object], add_row: Callable[[], object]) -> None:
    """Show a list with one row and with three; fails with the extra queries when the second costs more.

    `add_row` adds one row to the list, `show` shows it. The first look is not counted: it fills caches.
    """
    add_row()
    show()
    for_one = queries_of(show)
    add_row()
    add_row()
    for_three = queries_of(show)
    listing = "\n".join(for_three)
    assert len(for_one) == len(for_three), (
        f"{len(for_one)} queries for one row, {len(for_three)} for three:\n{listing}"
    )
    assert for_one, "The page asked the database nothing, so this shows nothing."


def queries_of(show: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        show()
    return [query["sql"] for query in captured.captured_queries]
