"""A card on the table: values are laid upon it in a fixed order, and only then is it written.

Nothing here writes. Making, changing and importing cards all pass through `Draft.lay`, so one rule holds at every door.
"""

import copy
from collections.abc import Mapping
from typing import Any

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.cleaning import Values
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.places import PLACE, lay_place, postcode_key
from kaartenbak.contacts.rules import inheritance, privacy
from kaartenbak.contacts.rules.fields import IN_BUSINESS, TABLE, check_applies, who_is
from kaartenbak.core.normal import names, tax
from kaartenbak.core.normal.text import search_form
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.models import CodeTable

NAME_PARTS = ("first_name", "middle_name", "surname")
NOT_FOR_EMPLOYEES = tuple(f.name for f in TABLE if f.applies_to <= IN_BUSINESS)
INHERITED_CODES = ("salesperson", "territory", "country", "language")
INHERITED_CHANNELS = ("phone", "mobile", "fax", "email", "website")


class Draft:
    """A card in the making: the contact in memory, its main channels, and what to tell the user about it."""

    def __init__(self, contact: Contact, mains: Mapping[str, str], desk: Desk) -> None:
        # Asked often, and a key is slow to ask for: whether the card is not in the register yet.
        self.is_new = contact.id is None
        self.before = desk.blank(contact.kind) if self.is_new else copy.copy(contact)
        self.contact = contact
        self.mains = dict(mains)
        self.mains_before = dict(mains)
        self.more_emails: list[str] = []
        self.channels: list[tuple[str, str, str]] | None = None
        # The rows of its channels, where these were made already.
        self.rows: list[dict[str, Any]] | None = None
        self.desk = desk
        self.given: frozenset[str] = frozenset()
        self.warnings: list[tuple[str, str | None, dict[str, Any]]] = []

    @property
    def employer(self) -> Contact | None:
        """The company of a person."""
        return self.contact.company if self.contact.company_id else None

    def lay(self, values: Values) -> None:
        """Lay cleaned values upon the card, with everything that follows from them on the card itself."""
        values = dict(values)
        self.given = frozenset(values)
        self._refuse_misplaced(values)
        joined = self._lay_company(values)
        self._lay_channels(values)
        self._lay_tax(values)
        names_given = {
            name: values.pop(name) for name in ("name", *NAME_PARTS, "search_name") if name in values
        }
        asked = {name: values.pop(name) for name in privacy.FLAGS if name in values}
        if asked:
            values |= privacy.after({name: getattr(self.contact, name) for name in privacy.FLAGS}, asked)
        place = {name: values.pop(name) for name in (*PLACE, "country") if name in values}
        for name, value in values.items():
            if self.is_new and isinstance(value, CodeTable):
                # The key alone costs a quarter of the row, which nobody asks a new card for.
                setattr(self.contact, f"{name}_id", value.pk)
            else:
                setattr(self.contact, name, value)
        lay_place(self.contact, place, self.desk)
        if joined:
            self._join()
        elif not self.is_new:
            self._keep_own()
        if self.is_new:
            self._fill_defaults()
        self._lay_names(names_given)
        self._follow_language()
        self._check_tax(values)
        self.derive()

    # Who may have what

    def _refuse_misplaced(self, values: Values) -> None:
        employer = values.get("company", self.employer)
        if self.contact.is_company and employer is not None and employer.pk == self.contact.pk:
            values.pop("company")
        check_applies(values, who_is(self.contact.kind, employer))

    # The employer and what a person takes over from it

    def _lay_company(self, values: Values) -> bool:
        if "company" not in values:
            return False
        company = values.pop("company")
        if self.contact.is_company or (
            (company.pk if company else None) == self.before.company_id and not self.is_new
        ):
            return False
        # A new card has nothing yet.
        there = () if self.is_new else NOT_FOR_EMPLOYEES
        kept = [name for name in there if getattr(self.contact, name) and values.get(name, True)]
        if company and kept:
            raise Refused(
                "contact.clear_tax_numbers", field=kept[0], contact=str(self.contact), company=str(company)
            )
        self.contact.company = company
        self.contact.company_name = company.name if company else ""
        # A person has no relations of his own: he is to us what his company is.
        self.contact.business_relation = (
            company.business_relation if company else Contact.BusinessRelation.NONE
        )
        if company is None:
            self.contact.follows = []
        return company is not None

    def _join(self) -> None:
        company, former = self.employer, self.before.company if self.before.company_id else None
        assert company is not None
        taken = inheritance.on_joining(
            queries.inheritable(self.contact, self.mains),
            self.desk.passes_on(company),
            inheritable_of(former) if former else None,
            self.desk.switches,
            self.given,
        )
        self.take(taken.values)
        self.contact.follows = sorted(taken.follows)

    def take(self, values: Mapping[str, Any]) -> None:
        """Put inherited values on the card."""
        for name, value in values.items():
            if name in INHERITED_CODES:
                setattr(self.contact, f"{name}_id", value or None)
            elif name in INHERITED_CHANNELS:
                self.mains[name] = value
            else:
                setattr(self.contact, name, value)

    def _keep_own(self) -> None:
        """A group whose value the user changed by hand no longer follows the company."""
        if not self.contact.follows:
            return
        now = queries.inheritable(self.contact, self.mains)
        was = queries.inheritable(self.before, self.mains_before)
        edited = frozenset(name for name in now if now[name] != was[name])
        self.contact.follows = sorted(
            inheritance.own_after_edit(self.contact.follows, edited, self.desk.switches)
        )

    def _fill_defaults(self) -> None:
        for name, value in self.desk.defaults(self.contact.kind).items():
            if not getattr(self.contact, name):
                setattr(self.contact, name, value)

    # Names

    def _lay_names(self, given: Values) -> None:
        contact, particles = self.contact, self.desk.setup.name_particles
        parts = {
            name: given[name]
            for name in NAME_PARTS
            if name in given and given[name] != getattr(self.before, name)
        }
        renamed = "name" in given and given["name"] != self.before.name
        if not contact.is_company and renamed and not parts:
            for name, value in zip(NAME_PARTS, names.split(given["name"], particles=particles), strict=True):
                setattr(contact, name, value)
        for name, value in parts.items():
            setattr(contact, name, value)
        if renamed:
            contact.name = given["name"]
        elif parts:
            contact.name = names.compose(contact.first_name, contact.middle_name, contact.surname)
        if not contact.name:
            raise Refused("name.required", field="name")
        if given.get("search_name"):
            contact.search_name = given["search_name"]
        elif contact.name != self.before.name or "search_name" in given:
            kept = "" if "search_name" in given else contact.search_name
            contact.search_name = names.search_name_after(self.before.name, contact.name, kept)
        if contact.is_company:
            contact.company_name = contact.name

    # Language

    def _follow_language(self) -> None:
        language = self.desk.by_key("language", self.contact.language_id)
        if (
            language
            and self.contact.language_id != self.before.language_id
            and not self.contact.format_region
        ):
            self.contact.format_region = language.region_tag

    # Channels

    def _lay_channels(self, values: Values) -> None:
        self.channels = values.pop("channels", None)
        if self.channels is not None:
            self.mains = mains_of(self.channels)
        for name in queries.SLOTS:
            if name in values and name != "email":
                self.mains[name] = values.pop(name)
        if "email" in values:
            first, *self.more_emails = values.pop("email") or [""]
            self.mains["email"] = first

    # Tax numbers

    def _lay_tax(self, values: Values) -> None:
        country = self._country_code(values)
        enterprise = tax.as_enterprise(values.get("vat_number") or "") if country in ("", "BE") else None
        if enterprise:
            given = values.get("enterprise_number") or enterprise
            if tax.enterprise_digits(tax.check_enterprise(given)) != tax.enterprise_digits(enterprise):
                raise Refused("vat.other_number", field="vat_number", value=enterprise, number=given)
            values.pop("vat_number")
            values["enterprise_number"] = given
            self.warnings.append(("vat.kept_as_enterprise", "enterprise_number", {"number": enterprise}))
        if values.get("enterprise_number"):
            if country not in ("", "BE"):
                raise Refused("enterprise.foreign", field="enterprise_number", country=country)
            values["enterprise_number"] = tax.check_enterprise(values["enterprise_number"])
            values["vat_number"] = ""

    def _check_tax(self, values: Values) -> None:
        contact, country = self.contact, self._country_code({})
        moved = contact.country_id != self.before.country_id
        if contact.vat_number and (moved or contact.vat_number != self.before.vat_number):
            row = self.desk.by_key("country", contact.country_id)
            contact.vat_number = tax.check_vat(contact.vat_number, country, row.vat_formats if row else ())
        if contact.enterprise_number and moved and country not in ("", "BE") and not self.is_new:
            facts = {"number": contact.enterprise_number, "country": country}
            self.warnings.append(("enterprise.country_changed", "enterprise_number", facts))

    def _country_code(self, values: Values) -> str:
        country = (
            values["country"] if "country" in values else self.desk.by_key("country", self.contact.country_id)
        )
        if country is None and self.is_new and "country" not in self.given:
            country = self.desk.by_key("country", self.desk.setup.default_country_id)
        return str(country.code) if country else ""

    # What is made from the rest

    def derive(self) -> None:
        """Make the sort keys and normal forms of the card anew."""
        contact = self.contact
        country = self.desk.country_code(contact)
        contact.name_key = name_key(contact, country)
        contact.list_key = list_key(contact, self.employer)
        contact.postcode_key = postcode_key(contact.postcode, country)
        number = contact.enterprise_number and tax.enterprise_digits(contact.enterprise_number)
        contact.tax_key = (number or tax.vat_normal(contact.vat_number))[:50]


