"""A card while its lines are being read."""

from collections.abc import Callable, Container, Iterator
from typing import Any, NamedTuple

from kaartenbak.exchange.formats.vcard.labels import label_of
from kaartenbak.exchange.formats.vcard.lines import components, unescape
from kaartenbak.exchange.rules.addresses import POSTAL, TEXTS, Address, code_for, ranges_in
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Remark, Role, full_name
from kaartenbak.exchange.rules.countries import country_code

APPLE_LABEL, APPLE_COUNTRY = "X-ABLABEL", "X-ABADR"
OF_GROUPS = frozenset({APPLE_LABEL, APPLE_COUNTRY})
TODAY = "today=1"
"""In an own line: the address was preferred because it held on the day of writing."""
COPY = "copy"
"""The one word of an own line whose address is only there to be seen: it is made of another card."""


class AddressLine(NamedTuple):
    """An address of the card; one of them becomes the contact's, the others are alternative addresses."""

    values: dict[str, str]
    group: str
    rank: int
    label: str
    """What its types say: `home`, `work`, or nothing."""
    position: int
    """Where its line is kept."""
    says_all: bool
    """Whether the card has a field for all that the line says, when it is the contact's."""
    says_all_beside: bool
    """The same when it is an alternative address, its preference apart."""
    preferred: bool


class Labelled(NamedTuple):
    """A line of a group (`item1.`) that a label may follow."""

    position: int
    group: str


class Draft:
    """What the lines of one card said so far."""

    __slots__ = (
        *("addresses", "alternatives", "channels", "codes", "extra", "groups", "labelled", "members"),
        *("of_groups", "own_addresses", "remarks"),
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
        self.addresses: list[AddressLine] = []
        self.own_addresses: list[tuple[str, str]] = []
        """Our own lines on alternative addresses: the group, and what they say."""
        self.alternatives: list[Address] = []
        self.codes: dict[str, Any] = {}
        """What the card belongs to beside its groups, by field."""
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
        if self.addresses or self.own_addresses:
            self._take_addresses()
        if self.codes:
            self._pass_over_roles()
        if self.labelled:
            self._label_channels()
        self._settle_kind()
        if not values.get("name"):
            values["name"] = self._name()
        return Card(
            channels=tuple(self.channels),
            mailing_groups=tuple(self.groups),
            members=tuple(self.members),
            addresses=tuple(self.alternatives),
            extra=tuple([Extra(*each) for each in self.extra if each]) if self.extra else (),
            remarks=tuple(self.remarks),
            line=line,
            **self.codes,
            **values,
        )

    def _take_addresses(self) -> None:
        """First those that are ours, then the contact's, then what other programs know besides."""
        ours: dict[str, list[AddressLine]] = {}
        for each in reversed(self.addresses):
            ours.setdefault(each.group, []).append(each)
        codes, numbers = set[str](), dict[str, int]()
        for group, said in self.own_addresses:
            lines = ours.get(group) if group else None
            self._take_own(lines.pop() if lines else None, group, said, codes, numbers)
        if self.addresses:
            chosen = min(self.addresses, key=lambda each: each.rank)
            self._take_chosen(chosen)
            taken, reached = {each.code.upper() for each in self.alternatives}, dict[str, int]()
            for each in self.addresses:
                if each is not chosen:
                    taken.add(self._take_alternative(each, taken, reached))

    def _take_own(
        self, line: AddressLine | None, group: str, said: str, codes: set[str], numbers: dict[str, int]
    ) -> None:
        """An alternative address in our own words: its ADR, and a line for what that cannot say."""
        if line:
            self.addresses.remove(line)
        if said == COPY:
            self._drop(group, APPLE_LABEL, APPLE_COUNTRY)
            if line:
                self.extra[line.position] = None
            return
        parts = (self._postal(line) if line else {}) | dict(own_parts(said))
        code = parts.pop("code", "") or code_for("", codes, numbers)
        codes.add(code)
        ranges, unread = ranges_in(parts.pop("ranges", ""))
        for each in unread:
            self.remark("address.unreadable", "alternative_addresses", each)
            self.keep("ranges", each, Role.CELL)
        self.alternatives.append(Address(code, **parts, ranges=ranges))
        if line:
            # That the address holds today is ours to say, and passes.
            preferred = line.preferred and TODAY not in components(said)
            self._keep_wording(line._replace(preferred=preferred), code)

    def _drop(self, group: str, *names: str) -> None:
        """Forget lines of a group that were taken."""
        for name in names:
            position = self.of_groups.pop((group, name), None)
            if position is not None:
                self.extra[position] = None

    def _take_alternative(self, line: AddressLine, taken: Container[str], reached: dict[str, int]) -> str:
        """An address of another program beside the contact's; its code is what it is labelled."""
        label = label_of(self._of_group(line.group, APPLE_LABEL)) if line.group else ""
        code = code_for(label or line.label, taken, reached)
        self.alternatives.append(Address(code, **self._postal(line)))
        self._keep_wording(line, code)
        return code

    def _postal(self, line: AddressLine) -> dict[str, Any]:
        country = line.values["country"] or line.values["country_text"] or self._country_of(line.group)
        return {name: line.values[name] for name in POSTAL} | {"country": country}

    def _keep_wording(self, line: AddressLine, code: str) -> None:
        """Keep the file's own words for an alternative address when they say more; a label that is its code does not."""
        label = self._of_group(line.group, APPLE_LABEL) if line.group else ""
        # The label may be a usual word for the code (Travail for WORK), or the code such a word itself.
        if label and code.upper() in {label_of(label).upper(), unescape(label).strip().upper()}:
            self._drop(line.group, APPLE_LABEL)
        has_more = {(line.group, APPLE_LABEL), (line.group, APPLE_COUNTRY)} & self.of_groups.keys()
        kept, self.extra[line.position] = self.extra[line.position], None
        if kept and (has_more or line.preferred or not line.says_all_beside):
            # Behind the contact's own, which is written first; a group that nothing else needs is given anew.
            name = kept[0] if has_more else kept[0][len(line.group) + 1 if line.group else 0 :]
            self.keep(name, kept[1], Role.FORM)

    def _pass_over_roles(self) -> None:
        """A role that is a job responsibility as well is said already."""
        known = set(self.codes.get("job_responsibilities", ()))
        for place, line in enumerate(self.extra):
            if line and line[0].upper() == "ROLE" and unescape(line[1]).strip() in known:
                self.extra[place] = None

    def _take_chosen(self, chosen: AddressLine) -> None:
        """The address of the work, else the preferred one, else the first is the contact's."""
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
        country = self._country_of(group)
        if country and not self.values["country_text"]:
            self.values["country"] = country
        if says_all and country and country == self.values["country"]:
            self.extra[self.of_groups.pop((group, APPLE_COUNTRY))] = None

    def _country_of(self, group: str) -> str:
        code = self._of_group(group, APPLE_COUNTRY) if group else ""
        return country_code(code) if len(code) == 2 else ""

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


def own_parts(said: str) -> Iterator[tuple[str, str]]:
    """What our own line says of an address: `code=SUMMER;phone=059 1;ranges=2026-07-01..`."""
    for pair in components(said):
        name, equals, value = pair.partition("=")
        if equals and name in {"code", "ranges", *TEXTS}:
            yield name, value.strip()


Reader = Callable[[Draft, str], None]
"""Reads the value of a line whose head is known."""
