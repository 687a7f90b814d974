"""The address that several cells of a row make."""

import re
from typing import Any

from kaartenbak.exchange.rules.addresses import Address
from kaartenbak.exchange.rules.countries import country_code

POSTCODE_FIRST = re.compile(r"((?:[A-Z]{1,2}[- ])?\d{4,6}(?:\s?[A-Z]{2}\b)?)\s+(.+)")
POSTCODE_LAST = re.compile(r"(.+?),?\s+([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})")
LONGEST_TOWN = 100


def address_in(parts: dict[str, str]) -> dict[str, str]:
    """The fields of an address from its parts: a house number of its own, "9000 Gent" in one cell, lines in the street."""
    street, *more = [line.strip() for line in parts.get("street", "").split("\n") if line.strip()] or [""]
    street = " ".join(part for part in (street, parts.get("house_number", "")) if part)
    box = parts.get("box", "")
    if box and street:
        street, box = (
            f"{street} bus {box}" if box.replace(" ", "").isalnum() and len(box) <= 5 else f"{street}, {box}",
            "",
        )
    postcode, city = parts.get("postcode", ""), parts.get("city", "")
    if "postcode_city" in parts:
        postcode, city = _postcode_and_city(parts["postcode_city"])
    country = parts.get("country", "")
    found = {
        "street": street or box,
        "street_2": ", ".join([*more, *([parts["street_2"]] if "street_2" in parts else [])]),
        "postcode": postcode,
        "city": city,
        "county": parts.get("county", ""),
        "country": country_code(country) if country else "",
        "country_text": country,
    }
    return {name: value for name, value in found.items() if value}


def alternative_in(code: str, parts: dict[str, str]) -> Address:
    """The same as an address beside the contact's."""
    found: dict[str, Any] = dict(address_in(parts))
    text = found.pop("country_text", "")
    return Address(code, **found | {"country": found.get("country") or text})


def _postcode_and_city(text: str) -> tuple[str, str]:
    if len(text) > LONGEST_TOWN:
        return "", text
    found = POSTCODE_FIRST.fullmatch(text)
    if found:
        return found[1], found[2]
    found = POSTCODE_LAST.fullmatch(text)
    return (found[2], found[1]) if found else ("", text)
