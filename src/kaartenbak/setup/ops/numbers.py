"""Taking numbers from a series, inside the operation that needs them."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet

from kaartenbak.history import store
from kaartenbak.history.prepared import Among, Prepared, Texts, Uids
from kaartenbak.setup.models import NumberSeries
from kaartenbak.setup.rules import numbers

LARGEST_LOOK = 1_000


def take_number(series: NumberSeries, *, among: Sequence[type[Model]] = (), field: str = "number") -> str:
    """The next number of `series`, which nobody else gets; those that the tables `among` have already are passed over.

    The series stays locked until the operation ends, so that two who create at once wait for each other. A
    number is given once: neither deleting nor undoing brings it back.
    """
    return take_numbers(series, 1, among=among, field=field)[0]


def take_numbers(
    series: NumberSeries, count: int, *, among: Sequence[type[Model]] = (), field: str = "number"
) -> list[str]:
    """As `take_number`, `count` of them in one step, for an import."""
    if not count:
        return []
    present = store.lock(series)
    found = list(islice(free_numbers(present, count, among, field), count))
    store.update(present, next=numbers.later(found[-1], present.step))
    series.next = present.next
    return found


def free_numbers(series: NumberSeries, count: int, among: Sequence[type[Model]], field: str) -> Iterator[str]:
    """The numbers from the next one on that the tables `among` do not have, looked up by the block."""
    onwards = numbers.onwards(series.next, series.step)
    size = count
    while True:
        block = list(islice(onwards, size))
        taken = taken_numbers(among, field, block)
        yield from (number for number in block if number not in taken)
        size = min(LARGEST_LOOK, max(10, size * 2))


def taken_numbers(among: Sequence[type[Model]], field: str, wanted: Sequence[Any]) -> set[Any]:
    """Of these values of a field, those that a row of one of the tables has."""
    return set(holders(tuple(among), field)(wanted=wanted)) if among else set()


@cache
def holders(among: Sequence[type[Model]], field: str) -> Prepared[Any]:
    """The read of the values of a field, a text or a uid, that rows of some tables have."""
    kind = Uids if field == "uid" else Texts

    def rows() -> QuerySet[Any]:
        first, *others = (
            model._base_manager.filter(Among(field, "wanted", kind)).order_by().values_list(field, flat=True)
            for model in among
        )
        return first.union(*others, all=True) if others else first

    return Prepared(rows)
