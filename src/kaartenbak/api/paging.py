"""Paging by key: each page begins after the last row of the one before, so page 2,000 costs what page 1
costs.
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse

from kaartenbak.api.answers import listed
from kaartenbak.api.encoding import encode
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Listing
from kaartenbak.core.refusals import Refused


@dataclass(frozen=True)
class Page[M]:
    """Some rows of a list, the cursor of the next ones if there are more, and how many there are if that
    was asked.
    """

    rows: list[M]
    next: str | None
    count: int | None


def paged[M: Model](
    request: ApiRequest,
    rows: "QuerySet[M]",
    query: Listing,
    *,
    order: Sequence[str],
    show: Callable[[M], dict[str, Any]],
) -> HttpResponse:
    """The answer with one page of `rows`, each as `show` writes it. `order` must end in something unique,
    and never be null.
    """
    page = page_of(rows, query, order=order)
    return listed(request, map(show, page.rows), next=page.next, count=page.count)


# Reads so many rows, which are put in order and behind the beginning of a page by a function.
Reader = Callable[[Any, Callable[[Any], Any], int], list[Any]]


def plainly(rows: Any, place: Callable[[Any], Any], size: int) -> list[Any]:
    """The rows as the database finds them."""
    return list(place(rows)[:size])


def page_of[M: Model](
    rows: "QuerySet[M]", query: Listing, *, order: Sequence[str], read: Reader = plainly
) -> Page[M]:
    """The page of `rows` that `query` asks for."""
    count = rows.count() if query.count else None
    behind = beyond(rows.model, order, query.cursor) if query.cursor else Q()
    found = read(rows, lambda each: each.filter(behind).order_by(*order), query.limit + 1)
    more = len(found) > query.limit
    found = found[: query.limit]
    return Page(found, cursor_at(found[-1], order) if more else None, count)


def cursor_at(row: Model, order: Sequence[str]) -> str:
    """The cursor of what comes after `row`. It is opaque to callers and holds for this order only."""
    values = [getattr(row, name.lstrip("-")) for name in order]
    return base64.urlsafe_b64encode(encode([",".join(order), *values])).decode("ascii").rstrip("=")


def values_at(model: type[Model], order: Sequence[str], cursor: str) -> list[Any]:
    """The values in a cursor; refused when it is none of this list."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        for_order, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if for_order != ",".join(order) or len(values) != len(order) or "\0" in str(values):
            raise ValueError(cursor)
        return [typed(model, name.lstrip("-"), value) for name, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, ValidationError):
        raise Refused("cursor.invalid", field="cursor") from None


def typed(model: type[Model], name: str, value: Any) -> Any:
    """A value of a cursor in the type of its column."""
    if value is None:
        raise ValueError(name)
    try:
        return model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return value


def beyond(model: type[Model], order: Sequence[str], cursor: str) -> Q:
    """The rows after the cursor.

    For the order (a, b): a >= x and (a > x or b > y). The first part looks needless, and is what lets the
    database
    begin in the middle of its index.
    """
    condition = Q()
    for name, value in reversed(list(zip(order, values_at(model, order, cursor), strict=True))):
        column, way = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        later = Q(**{f"{column}__{way}": value})
        condition = Q(**{f"{column}__{way}e": value}) & (later | condition) if condition else later
    return condition
