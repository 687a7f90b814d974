"""Rows of a table as cards of the exchange."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kaartenbak.exchange.formats.table.addresses import PREFIX, address_of, addresses_in
from kaartenbak.exchange.formats.table.cells import channels_in, channels_unread, extra_in, labelled, plain
from kaartenbak.exchange.formats.table.codes import GOOGLE_LIST, codes_in, web_sources_in
from kaartenbak.exchange.formats.table.columns import ADDRESS_PARTS, CHANNEL_KINDS, Target
from kaartenbak.exchange.formats.table.mapping import Mapping
from kaartenbak.exchange.formats.table.places import address_in, alternative_in
from kaartenbak.exchange.formats.table.ties import different_in, former_in
from kaartenbak.exchange.rules.addresses import Address, code_for
from kaartenbak.exchange.rules.birthday import Order, read_birthday
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Remark, Role, RowError
from kaartenbak.exchange.rules.languages import language_tag
from kaartenbak.exchange.rules.offer import OF_PEOPLE, kind_told
from kaartenbak.exchange.rules.words import key_of
from kaartenbak.setup.data.salutations import MAN, WOMAN
from kaartenbak.setup.data.titles import salutation_for_title

KINDS = {
    "company": (
        *(
            "company",
            "bedrijf",
            "onderneming",
            "organisatie",
            "société",
            "entreprise",
            "firma",
            "unternehmen",
        ),
        *("org", "organization"),
    ),
    "person": (
        *("person", "persoon", "contactpersoon", "personne", "individual", "particulier", "privépersoon"),
        *("privatperson",),
    ),
}
KIND_OF = {key_of(word): kind for kind, words in KINDS.items() for word in words}
LABEL_RANKS = {"work": 0, "": 1, "home": 2}

# What Outlook writes for everybody of whom nothing was said, by the heading.
NOTHING_SAID = {
    heading: frozenset(map(key_of, said.split("|")))
    for said, headings in (
        ("Unspecified|Niet opgegeven|Onbekend|Non spécifié|Keine Angabe", "Gender|Geslacht|Sexe|Geschlecht"),
        ("Normal|Normaal|Normale", "Priority|Prioriteit|Priorité|Priorität"),
        ("Normal|Normaal|Normale", "Sensitivity|Gevoeligheid|Critère de diffusion|Vertraulichkeit"),
        ("False|Onwaar|Faux|Falsch", "Private|Privé|Privat"),
        (
            "0/0/00|0-0-00|0.0.00|00/00/00",
            "Anniversary|Speciale datum|Anniversaire de mariage ou fête|Jahrestag",
        ),
    )
    for heading in map(key_of, headings.split("|"))
}

# The cells that say of what kind a card is.
TELLING = frozenset({"kind", "name", "particle", "salutation", *OF_PEOPLE})

Take = Callable[["Row", str], None]
Wanted = Callable[[str], bool]


@dataclass(slots=True)
class Row:
    """What the cells of one row said so far."""

    cells: Sequence[str]
    values: dict[str, Any] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)
    codes: dict[str, list[Any]] = field(default_factory=dict)
    """What the cells with several codes hold, by the field of the card."""
    taken_off: list[tuple[str, str]] = field(default_factory=list)
    labelled: dict[str, dict[str, str]] = field(default_factory=dict)
    """The parts of addresses that a label tells apart; one of them becomes the contact's."""
    numbered: dict[str, dict[str, str]] = field(default_factory=dict)
    """The parts of addresses with columns of their own, by number."""
    addresses: list[Address] = field(default_factory=list)
    extra: list[Extra] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class RowReader:
    """Turns rows into cards as a mapping says; made once per file."""

    def __init__(self, mapping: Mapping, order: Order = Order.DAY_FIRST, *, ends_early: bool = False) -> None:
        self.mapping = mapping
        self.order, self.ends_early = order, ends_early
        self.width = len(mapping.headers)
        self.names = mapping.names
        self.takes = [self._take(index) for index in range(self.width)]
        self.telling = [index for index, target in sorted(mapping.targets.items()) if target.field in TELLING]
        self.kinds = [index for index in self.telling if mapping.targets[index].field == "kind"]
        self.label_columns = {
            target.label: target.label_column
            for target in mapping.targets.values()
            if target.field in ADDRESS_PARTS and target.label_column is not None
        }

    def read(self, cells: Sequence[str], line: int) -> Card | RowError | None:
        """The card of a row; None for one of blanks only."""
        row = Row(cells)
        # A look at the whole row says of most that no cell holds signs to be taken off.
        whole = "".join(cells)
        clean = str.strip if whole.isprintable() and "'" not in whole else plain
        for cell, take in zip(cells, self.takes, strict=False):
            if cell and take and (text := clean(cell)):
                take(row, text)
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            return RowError(
                line, "table.row_long", {"cells": len(cells), "columns": self.width}, tuple(cells)
            )
        if len(cells) < self.width and not self.ends_early:
            row.remarks.append(Remark("table.row_short", "", str(len(cells))))
        if row.numbered or row.labelled:
            self._take_addresses(row)
        _settle_kind(row.values)
        if not (row.values or row.channels or row.codes or row.addresses or row.extra):
            return None
        return Card(
            channels=tuple(_in_order(row.channels)),
            taken_off=tuple(row.taken_off),
            addresses=tuple(row.addresses),
            extra=tuple(row.extra),
            remarks=tuple(row.remarks),
            line=line,
            **row.values | {name: tuple(dict.fromkeys(codes)) for name, codes in row.codes.items()},
        )

    def kind(self, cells: Sequence[str]) -> str:
        """The kind of the card that a row gives, from the cells that say it; blank when these do not, or it may give none."""
        if len(cells) > self.width:
            return ""
        if said := self.kind_said(cells):
            return said
        row = Row(cells)
        for index in self.telling:
            if index < len(cells) and (text := plain(cells[index])) and (take := self.takes[index]):
                take(row, text)
        _settle_kind(row.values)
        return kind_told(row.values) if row.values else ""

    def kind_said(self, cells: Sequence[str]) -> str:
        """The kind that a cell of its own says; blank when there is none, or the row may give no card."""
        for index in self.kinds if len(cells) <= self.width else ():
            if index < len(cells) and (kind := KIND_OF.get(key_of(cells[index]))):
                return kind
        return ""

    def _take(self, index: int) -> Take | None:
        target = self.mapping.targets.get(index)
        if target is None:
            return self._keep(index) if index in self.mapping.unrecognised else None
        if target.field in CHANNEL_KINDS:
            return _channel_taker(target)
        if target.field in ADDRESS_PARTS or target.field.startswith(PREFIX):
            return _address_taker(target)
        if target.field == "birthday":
            return self._birthday(index)
        return SPECIAL.get(target.field) or (_text_taker(target.field) if target.field else None)

    def _keep(self, index: int) -> Take:
        name = self.names[index]
        nothing = NOTHING_SAID.get(key_of(name))

        def take(row: Row, text: str) -> None:
            if not nothing or key_of(text) not in nothing:
                row.extra.append(Extra(name, text, Role.CELL))

        return take

    def _birthday(self, index: int) -> Take:
        name = self.names[index]

        def take(row: Row, text: str) -> None:
            birthday = read_birthday(text, self.order)
            if birthday:
                row.values["birthday"] = birthday
            elif birthday is None:
                row.remarks.append(Remark("birthday.unreadable", "birthday", text[:200]))
                row.extra.append(Extra(name, text, Role.CELL))

        return take

    def _take_addresses(self, row: Row) -> None:
        """The address of the work, else the only one without a label, else the one at home is the contact's."""
        for place, parts in enumerate(row.numbered.values()):
            address, unread = address_of(parts)
            row.addresses.insert(place, address)
            _keep_unread(row, "ranges", [f"{address.code}: {each}" for each in unread])
        if row.labelled:
            labels = {each: self._label_of_address(row, each) for each in row.labelled}
            chosen = min(row.labelled, key=lambda each: LABEL_RANKS.get(labels[each], 3))
            row.values |= address_in(row.labelled.pop(chosen))
            taken = {each.code.upper() for each in row.addresses}
            for each, parts in row.labelled.items():
                code = code_for(labels[each], taken)
                taken.add(code)
                row.addresses.append(alternative_in(code, parts))

    def _label_of_address(self, row: Row, label: str) -> str:
        index = self.label_columns.get(label)
        if index is None:
            return label
        return labelled(plain(row.cells[index]))[0].lower() if index < len(row.cells) else ""


