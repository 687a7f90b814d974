"""What a program changed in a card: its differences as an offer, and the channels joined with those there are by now."""

from dataclasses import dataclass, replace
from functools import cached_property

from kaartenbak.exchange.rules.addresses import TEXTS, Address
from kaartenbak.exchange.rules.card import Card, Channel
from kaartenbak.exchange.rules.offer import FIELDS, FLAGS, Offer, offer_of

Rows = list[tuple[str, str, str]]
# No contact is without one.
ALWAYS = frozenset({"name"})


@dataclass(frozen=True)
class Changed:
    """From the card that was given to the one that was sent, of a contact of `kind`."""

    given: Card
    sent: Card
    kind: str

    @cached_property
    def sides(self) -> tuple[Offer, Offer]:
        """Both as offers; the lines that no field is for are not of interest, nor is our code beside a title."""
        before, after = (
            offer_of(replace(each, kind=self.kind, extra=(), salutation_code=""))
            for each in (self.given, self.sent)
        )
        said = {each.code for each in before.addresses if says_anything(each)}
        # Programs keep the lines that they do not know, such as our own on an address that is gone.
        kept = tuple(each for each in after.addresses if says_anything(each) or each.code not in said)
        return before, replace(after, addresses=kept)

    def offer(self) -> Offer:
        """What is new or different, and what goes."""
        before, after = self.sides
        former = set(before.addresses)
        codes = {
            name: tuple(code for code in codes if code not in before.codes.get(name, ()))
            for name, codes in after.codes.items()
        }
        return Offer(
            line=0,
            kind=self.kind,
            values={name: value for name, value in after.values.items() if before.values.get(name) != value},
            company=after.company if self.names_company else "",
            codes={name: new for name, new in codes.items() if new},
            addresses=tuple(each for each in after.addresses if each not in former),
            taken_off=(*self.codes_gone(), *self.addresses_gone()),
        )

    def codes_gone(self) -> list[tuple[str, str]]:
        """The groups and the like that the program took off, by table and code."""
        before, after = self.sides
        return [
            (name, code)
            for name, codes in before.codes.items()
            for code, word in codes
            if (code, word) not in after.codes.get(name, ())
        ]

    def addresses_gone(self) -> list[tuple[str, str]]:
        """The addresses beside the contact's own that the program removed."""
        kept = {each.code for each in self.sides[1].addresses}
        return [("addresses", each.code) for each in self.sides[0].addresses if each.code not in kept]

    @property
    def blanked_addresses(self) -> list[tuple[str, list[str]]]:
        """The addresses in which the program made values blank, with the names of these."""
        before = {each.code: each for each in self.sides[0].addresses}
        pairs = [(before[each.code], each) for each in self.sides[1].addresses if each.code in before]
        found = [(new.code, blanked(old, new)) for old, new in pairs]
        return [(code, names) for code, names in found if names]

    @property
    def cleared(self) -> list[str]:
        """The fields that the program made blank."""
        before, after = self.sides
        gone = before.values.keys() - after.values.keys() - ALWAYS - set(FLAGS)
        return [name for name in FIELDS if name in gone]

    @property
    def names_company(self) -> bool:
        """Whether the program named another employer, or none any more."""
        before, after = self.sides
        return self.kind == "person" and before.company != after.company

    @property
    def channels(self) -> bool:
        """Whether the program changed any way to reach the contact."""
        return self.given.channels != self.sent.channels

    @property
    def channel_sides(self) -> tuple[tuple[Channel, ...], tuple[Channel, ...]]:
        """The channels as they were given and as they were sent."""
        return self.given.channels, self.sent.channels


def says_anything(address: Address) -> bool:
    """Whether an address has any value."""
    return any(getattr(address, name) for name in TEXTS)


def blanked(old: Address, new: Address) -> list[str]:
    """The values of an address that are blank now."""
    return [name for name in TEXTS if getattr(old, name) and not getattr(new, name)]


def joined_channels(present: Rows, given: Rows, sent: Rows) -> Rows:
    """The channels there are, with what the program changed: in their order where nobody else changed any of that kind."""
    found: Rows = []
    for kind in dict.fromkeys(row[0] for row in (*present, *sent)):
        here, before, after = ([row for row in rows if row[0] == kind] for rows in (present, given, sent))
        found += (
            here
            if before == after
            else after
            if values(here) == values(before)
            else merged(here, before, after)
        )
    return found


def merged(present: Rows, given: Rows, sent: Rows) -> Rows:
    """The channels of one kind: what the program removed goes, what it put in its place or added comes."""
    former, latter = set(given), set(sent)
    removed = [row for row in given if row not in latter]
    # The first place of each: of equal rows the others come to the same.
    places = {row: place for place, row in reversed([*enumerate(removed)])}
    new = [row for row in sent if row not in former]
    found: Rows = []
    there: set[tuple[str, str, str]] = set()
    for row in present:
        place = places.get(row)
        if place is None:
            found.append(row)
            there.add(row)
        elif place < len(new) and new[place] not in there:
            found.append(new[place])
            there.add(new[place])
    known = set(values(found))
    return found + [row for row in new if row[2] not in known]


def values(rows: Rows) -> list[str]:
    return [value for _kind, _label, value in rows]
