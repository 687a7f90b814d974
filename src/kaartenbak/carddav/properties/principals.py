"""Who asks, and where his books are."""

from kaartenbak.carddav.properties.base import PRINCIPAL, Places
from kaartenbak.carddav.resources import home_of, principal_of
from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import CARD, DAV


class CurrentPrincipal(Places):
    """RFC 5397: the address that stands for whoever asks."""

    name = f"{DAV}current-user-principal"

    def places(self, it: Shown) -> tuple[Place, ...]:
        return (principal_of(it.request.user.pk),)


class PrincipalAddress(Places):
    """RFC 3744, section 4.2."""

    name = f"{DAV}principal-URL"
    of = PRINCIPAL

    def places(self, it: Shown) -> tuple[Place, ...]:
        return (it.resource.place,)


class PrincipalCollectionSet(Places):
    """RFC 3744, section 5.8."""

    name = f"{DAV}principal-collection-set"

    def places(self, it: Shown) -> tuple[Place, ...]:
        return (Place(Kind.PRINCIPALS),)


class AddressBookHomeSet(Places):
    """RFC 6352, section 7.1.1."""

    name = f"{CARD}addressbook-home-set"
    of = PRINCIPAL

    def places(self, it: Shown) -> tuple[Place, ...]:
        return (home_of(it.request.user.pk),)
