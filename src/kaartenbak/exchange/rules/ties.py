"""What ties a card to others that are no company of its: the cards it took in, and those it is not the same as."""

from typing import NamedTuple

from kaartenbak.core.normal.uid import as_uuid


class Former(NamedTuple):
    """A card that became part of this one: the number and uid that lead here, and its name."""

    number: str
    uid: str
    name: str = ""


class Different(NamedTuple):
    """A card of which somebody said that it is another contact, by its uid; and why."""

    uid: str
    reason: str = ""


def uid_in(text: str) -> str:
    """A uid in its usual form; blank when it is none."""
    return str(as_uuid(text.strip()) or "")
