"""The alternative addresses of the rows of a block: compared with what is there, then written."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops.address_rows import (
    COLUMNS,
    NewAddress,
    checked_period,
    clean,
    create_addresses,
    lay_on,
)
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.rules.active_address import Period
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range, ranges_text
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.registry import Row

FIELD, OFF = "alternative_addresses", "addresses"


@dataclass
class Changes:
    """What a row changes: addresses that come, values of those that are there, periods, and what goes, by their keys."""

    come: list[NewAddress] = field(default_factory=list)
    values: dict[int, dict[str, Any]] = field(default_factory=dict)
    periods: list[Row] = field(default_factory=list)
    moved: dict[int, dict[str, Any]] = field(default_factory=dict)
    go: list[int] = field(default_factory=list)
    periods_go: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.come, self.values, self.periods, self.moved, self.go))

    def add(self, other: "Changes") -> None:
        """Those of another row as well."""
        self.come += other.come
        self.values |= other.values
        self.periods += other.periods
        self.moved |= other.moved
        self.go += other.go
        self.periods_go += other.periods_go


NO_CHANGES = Changes()
"""Of a row that says nothing of addresses; nobody adds to it."""


class Addresses:
    """All of them that a block is about, read and written in statements whose number does not grow with its rows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.had: dict[int, dict[str, AlternativeAddress]] = {}
        self.ranges: dict[int, dict[date, AddressRange]] = {}
        self.kept = Changes()

    def read(self, offers: Iterable[tuple[Offer, int]]) -> None:
        """Look up what the cards have whose rows say anything of addresses."""
        cards = [card for offer, card in offers if is_about(offer)]
        if not cards:
            return
        self.had |= {card: {} for card in cards}
        self.ranges |= {card: {} for card in cards}
        for address in AlternativeAddress.objects.filter(among("contact", cards)):
            self.had[address.contact_id][address.code] = address
        for each in AddressRange.objects.filter(among("contact", cards)):
            self.ranges[each.contact_id][each.starts] = each

    def changes(self, taken: Taken, contact: Contact, mode: Mode = Mode.CREATE) -> Changes:
        """What a row changes of a card; what a rule refuses is noted and kept as text."""
        if not is_about(taken.offer):
            return NO_CHANGES
        book = Book(self, taken, contact, mode)
        for name, code in taken.offer.taken_off:
            if name == OFF:
                book.take_off(code)
        for address in taken.offer.addresses:
            book.lay(address)
        return book.found

    def keep(self, changes: Changes) -> None:
        """Note what is to be written."""
        self.kept.add(changes)

    def write(self) -> None:
        """Write all that was noted."""
        kept, self.kept = self.kept, Changes()
        store.remove_unchecked(AddressRange, kept.periods_go)
        store.remove_unchecked(AlternativeAddress, kept.go)
        if kept.values:
            store.update_each(AlternativeAddress, kept.values)
        if kept.moved:
            store.update_each(AddressRange, kept.moved)
        create_addresses(kept.come, self.desk)
        store.create_rows(AddressRange, kept.periods)


