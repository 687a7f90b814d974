"""What a contact owns, declared once beside each table and read by deletion, merge, export and erasure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class OnDelete(StrEnum):
    """What becomes of a part when its contact is deleted."""

    GO_ALONG = "go along"
    HAND_OVER = "hand over"
    STAY = "stay"


@dataclass(frozen=True)
class Part:
    """One table whose rows belong to a contact.

    `model` is `app.Model`; `link` is its foreign key to the contact; `unique_by` are the fields that may occur once per contact.
    `only_for` is the type of contact that alone may have such rows; while they are there, the type cannot change. `counted` is
    what their number is called on the card; with `of_employer` a person shows those of his company. `called` is the table whose
    name they have in sentences, when it is not their own. Who merges cards is `asked` which rows come along, unless they mean
    nothing to him: those always do.
    """

    model: str
    on_delete: OnDelete
    link: str = "contact"
    unique_by: tuple[str, ...] = ()
    only_for: str = ""
    counted: str = ""
    of_employer: bool = False
    called: str = ""
    asked: bool = True
    personal: tuple[str, ...] = field(default=())


PARTS: list[Part] = []


def declare(parts: Iterable[Part]) -> None:
    """Add a capability's declarations, in the order in which the rows must go."""
    PARTS.extend(part for part in parts if part not in PARTS)
