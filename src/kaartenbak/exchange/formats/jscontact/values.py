"""Values that JSContact tells in another way than vCard: days, addresses, companies, notes, relations."""

import re
from typing import Any

from kaartenbak.exchange.formats.jcard.cards import Property
from kaartenbak.exchange.formats.jscontact.base import Object

DAY = re.compile(r"(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
ZONE = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")
PARTS_OF_ADDRESS = ("postOfficeBox", "apartment", "name", "locality", "region", "postcode", "country")
PARTS_OF_NAME = ("surname", "given", "given2", "title", "credential", "surname2", "generation")
LEAST_OF_NAME = 5


def date_of(found: Property) -> Object | None:
    """A PartialDate or a Timestamp (RFC 9553 §2.8.1, RFC 9555 §2.3.5)."""
    text = found[3]
    if MOMENT.fullmatch(text):
        return {"date": {"@type": "Timestamp", "utc": text}}
    day = DAY.fullmatch(text)
    if not day or not any(day.groups()):
        return None
    parts = {
        name: int(part) for name, part in zip(("year", "month", "day"), day.groups(), strict=True) if part
    }
    return {"date": {"@type": "PartialDate", **parts}}


def date_written(made: Object) -> list[Any]:
    """The type and value of a day."""
    date = made.get("date") or {}
    if "utc" in date:
        return ["", date["utc"]]
    text = f"{date['year']:04}" if "year" in date else "-"
    text += "".join(f"-{date[name]:02}" for name in ("month", "day") if name in date)
    return ["", text]


def components_of(parts: list[Any], kinds: tuple[str, ...]) -> list[Object]:
    """The parts of a name or address that are there, each with what it is (RFC 9553 §2.2.1, §2.5.1)."""
    return [
        {"kind": kind, "value": value}
        for kind, part in zip(kinds, parts, strict=False)
        for value in (part if isinstance(part, list) else [part])
        if value
    ]


def parts_of(components: Any, kinds: tuple[str, ...]) -> list[Any]:
    """The same as the parts of a vCard: a list where there are several of a kind."""
    found: dict[str, list[str]] = {}
    for each in components or []:
        found.setdefault(each.get("kind", ""), []).append(str(each.get("value", "")))
    several = [found.get(kind, [""]) for kind in kinds]
    return [part[0] if len(part) == 1 else part for part in several]


def address_of(found: Property) -> Object | None:
    """RFC 9555 §2.3.6; what RFC 9554 adds to an ADR stays with what is not understood."""
    parts = found[3]
    if not isinstance(parts, list) or len(parts) != len(PARTS_OF_ADDRESS):
        return None
    return {"components": components_of(parts, PARTS_OF_ADDRESS)}


def address_written(made: Object) -> list[Any]:
    return ["text", parts_of(made.get("components"), PARTS_OF_ADDRESS)]


def zone_of(found: Property) -> Object | None:
    """RFC 9555: the name of a zone; hours from Greenwich have no place."""
    return {"timeZone": found[3]} if found[2] == "text" and ZONE.fullmatch(found[3]) else None


def coordinates_of(found: Property) -> Object | None:
    """RFC 9555: where it is, as an address of `geo:`."""
    is_geo = found[2] == "uri" and str(found[3]).lower().startswith("geo:")
    return {"coordinates": found[3]} if is_geo else None


def company_of(found: Property) -> Object:
    """RFC 9555 §2.3.26."""
    name, *units = found[3] if isinstance(found[3], list) else [found[3]]
    return ({"name": name} if name else {}) | ({"units": [{"name": unit} for unit in units]} if units else {})


def company_written(made: Object) -> list[Any]:
    units = [str(unit.get("name", "")) for unit in made.get("units") or []]
    name = str(made.get("name", ""))
    return ["text", [name, *units] if units else name]


def text_or_uri(member_of_text: str) -> tuple[Any, Any]:
    """Reader and writer of a value that is a `uri`, or a text under another member."""

    def read(found: Property) -> Object:
        return {"uri" if found[2] == "uri" else member_of_text: found[3]}

    def write(made: Object) -> list[Any]:
        return ["uri", made["uri"]] if "uri" in made else ["text", made.get(member_of_text, "")]

    return read, write


def uri_only(found: Property) -> Object | None:
    """A resource; what is no address stays with what is not understood."""
    return {"uri": found[3]} if found[2] == "uri" else None


def number_written(made: Object) -> list[Any]:
    """RFC 9555 §2.3.9: a number may be a URI."""
    number = str(made.get("number", ""))
    return ["uri" if number.lower().startswith("tel:") else "text", number]
