"""Whose it is, and what he who asks may do with it (RFC 3744)."""

from kaartenbak.carddav.properties.base import Places, Property
from kaartenbak.carddav.queries.books import access_of
from kaartenbak.carddav.resources import principal_of
from kaartenbak.carddav.rules.access import Access
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import DAV, Element

READING = ("read", "read-current-user-privilege-set")
WRITING = ("write", "write-content", "bind", "unbind")


class Owner(Places):
    """RFC 3744, section 5.1."""

    name = f"{DAV}owner"
    of = frozenset({Kind.PRINCIPAL, Kind.HOME, Kind.BOOK, Kind.MEMBER})

    def places(self, it: Shown) -> tuple[Place, ...]:
        return (principal_of(it.request.user.pk),)


class CurrentPrivileges(Property):
    """RFC 3744, section 5.4. A client hides what cannot be read, and takes for read-only what cannot be written."""

    name = f"{DAV}current-user-privilege-set"

    def markup(self, it: Shown, asked: Element | None) -> str:
        book = it.resource if it.kind is Kind.BOOK else it.resource.book if it.kind is Kind.MEMBER else None
        writes = book is not None and access_of(book, it.request.user) is not Access.OFF
        names = (*READING, *(WRITING if writes else ()))
        return "".join(f"<D:privilege><D:{name}/></D:privilege>" for name in names)
