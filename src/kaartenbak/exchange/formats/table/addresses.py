"""Alternative addresses in a table: all of them in one cell, a line each, or each in numbered columns of its own.

`SUMMER: street=Zeedijk 1; city=Oostende; ranges=2026-07-01..2026-08-31 yearly` says the same as the columns
`address_1_code`, `address_1_street`, `address_1_city` and `address_1_ranges`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kaartenbak.exchange.formats.table.codes import OFF, escaped, unescaped
from kaartenbak.exchange.formats.table.columns import COLUMNS, Target
from kaartenbak.exchange.formats.table.columns.column import column
from kaartenbak.exchange.rules.addresses import TEXTS, Address, ranges_in, ranges_text
from kaartenbak.exchange.rules.countries import country_code
from kaartenbak.exchange.rules.words import key_of

PARTS = Address._fields
PREFIX = "address."
"""Before the part of an address in the target of a numbered column."""
NUMBERED = re.compile(r"address_(\d{1,3})_(\w+)")
CALLED = {
    "nl": "Alternatief adres",
    "en": "Alternative address",
    "fr": "Autre adresse",
    "de": "Alternative Adresse",
}
CALLED_KEY = re.compile(rf"(?:{'|'.join(key_of(name) for name in CALLED.values())})(\d{{1,3}})(\D.*)")
OF_ADDRESSES = (
    column("code", nl="Code", en="Code", fr="Code", de="Code"),
    column("company_name_2", nl="Bedrijf 2", en="Company 2", fr="Société 2", de="Firma 2"),
    column(
        "ranges",
        nl="Periodes|Periode|Datumreeksen|Datumreeks",
        en="Periods|Period|Date ranges|Date range",
        fr="Périodes|Période",
        de="Zeiträume|Zeitraum|Datumsbereiche|Datumsbereich",
    ),
)
NAMED = {
    each.target.field: each
    for each in (*COLUMNS, *OF_ADDRESSES)
    if each.target.field in PARTS and not each.target.label
}
PAIRS = re.compile(r"(?:\\.|[^\\;])+", re.DOTALL)
EQUALS = re.compile("[=:]")
HEAD = re.compile(r"((?:\\.|[^\\:\n=;])+):(.*)", re.DOTALL)


class Found(NamedTuple):
    """The addresses of a cell, the codes of those to be taken off, and what could not be read."""

    addresses: list[Address]
    taken_off: list[str]
    unread: list[str]


def address_text(address: Address) -> str:
    """An address as one line."""
    pairs = [f"{name}={escaped(text, ';')}" for name in TEXTS if (text := getattr(address, name))]
    if address.ranges:
        pairs.append(f"ranges={ranges_text(address.ranges)}")
    head = escaped(address.code, ":=;")
    return f"{'\\' if head.startswith(OFF) else ''}{head}: {'; '.join(pairs)}".rstrip()


def addresses_text(addresses: Iterable[Address]) -> str:
    """Addresses as one cell, a line each."""
    return "\n".join([address_text(each) for each in addresses])


def addresses_in(cell: str) -> Found:
    """The addresses of such a cell."""
    found = Found([], [], [])
    for line in filter(None, map(str.strip, cell.split("\n"))):
        head = HEAD.fullmatch(line)
        if line.startswith(OFF):
            found.taken_off.append(unescaped(line[1:].removesuffix(":")).strip())
        elif head is None:
            found.unread.append(line)
        else:
            _read(unescaped(head[1]).strip(), head[2], found)
    return found


def _read(code: str, text: str, found: Found) -> None:
    parts: dict[str, str] = {"code": code}
    for pair in filter(None, map(str.strip, PAIRS.findall(text))):
        name, *value = EQUALS.split(pair, maxsplit=1)
        part = part_called(name)
        if value and part and part not in parts:
            parts[part] = unescaped(value[0]).strip()
        else:
            found.unread.append(f"{code}: {pair}")
    address, unread = address_of(parts)
    found.addresses.append(address)
    found.unread.extend(f"{code}: ranges={each}" for each in unread)


def address_of(parts: Mapping[str, str]) -> tuple[Address, list[str]]:
    """The address that texts by part make, and what of its periods could not be read."""
    ranges, unread = ranges_in(parts.get("ranges", ""))
    texts = {name: parts[name] for name in TEXTS if name in parts}
    if texts.get("country"):
        texts["country"] = country_code(texts["country"]) or texts["country"]
    return Address(parts.get("code", ""), **texts, ranges=ranges), unread


def part_called(word: str) -> str:
    """The part of an address that a word of four languages means; blank when there is none."""
    return _parts().get(key_of(word), "")


@cache
def _parts() -> dict[str, str]:
    words = ((key_of(heading), part) for part, each in NAMED.items() for heading in each.headings)
    return {key_of(part): part for part in reversed(PARTS)} | dict(reversed([*words]))


def columns_of(number: int) -> tuple[str, ...]:
    """The names of the columns of one address."""
    return tuple(f"address_{number}_{part}" for part in PARTS)


def part_of(name: str) -> Callable[[Sequence[Address]], str] | None:
    """How to find the cell of such a column among the addresses of a card; nothing when it is no such column."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        return None
    place, part = int(found[1]) - 1, found[2]

    def cell(addresses: Sequence[Address]) -> str:
        if not 0 <= place < len(addresses):
            return ""
        address = addresses[place]
        return ranges_text(address.ranges) if part == "ranges" else str(getattr(address, part))

    return cell


def heading_of(name: str, language: str = "") -> str:
    """What our own files call such a column in a language."""
    found = NUMBERED.fullmatch(name)
    if found is None or not language:
        return name
    part = NAMED[found[2]].heading(language)
    # Nouns keep their capital in German, and so does what is hardly a word, such as E-mail.
    is_plain = language != "de" and part[1:2].islower()
    return f"{CALLED[language]} {found[1]}, {part[:1].lower() + part[1:] if is_plain else part}"


def target_of(heading: str) -> Target | None:
    """Where a column with this heading goes, if it is one of an address's own."""
    ours = NUMBERED.fullmatch(heading.lower())
    if ours:
        return Target(PREFIX + ours[2], ours[1]) if ours[2] in PARTS else None
    worded = CALLED_KEY.fullmatch(key_of(heading))
    part = part_called(worded[2]) if worded else ""
    return Target(PREFIX + part, worded[1]) if worded and part else None
