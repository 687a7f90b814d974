"""Which address holds for a card on a day: the alternative ones and their calendars, for one card or for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.queries.address_words import reason
from kaartenbak.contacts.queries.cards import inheritable
from kaartenbak.contacts.rules import inheritance, postal
from kaartenbak.contacts.rules.active_address import (
    COMPANY,
    OWN,
    Answer,
    Period,
    Stretch,
    address_on,
    stretches,
)
from kaartenbak.contacts.rules.address_fields import PLACE
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.setup.models import Country, Setup
from kaartenbak.setup.queries import the_setup

IN_PLACE = tuple(name for name in PLACE if name != "country")


class Span(NamedTuple):
    """What a calendar needs of a period; a card may have hundreds, and a row of the model takes ten times as long to make."""

    pk: int
    address_id: int
    starts: date
    ends: date | None
    yearly: bool


@dataclass(frozen=True)
class Schedule:
    """The alternative addresses of one card, by code, and the periods in which they hold, by start."""

    addresses: Sequence[AlternativeAddress] = ()
    ranges: Sequence[AddressRange | Span] = ()

    @cached_property
    def by_code(self) -> dict[str, AlternativeAddress]:
        return {address.code: address for address in self.addresses}

    @cached_property
    def periods(self) -> list[Period]:
        """The calendar as the rule reads it."""
        codes = {address.pk: address.code for address in self.addresses}
        return [Period(codes[each.address_id], each.starts, each.ends, each.yearly) for each in self.ranges]


NOTHING = Schedule()
ADDRESSES = Prepared(
    lambda: (
        AlternativeAddress.objects.filter(contact=Given("card"))
        .annotate(country_code=F("country__code"))
        .order_by("code")
    )
)
# Days as texts: of hundreds of periods the driver and Django would look at each twice.
RANGES = Prepared(
    lambda: (
        AddressRange.objects.filter(contact=Given("card"))
        .order_by("starts")
        .values_list(
            "pk",
            "address_id",
            Cast("starts", models.TextField()),
            Cast("ends", models.TextField()),
            Cast("yearly", models.IntegerField()),
        )
    )
)


@dataclass(frozen=True)
class ActiveAddress:
    """The address of a card on `day`: `address` is an alternative one, its own or its company's, or none for the normal one.

    `countries` are the codes of countries by their keys.
    """

    contact: Contact
    day: date
    answer: Answer
    address: AlternativeAddress | None
    home_country: str
    countries: Mapping[int, str] = field(repr=False)

    @property
    def source(self) -> str:
        """`own`, `company` or `main`."""
        return self.answer.source

    @property
    def code(self) -> str:
        """The code of the alternative address; blank for the normal one."""
        return self.answer.code

    @property
    def valid_until(self) -> date | None:
        """The last day on which it stays the same address; none when it never changes."""
        return self.answer.valid_until

    @property
    def reason(self) -> str:
        """Why this one, in the present language."""
        return reason(self.contact, self.answer)

    @cached_property
    def place(self) -> dict[str, str]:
        """The parts of the address, the country as its code."""
        held = self.address or self.contact
        country = self.countries.get(held.country_id, "") if held.country_id else ""
        return {name: getattr(held, name) for name in IN_PLACE} | {"country": country}

    @cached_property
    def names(self) -> list[str]:
        """The lines above the address (contacts.md §13.6); one that says the same as another is left out."""
        contact, company = self.contact, []
        if self.address is not None:
            company = [self.address.company_name, self.address.company_name_2]
        if not any(company) and contact.company_id and self.source != OWN:
            company = [contact.company_name]
        return [name for name in dict.fromkeys((*company, contact.name, contact.name_2)) if name]

    def lines(self, language: str) -> list[str]:
        """The lines of an envelope in the layout of the country it goes to; a foreign one's name in `language`."""
        return postal.lines(self.names, self.place, self.home_country, language)


@dataclass(frozen=True)
class Calendar:
    """Everything that says which address holds for a card: its own schedule, and that of the company it follows."""

    contact: Contact
    own: Schedule
    company: Schedule
    home_country: str
    countries: Mapping[int, str] = field(repr=False)

    def on(self, day: date) -> ActiveAddress:
        """The address of a day."""
        answer = address_on(day, self.own.periods, self.company.periods)
        return ActiveAddress(
            self.contact, day, answer, self.address(answer), self.home_country, self.countries
        )

    def stretches(self, first: date, last: date) -> list[Stretch]:
        """The days from `first` to `last`, parted where another address begins to hold."""
        return stretches(self.own.periods, self.company.periods, first, last)

    def address(self, of: Answer | Stretch) -> AlternativeAddress | None:
        """The alternative address that an answer names; none for the normal one."""
        schedules = {OWN: self.own, COMPANY: self.company}
        return schedules[of.source].by_code[of.code] if of.code else None


