"""What can be at an address."""

from dataclasses import dataclass

from kaartenbak.accounts.models import User
from kaartenbak.carddav.queries.books import Book
from kaartenbak.carddav.queries.members import Card
from kaartenbak.carddav.rules.hrefs import Kind, Place


@dataclass(frozen=True)
class Collection:
    """What leads to the books: the root, the principals, the user himself, the homes and his own home."""

    place: Place
    user: User

    @property
    def href(self) -> str:
        """Its address."""
        return self.place.href


Resource = Collection | Book | Card


def principal_of(user: int) -> Place:
    """The address that stands for a user."""
    return Place(Kind.PRINCIPAL, user)


def home_of(user: int) -> Place:
    """The address of a user's books."""
    return Place(Kind.HOME, user)
