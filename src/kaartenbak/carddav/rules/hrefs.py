"""The one spelling of every address: absolute path, percent-encoded, collections end in a slash (carddav.md §3)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote_to_bytes, urlsplit

ROOT = "/dav/"
LONGEST_NAME = 255
USER = re.compile(rb"[1-9]\d{0,17}", re.ASCII)


class Kind(StrEnum):
    """What is at an address."""

    ROOT = "root"
    PRINCIPALS = "principals"
    PRINCIPAL = "principal"
    HOMES = "homes"
    HOME = "home"
    BOOK = "book"
    MEMBER = "member"


@dataclass(frozen=True)
class Place:
    """An address taken apart: whose, which book, which card."""

    kind: Kind
    user: int = 0
    book: str = ""
    name: str = ""

    @property
    def href(self) -> str:
        """The address, always spelt like this."""
        shapes = {
            Kind.ROOT: "",
            Kind.PRINCIPALS: "principals/",
            Kind.PRINCIPAL: f"principals/{self.user}/",
            Kind.HOMES: "books/",
            Kind.HOME: f"books/{self.user}/",
        }
        return ROOT + shapes[self.kind] if self.kind in shapes else self.beginning + quote(self.name, safe="")

    @property
    def beginning(self) -> str:
        """The address of the book, which those of its cards begin with."""
        return f"{ROOT}books/{self.user}/{quote(self.book, safe='')}/"

    @property
    def parent(self) -> "Place":
        """The book of a card, the home of a book."""
        if self.kind is Kind.MEMBER:
            return Place(Kind.BOOK, self.user, self.book)
        return Place(Kind.HOME, self.user)


BY_DEPTH = {
    b"principals": (Kind.PRINCIPALS, Kind.PRINCIPAL),
    b"books": (Kind.HOMES, Kind.HOME, Kind.BOOK, Kind.MEMBER),
}


def place_at(path: bytes) -> Place | None:
    """What a decoded path means; none when nothing can be there."""
    if path.rstrip(b"/") == ROOT.encode().rstrip(b"/"):
        return Place(Kind.ROOT)
    if not path.startswith(ROOT.encode()):
        return None
    top, *rest = path.removeprefix(ROOT.encode()).removesuffix(b"/").split(b"/")
    kinds = BY_DEPTH.get(top, ())
    if len(rest) >= len(kinds) or not all(map(is_name, rest)):
        return None
    if rest and not USER.fullmatch(rest[0]):
        return None
    user, book, name = (*rest, b"", b"", b"")[:3]
    return Place(kinds[len(rest)], int(user or 0), book.decode(), name.decode())


def is_name(part: bytes) -> bool:
    """Whether a part of a path may be somebody's name for something."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return False
    return 0 < len(part) <= LONGEST_NAME and "\0" not in text and text not in {".", ".."}


def place_of_href(href: str) -> Place | None:
    """What an address in a body or a header means, in any spelling: absolute or not, encoded one way or another."""
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        return None
    return place_at(unquote_to_bytes(path))
