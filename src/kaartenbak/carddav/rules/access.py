"""How programs may write in a book: what is set for a user and for everybody, as far as his role goes."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Access(StrEnum):
    """What becomes of a change that a program sends."""

    OFF = "off"
    PROPOSAL = "proposal"
    DIRECT = "direct"


EVERY_BOOK = ""
# For one user or for everybody, with the key of the book.
Place = tuple[bool, str]
USUAL = Access.PROPOSAL


def access(settings: Mapping[Place, str], book: str, permissions: Collection[str]) -> Access:
    """What holds in a book: what is set for the user before what is set for everybody, the book before every book.

    Who may not change contacts himself can propose at most, and who may not even do that cannot write.
    """
    places = ((True, book), (True, EVERY_BOOK), (False, book), (False, EVERY_BOOK))
    wanted = next((Access(settings[place]) for place in places if place in settings), USUAL)
    if wanted is Access.DIRECT and "contacts.change" not in permissions:
        wanted = Access.PROPOSAL
    return wanted if wanted is not Access.PROPOSAL or "contacts.propose" in permissions else Access.OFF