def active_addresses(cards: Iterable[Contact], *, on: date) -> dict[int, ActiveAddress]:
    """The address that holds for each of these cards on a day, by key; the number of queries does not grow with the cards.

    Give cards in blocks of a thousand or so. Their `company`, where it is loaded, is not asked for again.
    """
    return {key: calendar.on(on) for key, calendar in calendars(cards).items()}


def calendar_of(contact: Contact, setup: Setup | None = None, *, bare: bool = False) -> Calendar:
    """The calendar of one card; a `bare` one is known to have no other address, nor its company."""
    setup = setup or the_setup()
    followed = None if bare else companies_followed([contact], setup).get(contact.pk)
    own = NOTHING if bare else schedule_of(contact.pk)
    company = schedule_of(followed) if followed else NOTHING
    countries = {contact.country.pk: contact.country.code} if contact.country else {}
    # Each comes with its country's code: a card may have fifty addresses, and as many countries take as long to make.
    countries |= {
        each.country_id: vars(each)["country_code"]
        for each in (*own.addresses, *company.addresses)
        if each.country_id
    }
    return Calendar(contact, own, company, str(setup.home_country), countries)


def schedule_of(card: int) -> Schedule:
    """The schedule of one card."""
    addresses = ADDRESSES(card=card)
    return Schedule(addresses, [span(*row) for row in RANGES(card=card)]) if addresses else NOTHING


def span(key: int, address: int, starts: str, ends: str | None, yearly: int) -> Span:
    """A period as it was read."""
    day = date.fromisoformat
    return Span(key, address, day(starts), day(ends) if ends else None, yearly == 1)


def calendars(cards: Iterable[Contact]) -> dict[int, Calendar]:
    """The calendar of each card, by key, in a constant number of queries."""
    contacts, setup = list(cards), the_setup()
    home, followed = str(setup.home_country), companies_followed(contacts, setup)
    found = schedules({*(card.pk for card in contacts), *followed.values()})
    countries = countries_of(contacts, found.values())
    return {
        card.pk: Calendar(
            card,
            found.get(card.pk, NOTHING),
            found.get(followed.get(card.pk, 0), NOTHING),
            home,
            countries,
        )
        for card in contacts
    }


def calendar_from(contact: Contact, own: Schedule, company: Schedule, setup: Setup) -> Calendar:
    """The calendar of a card whose schedule, and that of the company it follows, are at hand: one of the past."""
    countries = countries_of([contact], [own, company])
    return Calendar(contact, own, company, str(setup.home_country), countries)


def companies_followed(people: Iterable[Contact], setup: Setup) -> dict[int, int]:
    """For each person whose address follows his company's, as it does now, the key of that company (contacts.md §13.6 b)."""
    candidates = [each for each in people if each.company_id and "address" in each.follows]
    models.prefetch_related_objects(candidates, "company")
    return {
        person.pk: person.company.pk
        for person in candidates
        if person.company is not None and shares_address(person, person.company, setup)
    }


def shares_address(person: Contact, company: Contact, setup: Setup) -> bool:
    """Whether the company's address is the person's as well: followed, switched on, and still equal."""
    switches = {name for name in inheritance.SWITCHES if getattr(setup, f"inherit_{name}")}
    theirs, own = inheritable(company, {}), inheritable(person, {})
    return "address" in inheritance.following(person.follows, own, theirs, switches)


def schedules(cards: Iterable[int]) -> dict[int, Schedule]:
    """The schedules of these cards; those without alternative addresses are left out."""
    keys = list(cards)
    addresses: dict[int, list[AlternativeAddress]] = {}
    for address in AlternativeAddress.objects.filter(contact__in=keys).order_by("code"):
        addresses.setdefault(address.contact_id, []).append(address)
    ranges: dict[int, list[AddressRange]] = {}
    for each in AddressRange.objects.filter(contact__in=[*addresses]).order_by("starts"):
        ranges.setdefault(each.contact_id, []).append(each)
    return {card: Schedule(found, ranges.get(card, ())) for card, found in addresses.items()}


def countries_of(cards: Iterable[Contact], found: Iterable[Schedule]) -> dict[int, str]:
    """The codes of the countries of these cards and schedules, by key."""
    places: chain[Contact | AlternativeAddress] = chain(cards, *(each.addresses for each in found))
    wanted = {held.country_id for held in places if held.country_id}
    return dict(Country.objects.filter(pk__in=wanted).values_list("pk", "code"))
