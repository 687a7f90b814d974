"""Whose it is, and what he who asks may do with it (RFC 3744)."""

from kaartenbak.carddav.properties.base import Places, Property
from kaartenbak.carddav.resources import principal_of
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import DAV, Element


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
        names = ("read", "read-current-user-privilege-set")
        return "".join(f"<D:privilege><D:{name}/></D:privilege>" for name in names)