def inheritable_of(company: Contact) -> dict[str, Any]:
    """What a person may take over from `company`."""
    return queries.inheritable(company, queries.mains(company.channels.all()))


def mains_of(channels: list[tuple[str, str, str]]) -> dict[str, str]:
    """The main values of a whole list of channels: the first of each kind, and the second e-mail address."""
    seen: dict[str, int] = {}
    found = {}
    for kind, _label, value in channels:
        seen[kind] = seen.get(kind, 0) + 1
        if (kind, seen[kind]) in queries.SLOT_OF:
            found[queries.SLOT_OF[kind, seen[kind]]] = value
    return found


def name_key(contact: Contact, country: str) -> str:
    """What the card is sorted by when sorting by name."""
    if contact.is_company:
        return names.company_sort_key(contact.name)[:220]
    key = names.sort_key(contact.first_name, contact.middle_name, contact.surname, country)
    return (key or search_form(contact.name))[:220]


def list_key(contact: Contact, employer: Contact | None) -> str:
    """What the list is sorted by (contacts.md §19): company name, company number, the company before its people, name."""
    if contact.is_company:
        company = (contact.name_key[:150], contact.number, "0")
    elif employer is not None:
        company = (employer.name_key[:150], employer.number, "1")
    else:
        company = ("", "", "1")
    return "\x01".join((*company, contact.name_key))
