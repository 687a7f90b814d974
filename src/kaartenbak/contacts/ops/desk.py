"""What filling in a card needs to know of the register: the setup and the code tables, looked up once per piece of work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from itertools import batched
from typing import Any

from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import AlternativeAddress, Contact, new_uid
from kaartenbak.contacts.rules.defaults import defaults_for
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.setup.models import (
    CodeTable,
    Country,
    Currency,
    Language,
    NumberSeries,
    OrganizationalLevel,
    Postcode,
    Salesperson,
    Salutation,
    Setup,
    Territory,
)
from kaartenbak.setup.queries import Place, city_key, lookup_cities, lookup_city, the_setup

TABLES: dict[str, type[CodeTable]] = {
    "salutation": Salutation,
    "country": Country,
    "salesperson": Salesperson,
    "territory": Territory,
    "language": Language,
    "currency": Currency,
    "organizational_level": OrganizationalLevel,
    "series": NumberSeries,
}
DEFAULT_TEXTS = ("format_region", "correspondence_type")
DEFAULT_CODES = ("salesperson", "territory", "country", "language", "company_salutation", "person_salutation")
SWITCHES = ("salesperson", "territory", "country", "language", "format_region", "address", "communication")

type Places = Sequence[Postcode | Place]


@cache
def reading(table: type[CodeTable]) -> Prepared[CodeTable]:
    """The read of a code of a table."""
    return Prepared(lambda: table._default_manager.filter(code=Given("code")))


class Desk:
    """The setup and the codes as they are now, kept for the length of one operation or one block of an import."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self._rows: dict[tuple[str, str], CodeTable | None] = {}
        self._codes: dict[tuple[str, int], CodeTable] = {}
        self._companies: dict[str, Contact] = {}
        self._places: dict[tuple[str, str], Places] = {}
        self._cities: dict[str, list[Place]] = {}
        self._held: dict[int, Contact] = {}
        self._passed_on: dict[int, dict[str, Any]] = {}
        self._blank: dict[str, Contact] = {}
        self._defaults: dict[str, dict[str, Any]] = {}

    @cached_property
    def setup(self) -> Setup:
        """The one record of switches and defaults."""
        return the_setup()

    @cached_property
    def switches(self) -> frozenset[str]:
        """The inheritance switches that are on."""
        return frozenset(name for name in SWITCHES if getattr(self.setup, f"inherit_{name}"))

    def defaults(self, kind: str) -> dict[str, Any]:
        """What a new card of this kind gets where it has nothing, by column; the user's own salesperson goes first."""
        if kind not in self._defaults:
            setup = {name: getattr(self.setup, f"default_{name}") for name in DEFAULT_TEXTS}
            setup |= {name: getattr(self.setup, f"default_{name}_id") for name in DEFAULT_CODES}
            own = self.code("salesperson", self.by.salesperson).pk if self.by.salesperson else ""
            found = defaults_for(kind, setup, own)
            self._defaults[kind] = {
                name if name in DEFAULT_TEXTS else f"{name}_id": value for name, value in found.items()
            }
        return self._defaults[kind]

    def code(self, field: str, code: str) -> CodeTable:
        """The row of `field`'s table with this code; an unknown one is refused."""
        key = (field, code.strip().upper())
        if key not in self._rows:
            self._rows[key] = reading(TABLES[field]).first(code=key[1][:21])
        row = self._rows[key]
        if row is None:
            what = str(TABLES[field]._meta.verbose_name)
            raise Refused("reference.unknown", field=field, what=what, code=code[:40])
        self._codes[field, row.pk] = row
        return row

    def by_key(self, field: str, key: int | None) -> Any:
        """The row of `field`'s table with this key, or none."""
        if key is None:
            return None
        if (field, key) not in self._codes:
            manager: models.Manager[Any] = TABLES[field]._default_manager
            self._codes[field, key] = manager.get(pk=key)
        return self._codes[field, key]

    def country_code(self, held: Contact | AlternativeAddress) -> str:
        """The country whose customs the card or address follows; the home country when it has none."""
        country = self.by_key("country", held.country_id)
        return str(country.code) if country else str(self.setup.home_country)

    def know_cities(self, names: Iterable[str]) -> None:
        """Look up the places of many cities at once, before `places_of` is asked for one after the other."""
        self._cities |= lookup_cities(names)

    def places_of(self, city: str, country: str) -> Places:
        """The places of a city in the table, which many cards share."""
        if (city, country) not in self._places:
            known = self._cities.get(city_key(city))
            self._places[city, country] = (
                lookup_city(city, country)
                if known is None
                else [place for place in known if country.upper() in {"", place.country}]
            )
        return self._places[city, country]

    def company(self, text: str) -> Contact:
        """The company that `text` means (contacts.md §19)."""
        key = text.strip().casefold()
        if key not in self._companies:
            self._companies[key] = self.employer(text)
        return self._companies[key]

    def employer(self, text: str) -> Contact:
        """The contact whose number or uid `text` is, be it a person, who is refused by name; else the company it means."""
        addressed = queries.visible_to(self.by).filter(queries.addressed(text.strip())).first()
        return addressed or queries.resolve_company(text, by=self.by)

    def remember_company(self, company: Contact) -> None:
        """A company that was just made is found by its name and number from now on."""
        self._companies.setdefault(company.name.casefold(), company)
        self._companies.setdefault(company.number.casefold(), company)

    def hold(self, company: Contact) -> Contact:
        """The company as it is now, kept so until the transaction ends: a change by somebody else cannot pass us by."""
        if company.pk not in self._held:
            self._held[company.pk] = store.lock(company)
        return self._held[company.pk]

    def hold_many(self, companies: Iterable[Contact]) -> None:
        """As `hold`, many companies in a few statements, with what they pass on."""
        wanted = {company.pk for company in companies} - {*self._held}
        for block in batched(sorted(wanted), 500):
            rows = Contact.objects.select_for_update().filter(pk__in=block).order_by("pk")
            for company in rows.prefetch_related("channels"):
                self._held[company.pk] = company
                self.passes_on(company)

    def hold_read(self, company: Contact, mains: Mapping[str, str]) -> None:
        """A company that the caller holds already, and its main channels."""
        self._held[company.id] = company
        self._passed_on[company.id] = queries.inheritable(company, dict(mains))

    def hold_told(self, columns: Mapping[str, Any]) -> Contact:
        """A company that the caller holds already, of which only these columns are known."""
        company = Contact.__new__(Contact)
        company.__dict__ |= {**self.blank(Contact.Kind.COMPANY).__dict__, **columns}
        company._state = ModelState()
        company._state.adding = False
        self._held[company.id] = company
        return company

    def learn(
        self, setup: Setup, codes: Iterable[tuple[str, CodeTable]], cities: Mapping[str, list[Place]]
    ) -> None:
        """Take over what somebody else looked up."""
        self.setup = setup
        self._cities |= cities
        for field, row in codes:
            self._rows[field, row.code] = self._codes[field, row.pk] = row

    def blank(self, kind: str) -> Contact:
        """A card with nothing on it, to compare new ones with; nobody may write on it."""
        if kind not in self._blank:
            self._blank[kind] = Contact(kind=kind)
        return self._blank[kind]

    def new_card(self, kind: str) -> Contact:
        """A new card in memory: a copy of the blank one, since the framework is slow at making one of fifty fields."""
        card = Contact.__new__(Contact)
        card.__dict__ |= self.blank(kind).__dict__
        card._state = ModelState()
        card.uid, card.follows = self.uid(), []
        card.created_at = card.modified_at = self.now
        return card

    def uid(self) -> Any:
        """What a new card gets as its identifier."""
        return new_uid()

    @cached_property
    def now(self) -> datetime:
        """When the work on this desk began."""
        return timezone.now()

    def passes_on(self, company: Contact) -> dict[str, Any]:
        """What people may take over from a company that is held."""
        key = company.id
        if key not in self._passed_on:
            values = queries.mains(company.channels.all())
            self._passed_on[key] = queries.inheritable(company, values)
        return self._passed_on[key]
