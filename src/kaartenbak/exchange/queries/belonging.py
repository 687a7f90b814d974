"""What belongs to some cards, read for each block of an export: worked out once."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.contacts.models import Channel, Comment
from kaartenbak.history.prepared import Among, Given, Prepared

# Keys that stand this close together are asked for as a range.
SPREAD = 3
type Rows = Callable[[], Any]


def channels() -> Any:
    """The channels of cards, the main one of each kind first."""
    rows = Channel.objects.order_by("contact_id", "kind", "position", "id")
    return rows.values_list("contact_id", "kind", "label", "value")


def comments() -> Any:
    """The comments of cards, each with its code."""
    return Comment.objects.order_by("contact_id", "id").values_list("contact_id", "text", "code")


@cache
def codes(grouping: str) -> Rows:
    """The codes of one grouping that cards have, in their order."""
    assignments = GROUPINGS[grouping].assignments.objects
    return lambda: assignments.order_by("contact_id", "code__code").values_list("contact_id", "code__code")


def of_cards(rows: Rows, keys: Sequence[int]) -> list[Any]:
    """Those of `rows` that belong to these cards, whose keys are in order; a range may bring along others."""
    in_range, among = reads(rows)
    return in_range(first=keys[0], last=keys[-1]) if are_close(keys) else among(keys=keys)


def are_close(keys: Sequence[int]) -> bool:
    """Whether a range of keys is read quicker than each of them."""
    return keys[-1] - keys[0] < SPREAD * len(keys)


@cache
def reads(rows: Rows) -> tuple[Prepared[Any], Prepared[Any]]:
    """The reads of such rows: between two keys, and of keys."""
    between = {"contact__gte": Given("first"), "contact__lte": Given("last")}
    return Prepared(lambda: rows().filter(**between)), Prepared(
        lambda: rows().filter(Among("contact_id", "keys"))
    )
