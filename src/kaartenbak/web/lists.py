"""Lists that are sorted by a column and paged by key: the same cost on page 1 and on page 2,000.

A cursor holds the sort value and the id of the row it continues from. It is signed, so what comes back is
what was given out; one that was tampered with, or that belongs to another sort order, means the first page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial, reduce
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 50
SALT = "kaartenbak.web.lists"
# Reads so many rows, which are put in order and behind the beginning of a page by a function.
Reader = Callable[[Any, Callable[[Any], Any], int], list[Any]]


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, and the field it sorts by (never null), if any.

    `css` goes on the heading: `number` for figures, `tight` for what should take no more room than it needs.
    """

    name: str
    label: Any
    key: str = ""
    css: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading as the template shows it: `sort` is the value of `?sort=` that its link leads to."""

    label: Any
    css: str
    sort: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Sort:
    """The order of a list: a column, and whether it runs downwards."""

    column: Column
    down: bool = False

    def __str__(self) -> str:
        return f"-{self.column.name}" if self.down else self.column.name


@dataclass(frozen=True)
class Page[T: Model]:
    """The rows of one page with what the headings and the pager need."""

    rows: Sequence[T]
    headings: Sequence[Heading]
    sort: Sort
    next: str = ""
    previous: str = ""
    cut: bool = False
    """Whether there are more rows, which no other page shows."""

    def __bool__(self) -> bool:
        return bool(self.rows)


def plainly(rows: Any, place: Callable[[Any], Any], size: int) -> list[Any]:
    """The rows as the database finds them."""
    return list(place(rows)[:size])


class Listing:
    """The columns of one list, and the order it has by itself (`-name` runs downwards)."""

    def __init__(self, columns: Sequence[Column], *, default: str, size: int = PAGE_SIZE) -> None:
        self.columns = columns
        self.default = default
        self.size = size

    def page[T: Model](
        self,
        queryset: QuerySet[T],
        query: Mapping[str, str],
        read: Reader = plainly,
        *,
        first: "Callable[[], list[T]] | None" = None,
    ) -> Page[T]:
        """The page that `?sort=` and `?at=` ask for; else the default order and the first page.

        `first` reads that page and one row more, where a read was prepared.
        """
        sort = self.sort(query.get("sort", ""))
        cursor = Cursor.read(query.get("at", ""), sort)
        backwards = cursor is not None and cursor.backwards
        place = partial(self.ordered, sort=sort, cursor=cursor, backwards=backwards)
        begins = cursor is None and str(sort) == self.default
        rows = first() if first and begins else read(queryset, place, self.size + 1)
        more = len(rows) > self.size
        rows = rows[: self.size]
        if backwards:
            rows.reverse()
        before = more if backwards else cursor is not None
        after = True if backwards else more
        return Page(
            rows=rows,
            headings=[self.heading(column, sort) for column in self.columns],
            sort=sort,
            next=Cursor.at(rows[-1], sort, backwards=False) if rows and after else "",
            previous=Cursor.at(rows[0], sort, backwards=True) if rows and before else "",
        )

    def sort(self, asked: str) -> Sort:
        """The order asked for, or the default one when there is no such column."""
        for text in (asked, self.default):
            for column in self.columns:
                if column.key and column.name == text.removeprefix("-"):
                    return Sort(column, down=text.startswith("-"))
        raise ValueError(f"The list has no column {self.default!r} to sort by")

    def heading(self, column: Column, sort: Sort) -> Heading:
        if not column.key:
            return Heading(column.label, column.css)
        if column.name != sort.column.name:
            return Heading(column.label, column.css, sort=column.name)
        other = Sort(column, down=not sort.down)
        return Heading(column.label, column.css, str(other), "descending" if sort.down else "ascending")

    @staticmethod
    def ordered[T: Model](
        queryset: QuerySet[T], sort: Sort, cursor: "Cursor | None", backwards: bool
    ) -> QuerySet[T]:
        key, down = sort.column.key, sort.down != backwards
        mark = "-" if down else ""
        ordered = queryset.order_by(f"{mark}{key}", f"{mark}pk")
        return ordered.filter(cursor.beyond(key, down)) if cursor else ordered


@dataclass(frozen=True)
class Cursor:
    """A place in a list: between the row with this sort value and id and the next, or the one before."""

    value: Any
    pk: Any
    backwards: bool

    @staticmethod
    def at(row: Model, sort: Sort, *, backwards: bool) -> str:
        value = reduce(getattr, sort.column.key.split("__"), row)
        return signing.dumps([str(sort), value, row.pk, backwards], salt=SALT, serializer=Json)

    @staticmethod
    def read(text: str, sort: Sort) -> "Cursor | None":
        if not text:
            return None
        try:
            order, value, pk, backwards = signing.loads(text, salt=SALT, serializer=Json)
        except (signing.BadSignature, ValueError):
            return None
        return Cursor(value, pk, backwards) if order == str(sort) else None

    def beyond(self, key: str, down: bool) -> Q:
        """The rows after this place; the first condition lets a database use its index."""
        way = "lt" if down else "gt"
        return Q(**{f"{key}__{way}e": self.value}) & (
            Q(**{f"{key}__{way}": self.value}) | Q(**{f"pk__{way}": self.pk})
        )


class Exactly(DjangoJSONEncoder):
    """Moments with their millionths: without these a page would leave out what was changed in the rest of a thousandth."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Json:
    """How a sort value is written into a cursor: dates and decimals as text, which the field reads back."""

    def dumps(self, obj: Any) -> bytes:
        return Exactly(separators=(",", ":")).encode(obj).encode()

    def loads(self, data: bytes) -> Any:
        return signing.JSONSerializer().loads(data)
