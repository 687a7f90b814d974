"""A card while its lines are being read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.vcard.labels import label_of
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Remark, Role, full_name
from kaartenbak.exchange.rules.countries import country_code

APPLE_LABEL, APPLE_COUNTRY = "X-ABLABEL", "X-ABADR"
OF_GROUPS = frozenset({APPLE_LABEL, APPLE_COUNTRY})


class Address(NamedTuple):
    """An address of the card; one of them becomes the contact's, the others stay as they are."""

    values: dict[str, str]
    group: str
    rank: int
    position: int
    """Where its line is kept."""
    says_all: bool
    """Whether the card has a field for all that the line says."""


class Labelled(NamedTuple):
    """A line of a group (`item1.`) that a label may follow."""

    position: int
    group: str


class Draft:
    """What the lines of one card said so far."""

    __slots__ = (
        *("addresses", "channels", "extra", "groups", "labelled", "members", "of_groups", "remarks"),
        *("values", "version", "is_modern"),
    )

    def __init__(self, is_modern: bool = False) -> None:
        self.is_modern = is_modern
        """Whether what vCard 2.1 does otherwise was undone."""
        self.version = ""
        self.values: dict[str, Any] = {}
        self.channels: list[Channel] = []
        self.groups: dict[str, None] = {}
        self.members: list[str] = []
        self.extra: list[tuple[str, str, Role] | None] = []
        """What is kept, in the order of the file; None where a later line made it superfluous."""
        self.remarks: list[Remark] = []
        self.addresses: list[Address] = []
        self.labelled: list[Labelled] = []
        self.of_groups: dict[tuple[str, str], int] = {}
        """Where the lines are kept that say more of another line of their group."""

    def keep(self, name: str, value: str, role: Role = Role.LINE) -> None:
        """Keep a line that says more than the card has fields for, or nothing that it knows."""
        self.extra.append((name, value, role))

    def remark(self, key: str, field: str, value: str) -> None:
        """Say that something could not be taken as it was meant."""
        self.remarks.append(Remark(key, field, value[:200]))

    def card(self, line: int = 0) -> Card:
        """The card that the lines make."""
        values = self.values
        if self.addresses:
            self._choose_address()
        if self.labelled:
            self._label_channels()
        self._settle_kind()
        if not values.get("name"):
            values["name"] = self._name()
        return Card(
            channels=tuple(self.channels),
            groups=tuple(self.groups),
            members=tuple(self.members),
            extra=tuple([Extra(*each) for each in self.extra if each]) if self.extra else (),
            remarks=tuple(self.remarks),
            line=line,
            **values,
        )

    def _choose_address(self) -> None:
        """The address of the work, else the preferred one, else the first is the contact's."""
        chosen = min(self.addresses, key=lambda address: address.rank)
        self.values |= chosen.values
        line = self.extra[chosen.position]
        says_all = chosen.says_all and (chosen.group, APPLE_LABEL) not in self.of_groups
        if chosen.group:
            self._take_country_of(chosen.group, says_all)
        self.extra[chosen.position] = None if says_all or line is None else (line[0], line[1], Role.FORM)

    def _take_country_of(self, group: str, says_all: bool) -> None:
        """Apple's X-ABADR says how the address is laid out: a country, when the address names none.

        It stays with a line that is kept in the words of the file.
        """
        code = self._of_group(group, APPLE_COUNTRY)
        country = country_code(code) if len(code) == 2 else ""
        if country and not self.values["country_text"]:
            self.values["country"] = country
        if says_all and country and country == self.values["country"]:
            self.extra[self.of_groups.pop((group, APPLE_COUNTRY))] = None

    def _label_channels(self) -> None:
        for position, group in self.labelled:
            label = self._of_group(group, APPLE_LABEL)
            if label:
                self.channels[position] = self.channels[position]._replace(label=label_of(label))
                self.extra[self.of_groups.pop((group, APPLE_LABEL))] = None

    def _of_group(self, group: str, name: str) -> str:
        position = self.of_groups.get((group, name))
        line = None if position is None else self.extra[position]
        return line[1] if line else ""

    def _settle_kind(self) -> None:
        """Without a word on it, a card with a company and without a person's name is a company."""
        values = self.values
        company = values.get("company_name", "")
        kind = values.get("kind")
        if not kind:
            nameless = not values.get("first_name") and values.get("surname", "") in {"", company}
            kind = "company" if company and nameless and values.get("name", "") in {"", company} else "person"
            values["kind"] = kind
        if kind == "company":
            if company and values.get("name", "") in {"", company}:
                values["name"] = values.pop("company_name")
            values["name"] = values.get("name") or self._name()
            if values.get("surname") == values["name"] and not values.get("first_name"):
                values.pop("surname", None)

    def _name(self) -> str:
        values = self.values
        name = full_name(
            values.get("first_name", ""), values.get("middle_name", ""), values.get("surname", "")
        )
        reached = {channel.kind: channel.value for channel in reversed(self.channels)}
        return name or reached.get("email") or reached.get("phone") or reached.get("mobile") or ""


Reader = Callable[[Draft, str], None]
"""Reads the value of a line whose head is known."""