def _text_taker(name: str) -> Take:
    def take(row: Row, text: str) -> None:
        row.values[name] = f"{row.values[name]} {text}" if name in row.values else text

    return take


def _take_comment(row: Row, text: str) -> None:
    row.values["comment"] = f"{row.values['comment']}\n{text}" if "comment" in row.values else text


def _take_kind(row: Row, text: str) -> None:
    kind = KIND_OF.get(key_of(text))
    if kind:
        row.values["kind"] = kind
    else:
        row.remarks.append(Remark("kind.unknown", "kind", text[:200]))


def _take_language(row: Row, text: str) -> None:
    # Three capitals may be a code of the register, which tells apart more languages than there are tags.
    row.values["language"] = text if len(text) == 3 and text.isupper() else language_tag(text)


def _codes_taker(name: str) -> Take:
    def take(row: Row, text: str) -> None:
        wanted, off = codes_in(text)
        row.codes.setdefault(name, []).extend(wanted)
        row.taken_off += [(name, code) for code in off]

    return take


def _take_web_sources(row: Row, text: str) -> None:
    wanted, off = web_sources_in(text)
    row.codes.setdefault("web_sources", []).extend(wanted)
    row.taken_off += [("web_sources", code) for code in off]


def _ties_taker(column: str, name: str, read: Callable[[str], tuple[list[Any], list[str]]]) -> Take:
    """What a row says of merged cards and different contacts goes as it is; what is none is kept as text."""

    def take(row: Row, text: str) -> None:
        found, unread = read(text)
        if found:
            row.codes.setdefault(name, []).extend(found)
        row.extra += [Extra(column, item, Role.CELL) for item in unread]

    return take