class Book:
    """The addresses of one card, as its row makes them."""

    def __init__(self, block: Addresses, taken: Taken, contact: Contact, mode: Mode) -> None:
        self.desk, self.taken, self.contact, self.mode = block.desk, taken, contact, mode
        self.had = dict(block.had.get(contact.pk, {})) if contact.pk else {}
        self.ranges: dict[date, AddressRange | None] = (
            dict(block.ranges.get(contact.pk, {})) if contact.pk else {}
        )
        self.new: set[str] = set()
        self.found = Changes()

    def take_off(self, code: str) -> None:
        """An address that goes with its periods, if the card has it; a blank code means all that the row does not name."""
        if self.mode is Mode.FILL:
            self.refuse(Refused("import.only_fills", field=FIELD), f"!{code}")
            return
        named = {texts.code(each.code) for each in self.taken.offer.addresses if each.code.isprintable()}
        going = {texts.code(code)} if code.isprintable() and code else self.had.keys() - named
        for each in sorted(going & self.had.keys()):
            address = self.had.pop(each)
            self.found.go.append(address.pk)
            for starts, period in list(self.ranges.items()):
                if period and period.address_id == address.pk:
                    self.found.periods_go.append(period.pk)
                    del self.ranges[starts]

    def lay(self, address: Address) -> None:
        """An address of the row: a new one, or what it changes of one that is there."""
        try:
            code = clean("code", address.code, self.desk)
            if code in self.new:
                raise Refused("alt_address.exists", field="code", code=code, contact=self.contact.name)
        except Refused as refusal:
            self.refuse(refusal, said(address))
            return
        self.new.add(code)
        values, periods = self.cleaned(address), self.periods(code, address.ranges)
        present = self.had.get(code)
        if present is None:
            self.found.come.append(NewAddress(self.contact, {"code": code} | values, periods))
            return
        self.lay_on(present, values)
        rows = ({"starts": each.starts, "ends": each.ends, "yearly": each.yearly} for each in periods)
        self.found.periods += (
            {"contact_id": self.contact.pk, "address_id": present.pk} | row for row in rows
        )

    def cleaned(self, address: Address) -> dict[str, Any]:
        """The values of an address that pass."""
        found = {}
        for name in TEXTS:
            text = getattr(address, name)
            if text:
                try:
                    found[name] = clean(name, text, self.desk)
                except Refused as refusal:
                    self.refuse(refusal, f"{address.code}: {name}={text}")
        return found

    def lay_on(self, present: AlternativeAddress, values: dict[str, Any]) -> None:
        """Lay values on an address that is there."""
        if self.mode is Mode.FILL:
            values = {name: value for name, value in values.items() if not getattr(present, name)}
        if any(getattr(present, name) != value for name, value in values.items()):
            changed = copy.copy(present)
            lay_on(changed, values, self.desk)
            self.found.values[present.pk] = {name: getattr(changed, name) for name in COLUMNS}

    def periods(self, code: str, ranges: Iterable[Range]) -> list[Period]:
        """The periods of an address that come; one that is there may get another end."""
        found = []
        for each in ranges:
            try:
                period = Period(code, *checked(each))
                if self.is_new(period):
                    found.append(period)
                    self.ranges[period.starts] = None
            except Refused as refusal:
                self.refuse(refusal, f"{code}: {ranges_text([each])}")
        return found

    def is_new(self, period: Period) -> bool:
        """Whether no period of the card starts on that day; refused when one of another address does, or of this row."""
        if period.starts not in self.ranges:
            return True
        there, address = self.ranges[period.starts], self.had.get(period.code)
        if there is None or address is None or there.address_id != address.pk:
            facts = {"contact": self.contact.name, "starts": period.starts.isoformat()}
            raise Refused("alt_range.start_exists", field="starts", **facts)
        same = (there.ends, there.yearly) == (period.ends, period.yearly)
        if not same and self.mode is not Mode.FILL:
            self.found.moved[there.pk] = {"ends": period.ends, "yearly": period.yearly}
        return False

    def refuse(self, refusal: Refused, text: str) -> None:
        """Note what is left out, and keep its text."""
        self.taken.refuse(FIELD, refusal, text, label=_("Alternative address"))


def is_about(offer: Offer) -> bool:
    """Whether a row says anything of alternative addresses."""
    if not offer.taken_off:
        return bool(offer.addresses)
    return bool(offer.addresses) or any(name == OFF for name, _code in offer.taken_off)


def checked(period: Range) -> tuple[date, date | None, bool]:
    """The days of a period."""
    ends = date.fromisoformat(period.ends) if period.ends else None
    return checked_period(date.fromisoformat(period.starts), ends, period.yearly)


def said(address: Address) -> str:
    """An address as a text that can be read."""
    found = [text for name in TEXTS if (text := getattr(address, name))]
    return f"{address.code}: {', '.join([*found, ranges_text(address.ranges)] if address.ranges else found)}"
