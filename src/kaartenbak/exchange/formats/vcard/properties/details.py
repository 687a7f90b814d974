"""Birthday, picture and postal address."""

import binascii
from base64 import b64encode

from kaartenbak.exchange.formats.vcard.draft import Address, Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import Head, components, escape
from kaartenbak.exchange.formats.vcard.properties.base import (
    Property,
    Style,
    Writer,
    is_preferred,
    says_more,
    types_of,
)
from kaartenbak.exchange.rules.birthday import read_birthday
from kaartenbak.exchange.rules.card import Card, Role
from kaartenbak.exchange.rules.countries import country_code, country_name


class Birthday(Property):
    """RFC 6350 §6.2.5. Apple writes a birthday without a year as one in 1604 (X-APPLE-OMIT-YEAR)."""

    names = ("BDAY",)
    understood = frozenset({"X-APPLE-OMIT-YEAR"})

    def reader(self, head: Head) -> Reader:
        is_form = says_more(head, self.understood)

        def read(draft: Draft, value: str) -> None:
            birthday = read_birthday(value)
            if birthday is None or "birthday" in draft.values:
                draft.keep(head.text, value)
                draft.remark("birthday.unreadable", "birthday", value)
            elif birthday:
                draft.values["birthday"] = birthday
                if is_form or "T" in value:
                    draft.keep(head.text, value, Role.FORM)

        return read

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            birthday = card.birthday
            if not birthday:
                return
            if is_v4:
                lines.append("BDAY:" + birthday[:2] + birthday[2:].replace("-", ""))
            elif birthday.startswith("--"):
                lines.append(f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{birthday[2:]}")
            else:
                lines.append("BDAY:" + birthday)

        return write


class Photo(Property):
    """RFC 6350 §6.2.4; inside the card only: an address is kept as text and never fetched."""

    names = ("PHOTO",)
    kinds = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"RIFF": "WEBP"}

    def reader(self, head: Head) -> Reader:
        is_binary = bool({value.upper() for value in head.values("ENCODING")} & {"B", "BASE64"})

        def read(draft: Draft, value: str) -> None:
            text = value if is_binary else value.partition(";base64,")[2] if value.startswith("data:") else ""
            picture = _from_base64(text)
            if picture and "photo" not in draft.values:
                draft.values["photo"] = picture
            elif value.strip():
                draft.keep(head.text, value)

        return read

    def writer(self, style: Style) -> Writer:
        is_v4 = style.is_v4

        def write(card: Card, lines: list[str]) -> None:
            if not card.photo:
                return
            kind = next((kind for magic, kind in self.kinds.items() if card.photo.startswith(magic)), "")
            if is_v4:
                head = f"PHOTO:data:image/{kind.lower() or 'x-unknown'};base64,"
            else:
                head = f"PHOTO;ENCODING=b;TYPE={kind}:" if kind else "PHOTO;ENCODING=b:"
            lines.append(head + b64encode(card.photo).decode())

        return write


def _from_base64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError):
        return b""


class PostalAddress(Property):
    """RFC 6350 §6.3.1: box, extension, street, city, county, postcode, country."""

    names = ("ADR",)
    # What vCard 3.0 means when it names no type, and so says nothing.
    plain_types = frozenset({"WORK", "PREF", "INTL", "POSTAL", "PARCEL"})

    def reader(self, head: Head) -> Reader:
        types = types_of(head)
        says_all = types <= self.plain_types and not says_more(head, frozenset({"TYPE"}))
        rank = 0 if "WORK" in types else 1 if is_preferred(head) else 2
        group, text = head.group.lower(), head.text

        def read(draft: Draft, value: str) -> None:
            parts = components(value)
            if not value.strip("; "):
                return
            values, is_whole = _address(parts)
            draft.addresses.append(Address(values, group, rank, len(draft.extra), says_all and is_whole))
            draft.extra.append((text, value, Role.LINE))

        return read

    def writer(self, style: Style) -> Writer:
        language = style.language

        def write(card: Card, lines: list[str]) -> None:
            street = f"{card.street}\n{card.street_2}" if card.street_2 else card.street
            country = card.country_text
            if card.country and country_code(country) != card.country:
                country = country_name(card.country, language)
            parts = (street, card.city, card.county, card.postcode, country)
            if any(parts):
                lines.append("ADR;TYPE=WORK:;;" + ";".join([escape(part) for part in parts]))

        return write


def _address(parts: list[str]) -> tuple[dict[str, str], bool]:
    """The fields of an address, and whether they say all of it in a way that is written the same again."""
    if len(parts) != 7:
        parts = [*parts, *[""] * 7]
    box, extension, street, city, county, postcode, country = [part.strip() for part in parts[:7]]
    second = ""
    if "\n" in street or box or extension:
        street, second = _lines_of_street(street, extension, box)
    values = {
        "street": street,
        "street_2": second,
        "city": city,
        "county": county,
        "postcode": postcode,
        "country": country_code(country) if country else "",
        "country_text": country,
    }
    return values, not (box or extension or ", " in second or any(parts[7:]))


def _lines_of_street(street: str, extension: str, box: str) -> tuple[str, str]:
    """Two lines of the street, of all that belongs to it."""
    lines = [line.strip() for line in (*street.split("\n"), extension, box)]
    first, *more = [line for line in lines if line] or [""]
    return first, ", ".join(more)