def _take_alternative_addresses(row: Row, text: str) -> None:
    found = addresses_in(text)
    row.addresses += found.addresses
    row.taken_off += [("addresses", code) for code in found.taken_off]
    _keep_unread(row, "alternative_addresses", found.unread)


def _keep_unread(row: Row, name: str, unread: list[str]) -> None:
    """Keep what could not be read of addresses and their periods, and say so."""
    row.extra += [Extra(name, text, Role.CELL) for text in unread]
    row.remarks += [Remark("address.unreadable", "alternative_addresses", text[:200]) for text in unread]


def _take_particle(row: Row, text: str) -> None:
    """A particle in a column of its own stands before the surname, whichever column comes first."""
    row.values["particle"] = text


def _take_channels(row: Row, text: str) -> None:
    """All channels in one cell, as our own files have them: they know more of those that were read before."""
    places = {(each.kind, each.value): place for place, each in enumerate(row.channels)}
    for channel in channels_in(text):
        place = places.setdefault((channel.kind, channel.value), len(row.channels))
        row.channels[place : place + 1] = [channel]
    row.extra += [Extra("channels", line, Role.CELL) for line in channels_unread(text)]


def _take_extra(row: Row, text: str) -> None:
    found = extra_in(text)
    row.extra += found or [Extra("extra", text, Role.CELL)]


SPECIAL: dict[str, Take] = {
    "comment": _take_comment,
    "kind": _take_kind,
    "language": _take_language,
    "mailing_groups": _codes_taker("mailing_groups"),
    "industry_groups": _codes_taker("industry_groups"),
    "business_relations": _codes_taker("business_relations"),
    "job_responsibilities": _codes_taker("job_responsibilities"),
    "web_sources": _take_web_sources,
    "alternative_addresses": _take_alternative_addresses,
    "former_numbers": _ties_taker("former_numbers", "former", former_in),
    "different_from": _ties_taker("different_from", "different", different_in),
    "particle": _take_particle,
    "channels": _take_channels,
    "extra": _take_extra,
}


def _channel_taker(target: Target) -> Take:
    kind, label, label_column = target

    def take(row: Row, text: str) -> None:
        if label_column is None:
            values = text.split(";") if kind == "email" and ";" in text else [text]
            row.channels += [Channel(kind, label, value.strip()) for value in values if value.strip()]
            return
        name, main = (
            labelled(plain(row.cells[label_column])) if label_column < len(row.cells) else ("", False)
        )
        own_kind, name = _kind_by_label(kind, name)
        values = [value.strip() for value in text.split(GOOGLE_LIST) if value.strip()]
        row.channels += [Channel(own_kind, name, value, main and not at) for at, value in enumerate(values)]

    return take


def _kind_by_label(kind: str, label: str) -> tuple[str, str]:
    """Google tells mobiles and faxes by the label only: "Mobile", "Work Fax"."""
    word = label.lower()
    if kind == "phone" and word in {"mobile", "mobiel", "gsm", "mobil", "handy", "portable"}:
        return "mobile", ""
    if kind == "phone" and word.endswith("fax"):
        return "fax", word.removesuffix("fax").strip()
    return kind, label


def _address_taker(target: Target) -> Take:
    label, numbered = target.label, target.field.startswith(PREFIX)
    name = target.field.removeprefix(PREFIX)

    def take(row: Row, text: str) -> None:
        parts = (row.numbered if numbered else row.labelled).setdefault(label, {})
        parts[name] = f"{parts[name]}, {text}" if name in parts else text

    return take


@lru_cache(maxsize=1000)
def is_somebodys(title: str) -> bool:
    """Whether a title is that of a man or a woman: "Dhr.", "Mme"."""
    return salutation_for_title(title) in {MAN, WOMAN}


def _settle_kind(values: dict[str, Any]) -> None:
    """A row with a company and no person is a company; one with a person's name is a person."""
    particle = values.pop("particle", "")
    if particle:
        values["surname"] = f"{particle} {values['surname']}" if values.get("surname") else particle
    has_person = bool(values.get("first_name") or values.get("surname"))
    company = values.get("company_name", "")
    if not values.get("kind"):
        if has_person or (values.get("salutation") and is_somebodys(values["salutation"])):
            values["kind"] = "person"
        elif company and values.get("name", company) == company:
            values["kind"] = "company"
    if (
        values.get("kind") == "company"
        and company
        and values.get("name", company) == company
        and not has_person
    ):
        values["name"] = values.pop("company_name")


def _in_order(channels: list[Channel]) -> list[Channel]:
    """Of each kind the one marked as main first; otherwise as in the file."""
    return (
        channels
        if not any(channel.main for channel in channels)
        else sorted(channels, key=lambda each: not each.main)
    )
