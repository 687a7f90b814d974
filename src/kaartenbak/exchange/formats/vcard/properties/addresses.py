"""Postal addresses: the contact's own, and the alternative ones with their codes and periods."""

from collections.abc import Iterator

from kaartenbak.exchange.formats.vcard.draft import COPY, TODAY, AddressLine, Draft, Reader
from kaartenbak.exchange.formats.vcard.lines import Head, components, escape
from kaartenbak.exchange.formats.vcard.properties.base import (
    Property,
    Style,
    Writer,
    is_preferred,
    says_more,
    types_of,
)
from kaartenbak.exchange.formats.vcard.properties.channels import LABELLED
from kaartenbak.exchange.rules.addresses import POSTAL, TEXTS, Address, ranges_text
from kaartenbak.exchange.rules.card import Card, Role
from kaartenbak.exchange.rules.countries import country_code, country_name

OWN = "X-KAARTENBAK-ADDRESS:"
TYPED_CODES = {"HOME": "HOME", "WORK": "WORK"}
"""Codes that a type says in every program."""
LABEL_OF_TYPE = {"HOME": "home", "WORK": "work"}


class PostalAddress(Property):
    """RFC 6350 §6.3.1: box, extension, street, city, county, postcode, country. `PREF` marks the one that holds today."""

    names = ("ADR",)
    # What vCard 3.0 means when it names no type, and so says nothing.
    plain_types = frozenset({"WORK", "PREF", "INTL", "POSTAL", "PARCEL"})
    plain_types_beside = plain_types | {"HOME"}

    def reader(self, head: Head) -> Reader:
        types = types_of(head)
        has_more = says_more(head, frozenset({"TYPE"}))
        says_all = types <= self.plain_types and not has_more
        beside = types <= self.plain_types_beside and not says_more(head, frozenset({"TYPE", "PREF"}))
        preferred = is_preferred(head)
        rank = 0 if "WORK" in types else 1 if preferred else 2
        label = next((label for name, label in LABEL_OF_TYPE.items() if name in types), "")
        group, text = head.group.lower(), head.text

        def read(draft: Draft, value: str) -> None:
            if not value.strip("; "):
                return
            values, is_whole = _address(components(value))
            place = len(draft.extra)
            says = (says_all and is_whole, beside and is_whole)
            draft.addresses.append(AddressLine(values, group, rank, label, place, *says, preferred))
            draft.extra.append((text, value, Role.LINE))

        return read

    def writer(self, style: Style) -> Writer:
        language, preferred = style.language, ";PREF=1" if style.is_v4 else ",pref"

        def write(card: Card, lines: list[str]) -> None:
            current = card.current
            if current is not None:
                lines += alternative_lines(
                    current, preferred, language, is_copy=current not in card.addresses
                )
            value = _value(card, country_text(card, language))
            if value:
                lines.append("ADR;TYPE=WORK:" + value)
            for address in card.addresses:
                if address is not current and address != current:
                    lines += alternative_lines(address, "", language)

        return write


class OwnAddress(Property):
    """What no ADR says of an alternative address: its code, names, phones and periods, in the group of its ADR."""

    names = ("X-KAARTENBAK-ADDRESS",)

    def reader(self, head: Head) -> Reader:
        group = head.group.lower()

        def read(draft: Draft, value: str) -> None:
            draft.own_addresses.append((group, value.strip()))

        return read

    def writer(self, style: Style) -> None:
        """Written with the ADR of its group."""


def country_text(card: Card, language: str) -> str:
    """The country of a card in words: those of the file, as long as they mean the same."""
    if card.country and country_code(card.country_text) != card.country:
        return country_name(card.country, language)
    return card.country_text


def _value(address: Card | Address, country: str) -> str:
    """The components of an ADR; blank when there is nothing to say."""
    street = f"{address.street}\n{address.street_2}" if address.street_2 else address.street
    parts = (street, address.city, address.county, address.postcode, country)
    return ";;" + ";".join([escape(part) for part in parts]) if any(parts) else ""


def alternative_lines(
    address: Address, preferred: str, language: str, *, is_copy: bool = False
) -> Iterator[str]:
    """The lines of an alternative address: ADR and label for every program, and ours."""
    country = country_name(address.country, language) if country_code(address.country) else address.country
    value = _value(address, country)
    if value:
        typed = TYPED_CODES.get(address.code, "")
        yield f"{LABELLED}{_head(typed, preferred)}:{value}"
        if not typed:
            yield f"{LABELLED}X-ABLabel:{escape(address.code)}"
    yield (
        (LABELLED if value else "")
        + OWN
        + (COPY if is_copy else _own(address, country) + (f";{TODAY}" if preferred else ""))
    )


def _head(typed: str, preferred: str) -> str:
    if preferred.startswith(","):
        return f"ADR;TYPE={typed}{preferred}" if typed else f"ADR;TYPE={preferred[1:]}"
    return f"ADR;TYPE={typed}{preferred}" if typed else f"ADR{preferred}"


def _own(address: Address, country: str) -> str:
    """What the ADR does not say, or would say in a way that is read otherwise."""
    said = {name for name in POSTAL if name != "country" or country_code(country) == address.country}
    pairs = [("code", address.code), *((name, getattr(address, name)) for name in TEXTS if name not in said)]
    pairs.append(("ranges", ranges_text(address.ranges)))
    return ";".join([escape(f"{name}={text}") for name, text in pairs if text])


def _address(parts: list[str]) -> tuple[dict[str, str], bool]:
    """The fields of an address, and whether they say all of it in a way that is written the same again."""
    if len(parts) != 7:
        parts = [*parts, *[""] * 7]
    box, extension, street, city, county, postcode, country = [part.strip(" ") for part in parts[:7]]
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
    """Two lines of the street, of all that belongs to it; a blank first line is how an address without a street is written."""
    lines = [line.strip() for line in (*street.split("\n"), extension, box)]
    first, *more = [line for line in lines if line] or [""]
    if street.startswith("\n") and not more:
        return "", first
    return first, ", ".join(more)
