"""Reading a page of a list whose filter only some contacts meet: at the beginning of the list, else by looking them all up.

Neither database knows whether those that are wanted stand together, and where. Decision 0057.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connections

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards, LookedUp
from kaartenbak.history.prepared import Prepared

# Puts contacts in the order of a list, behind the place where a page begins.
Place = Callable[[Any], Any]
# Fewer than these are looked up at once.
WORTH = 5_000
# In so many contacts this many times a page is expected, but no more are passed by: each costs a fifth of one that is looked up.
MANY, TIMES, FURTHEST = 1_000_000, 5, 24_000
# Those found at the beginning are asked for as values, no more than so many when a filter may still leave some of them out.
FOUND = 1_000


def read(cards: Cards, place: Place, size: int, every: Cards | None = None) -> list[Contact]:
    """The first `size` of `cards` in their place; `every` are all contacts with what they are put in order by."""
    found = looked_up_by(cards)
    if found is not None and found.size >= WORTH:
        reach = min(TIMES * size * MANY // found.size, FURTHEST)
        most = size if len(cards.query.where.children) == 1 else FOUND
        keys = beginning(place(Contact.objects.all() if every is None else every), found, reach, most)
        rows = list(place(only(cards, keys))[:size]) if len(keys) >= size else []
        if len(rows) == size:
            return rows
    return list(place(cards)[:size])


@lru_cache(maxsize=200)
def opening(kind: str, fields: frozenset[str], size: int) -> Prepared[Contact]:
    """The first contacts in the usual order, all or those of a kind: what is looked at most, so it is compiled once."""
    return Prepared(
        lambda: (
            Contact.objects.filter(**({"kind": kind} if kind else {}))
            .only(*fields)
            .order_by("list_key", "pk")[:size]
        )
    )


def looked_up_by(cards: Cards) -> LookedUp | None:
    """What contacts are looked up by; none when it is nothing, or several things that few may have in common."""
    conditions = (getattr(each, "rhs", None) for each in cards.query.where.children)
    found = [each for each in conditions if isinstance(each, LookedUp)]
    return found[0] if len(found) == 1 else None


def only(cards: Cards, keys: list[int]) -> Cards:
    """Of `cards`, those with these keys, which are some of those that they are looked up by."""
    rest = cards.all()
    rest.query.where.children = [
        each for each in cards.query.where.children if not isinstance(getattr(each, "rhs", None), LookedUp)
    ]
    return rest.filter(pk__in=keys)


def beginning(placed: Cards, found: LookedUp, reach: int, most: int) -> list[int]:
    """The first keys, at `most` so many, of those that were found within the reach of a list, in its order.

    As a truth and no condition, or a database would look up those that were found.
    """
    connection = connections[placed.db]
    walk = placed.values("id")[:reach].query.get_compiler(connection=connection)
    sought = found.query.get_compiler(connection=connection)
    (first, values), (wanted, more) = walk.as_sql(), sought.as_sql()
    sql = f"SELECT id FROM ({first}) s WHERE (id IN ({wanted})) IS TRUE LIMIT {most}"  # noqa: S608 made above
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *more])
        return [key for (key,) in cursor.fetchall()]
