"""Contacts that are few among many: looked up by their keys, so that no list is read to its end for a page of them."""

from typing import Any

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.lookups import In

# So few are looked up as values.
FEW = 1_000
# So many are looked up and put in order; among more, a list comes across a page of them as it is read in its order.
SEVERAL = 20_000


class LookedUp(Subquery):
    """The keys of `size` contacts, found before all else: PostgreSQL takes what is made an array for what comes first."""

    def __init__(self, rows: "QuerySet[Any]", size: int) -> None:
        super().__init__(rows)
        self.size = size

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(ARRAY(%(subquery)s))", **context)


class AmongLookedUp(In):
    """That a key is among those looked up. PostgreSQL puts an array in order and walks its index along it, in half the time
    that it takes to look up one key after another.
    """

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        key, values = self.process_lhs(compiler, connection)
        keys, more = compiler.compile(self.rhs)
        return f"{key} = ANY {keys}", (*values, *more)


def few_of(rows: "QuerySet[Any]", key: str = "pk") -> list[int] | None:
    """The keys that some rows name when these are few."""
    found = list(rows.order_by().values_list(key, flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def looked_up(rows: "QuerySet[Any]", key: str = "pk") -> Q | None:
    """The condition that a contact is among those that some rows name, by an index of theirs; none when these are very many."""
    few = few_of(rows, key)
    if few is not None:
        return Q(pk__in=few)
    keys = rows.order_by().values(key)
    size = keys[: SEVERAL + 1].count()
    return Q(AmongLookedUp(F("pk"), LookedUp(keys, size))) if size <= SEVERAL else None
