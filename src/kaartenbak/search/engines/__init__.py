"""One engine per database behind one small interface: which cards fit a reading of the query?"""

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from kaartenbak.search.engines import postgresql, sqlite
from kaartenbak.search.rules.readings import Reading


def engine() -> Any:
    """The engine of the database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def holding(reading: Reading, *, limit: int = 0) -> RawSQL:
    """The keys of the cards that fit `reading`, as a condition.

    With `limit` at most so many, whichever come first; single letters beside longer words are left for the ranking to look at,
    since very many cards have them.
    """
    sql, values = engine().select(reading.without_letters() if limit else reading)
    if limit:
        sql, values = f"{sql} LIMIT %s", [*values, limit]
    return RawSQL(sql, values)  # noqa: S611 what was typed is among the values


def rebuild() -> None:
    """Make what the engine keeps beside the documents anew."""
    engine().rebuild()


def is_whole() -> bool:
    """Whether what the engine keeps beside the documents agrees with them."""
    return bool(engine().is_whole())
