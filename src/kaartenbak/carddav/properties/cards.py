"""Properties of cards."""

from django.utils.http import http_date

from kaartenbak.carddav.properties.base import MEMBER, Property
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import DAV, Element


class ETag(Property):
    """RFC 4918, section 15.6. Collections have none: Outlook takes everything that has one for a card."""

    name = f"{DAV}getetag"
    of = MEMBER
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str:
        return str(it.resource.etag)


class ContentType(Property):
    """RFC 4918, section 15.5."""

    name = f"{DAV}getcontenttype"
    of = MEMBER
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str:
        return "text/vcard; charset=utf-8"


class ContentLength(Property):
    """RFC 4918, section 15.4: the octets that are read."""

    name = f"{DAV}getcontentlength"
    of = MEMBER
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        return str(len(it.texts[""].encode())) if "" in it.texts else None

    def needs(self, asked: Element | None) -> str:
        return ""


class LastModified(Property):
    """RFC 4918, section 15.7."""

    name = f"{DAV}getlastmodified"
    stamped = True
    of = MEMBER
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str:
        return http_date(it.resource.modified.timestamp())


class CreationDate(Property):
    """RFC 4918, section 15.1."""

    name = f"{DAV}creationdate"
    stamped = True
    of = MEMBER
    listed = True

    def markup(self, it: Shown, asked: Element | None) -> str:
        return f"{it.resource.created:%Y-%m-%dT%H:%M:%SZ}"
