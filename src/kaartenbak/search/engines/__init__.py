"""One engine per database behind one small interface: which cards fit a reading of the query?"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import OperationalError, connection
from django.db.models.expressions import RawSQL

from kaartenbak.search.engines import postgresql, sqlite
from kaartenbak.search.rules.readings import Reading, Weights, weighed


class TookTooLong(Exception):  # noqa: N818 what happened, not an error
    """What was asked was broken off, since it took longer than it may."""


def engine() -> Any:
    """The engine of the database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def holding(reading: Reading) -> RawSQL:
    """The keys of the cards that fit `reading`, as a condition."""
    return RawSQL(*engine().select(reading))  # noqa: S611 what was typed is among the values


def some_holding(reading: Reading, limit: int, weights: Weights) -> RawSQL:
    """The keys of some cards that fit `reading`, as a condition."""
    return RawSQL(*some(reading, limit, weights))  # noqa: S611


def keys_holding(reading: Reading, limit: int, weights: Weights) -> list[int]:
    """The keys of some cards that fit `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(*some(reading, limit, weights))
        return [key for (key,) in cursor.fetchall()]


def some(reading: Reading, limit: int, weights: Weights) -> tuple[str, list[Any]]:
    """The statement that finds some keys, with its values.

    At most so many, whichever come first; single letters beside longer words are left for the ranking to look at,
    since very many cards have them. Words that very many cards hold are looked for in those that hold the others.
    """
    sql, values = engine().select(weighed(reading.without_letters(), weights, engine().PRICE))
    return f"{sql} LIMIT %s", [*values, limit]


@contextmanager
def stopping(seconds: float) -> Iterator[None]:
    """A statement within that takes longer than so many seconds is broken off and raises `TookTooLong`."""
    until = monotonic() + seconds
    try:
        with engine().stopping(seconds):
            yield
    except OperationalError as failure:
        if monotonic() < until:
            raise
        raise TookTooLong from failure


def rebuild() -> None:
    """Make what the engine keeps beside the documents anew."""
    engine().rebuild()


def is_whole() -> bool:
    """Whether what the engine keeps beside the documents agrees with them."""
    return bool(engine().is_whole())
