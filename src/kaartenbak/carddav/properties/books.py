"""Properties of address books."""

from kaartenbak.carddav.properties.base import BOOK, Property
from kaartenbak.carddav.queries.sync import token_of
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.texts import VERSIONS
from kaartenbak.carddav.xml import CARD, CS, DAV, INF, Element, text

LARGEST_CARD = 5_000_000
COLLATIONS = ("i;ascii-casemap", "i;unicode-casemap", "i;octet")


class BookDescription(Property):
    """RFC 6352, section 6.2.1."""

    name = f"{CARD}addressbook-description"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        return text(it.resource.description) if it.resource.description else None


class BookColour(Property):
    """The colour that some programs show a book in."""

    name = f"{INF}addressbook-color"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        return text(it.resource.colour) if it.resource.colour else None


class AddressData(Property):
    """RFC 6352, section 6.2.2: the kinds of cards that are read and taken."""

    name = f"{CARD}supported-address-data"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str:
        return "".join(
            f'<C:address-data-type content-type="text/vcard" version="{version}"/>' for version in VERSIONS
        )


class MaxResourceSize(Property):
    """RFC 6352, section 6.2.3: the most octets that a card may have."""

    name = f"{CARD}max-resource-size"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str:
        return str(LARGEST_CARD)


class CollationSet(Property):
    """RFC 6352, section 8.3.1: the ways in which texts are compared."""

    name = f"{CARD}supported-collation-set"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str:
        return "".join(f"<C:supported-collation>{each}</C:supported-collation>" for each in COLLATIONS)


class SyncToken(Property):
    """RFC 6578, section 4: changes whenever a card in the book does."""

    name = f"{DAV}sync-token"
    of = BOOK

    def markup(self, it: Shown, asked: Element | None) -> str:
        return text(token_of(it.resource, by=it.request.actor))


class CTag(SyncToken):
    """The same for programs that only want to know whether anything changed."""

    name = f"{CS}getctag"
