"""Numbers from a series: one after the other, each once, also when many ask at the same time."""

import threading

import pytest
from django.db import connection, connections

from kaartenbak.contacts.models import Contact
from kaartenbak.history import store
from kaartenbak.history.models import Change
from kaartenbak.history.operations import operation
from kaartenbak.setup import ops
from kaartenbak.setup.models import NumberSeries
from kaartenbak.testing.cast import ADMIN, MANAGER

THREADS, EACH = 8, 5


@operation(needs="contacts.change", title="Took numbers")
def take_some(*, series, count=1, by):
    return ops.take_numbers(series, count, among=(Contact,))


@operation(needs="contacts.change", title="Added a card")
def a_numbered_card(*, series, by):
    number = ops.take_number(series, among=(Contact,))
    return store.create(Contact(number=number, kind="company", name=number, series=series)).number


def a_series(start="CT0001", **values):
    return ops.create_code(model=NumberSeries, code="CONT", next=start, by=MANAGER, **values)


@pytest.mark.django_db
def test_a_series_gives_its_numbers_in_turn():
    series = a_series(step=5)

    assert [a_numbered_card(series=series, by=ADMIN) for _ in range(3)] == ["CT0001", "CT0006", "CT0011"]
    assert NumberSeries.objects.get().next == "CT0016"


@pytest.mark.django_db
def test_numbers_that_are_taken_are_passed_over():
    series = a_series()
    for number in ("CT0001", "CT0002", "CT0004"):
        a_taken_card(number=number, by=ADMIN)

    assert take_some(series=series, count=3, by=ADMIN) == ["CT0003", "CT0005", "CT0006"]


@operation(needs="contacts.change", title="Added {number}")
def a_taken_card(*, number, by):
    return store.create(Contact(number=number, kind="company", name=number))


@pytest.mark.django_db
def test_a_block_of_numbers_costs_as_many_queries_as_one(django_assert_num_queries):
    series = a_series()

    with django_assert_num_queries(5):
        assert len(take_some(series=series, count=1_000, by=ADMIN)) == 1_000


@pytest.mark.django_db
def test_counting_on_is_no_change_of_the_setup():
    series = a_series()
    before = Change.objects.count()

    take_some(series=series, by=ADMIN)

    assert Change.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_number_of_an_operation_that_failed_is_given_again_and_no_other():
    series = a_series()

    with pytest.raises(ZeroDivisionError):
        taking_and_failing(series=series, by=ADMIN)

    assert take_some(series=series, by=ADMIN) == ["CT0001"]


@operation(needs="contacts.change", title="Failed")
def taking_and_failing(*, series, by):
    ops.take_number(series)
    return 1 / 0


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_each_a_number_of_their_own():
    series = a_series()
    found: list[str] = []

    def work():
        try:
            found.extend(a_numbered_card(series=series, by=ADMIN) for _ in range(EACH))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    wanted = [f"CT{number:04}" for number in range(1, THREADS * EACH + 1)]
    assert sorted(found) == wanted, connection.vendor
    assert list(Contact.objects.order_by("number").values_list("number", flat=True)) == wanted
