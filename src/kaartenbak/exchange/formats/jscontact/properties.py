"""Which property of a vCard stands where in JSContact (RFC 9555 §2.3), a line each."""

from kaartenbak.exchange.formats.jscontact.base import Entry
from kaartenbak.exchange.formats.jscontact.values import (
    address_of,
    address_written,
    company_of,
    company_written,
    coordinates_of,
    date_of,
    date_written,
    number_written,
    text_or_uri,
    uri_only,
    zone_of,
)

FEATURES = {
    "voice": "voice", "fax": "fax", "cell": "mobile", "video": "video", "pager": "pager", "text": "text",
    "textphone": "textphone", "main-number": "main-number",
}  # fmt: skip
MEDIA = {"mediatype": "mediaType"}
SERVICE = {"service-type": "service", "username": "user"}
RESOURCE = {"params": MEDIA, "read": uri_only}
LEVEL = {"level": "level", "index": "listAs"}
PROFILE = text_or_uri("user")

ENTRIES = (
    Entry("nickname", "nicknames", "name"),
    Entry("photo", "media", "uri", {"kind": "photo"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("logo", "media", "uri", {"kind": "logo"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("sound", "media", "uri", {"kind": "sound"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("bday", "anniversaries", "date", {"kind": "birth"}, read=date_of, write=date_written),
    Entry("deathdate", "anniversaries", "date", {"kind": "death"}, read=date_of, write=date_written),
    Entry("anniversary", "anniversaries", "date", {"kind": "wedding"}, read=date_of, write=date_written),
    Entry("adr", "addresses", "", features="contexts", types={"billing": "billing", "delivery": "delivery"},
          params={"label": "full", "cc": "countryCode", "geo": "coordinates", "tz": "timeZone"},
          read=address_of, write=address_written),
    Entry("tz", "addresses", "timeZone", read=zone_of, alone=True),
    Entry("geo", "addresses", "coordinates", read=coordinates_of, alone=True),
    Entry("tel", "phones", "number", features="features", types=FEATURES, write=number_written),
    Entry("email", "emails", "address"),
    Entry("impp", "onlineServices", "uri", {"vCardName": "impp"}, params=SERVICE, read=uri_only),
    Entry("socialprofile", "onlineServices", "uri", params=SERVICE, read=PROFILE[0], write=PROFILE[1]),
    Entry("lang", "preferredLanguages", "language"),
    Entry("org", "organizations", "name", read=company_of, write=company_written),
    Entry("title", "titles", "name", {"kind": "title"}),
    Entry("role", "titles", "name", {"kind": "role"}),
    Entry("expertise", "personalInfo", "value", {"kind": "expertise"}, params=LEVEL),
    Entry("hobby", "personalInfo", "value", {"kind": "hobby"}, params=LEVEL),
    Entry("interest", "personalInfo", "value", {"kind": "interest"}, params=LEVEL),
    Entry("note", "notes", "note", params={"created": "created", "author-name": "author.name", "author": "author.uri"}),
    Entry("url", "links", "uri", **RESOURCE),  # type: ignore[arg-type]
    Entry("contact-uri", "links", "uri", {"kind": "contact"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("key", "cryptoKeys", "uri", **RESOURCE),  # type: ignore[arg-type]
    Entry("caluri", "calendars", "uri", {"kind": "calendar"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("fburl", "calendars", "uri", {"kind": "freeBusy"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("caladruri", "schedulingAddresses", "uri", read=uri_only),
    Entry("source", "directories", "uri", {"kind": "entry"}, **RESOURCE),  # type: ignore[arg-type]
    Entry("org-directory", "directories", "uri", {"kind": "directory"}, read=uri_only, params={"index": "listAs", **MEDIA}),
)  # fmt: skip
BY_NAME = {each.name: each for each in ENTRIES}
SINGLE = {
    "uid": "uid", "kind": "kind", "prodid": "prodId", "rev": "updated", "created": "created", "language": "language",
}  # fmt: skip
"""Properties that are a member of the card itself."""
SETS = {"categories": "keywords", "member": "members"}
"""Those whose values are the names of a set."""
UNDERSTOOD = frozenset(
    {
        "@type",
        "version",
        "name",
        "relatedTo",
        "vCardProps",
        *SINGLE.values(),
        *SETS.values(),
        *[each.map for each in ENTRIES],
    }
)
