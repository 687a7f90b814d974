"""The companies that the people of a block name: found, or made when there are none."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import QuerySet

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.bulk import create_cards
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.queries import SLOT_OF
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.core.normal import postcode
from kaartenbak.core.normal.names import company_sort_key
from kaartenbak.core.normal.text import clean, search_form
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.history.prepared import Among, Prepared, Texts

LONGEST = FIELDS["name"].longest
LONGEST_KEY = 220
# What a card takes of its company, and what the company is found by; the other columns of a company that was found are blank.
COLUMNS = (
    "id", "number", "name", "name_key", "postcode_key", "created_at", "business_relation",
    "salesperson_id", "territory_id", "country_id", "language_id", "format_region", "street", "street_2", "postcode",
    "city", "county", "extension", "correspondence_type",
)  # fmt: skip

# The channels that companies pass on to their people.
MAINS = Prepared(
    lambda: (
        Channel.objects.filter(Among("contact", "keys"), position__lte=2)
        .order_by()
        .values_list("contact_id", "kind", "position", "value")
    )
)


@cache
def named(column: str, *, held: bool) -> Prepared[Any]:
    """The read of companies by one of their columns; they are held until the transaction ends, or only looked at."""

    def rows() -> "QuerySet[Contact, Any]":
        of_companies = Contact.objects.filter(Among(column, "wanted", Texts), kind=Contact.Kind.COMPANY)
        found = of_companies.order_by("pk").values_list(*COLUMNS)
        return found.select_for_update(no_key=True) if held else found

    return Prepared(rows)


def key_of(name: str) -> str:
    """What companies of one name have in common, however it is written."""
    return company_sort_key(name)[:LONGEST_KEY]


class Companies:
    """The companies named in a block, held until its transaction ends.

    Of several of one name a person belongs to the one with his postcode, else to one that came with the same file, else to
    the first.
    """

    def __init__(self, offers: Iterable[Offer], desk: Desk, terms: Terms) -> None:
        self.desk, self.terms = desk, terms
        people = [offer for offer in offers if offer.company or offer.company_number]
        names = {key_of(offer.company) for offer in people if offer.company} - {""}
        numbers = {offer.company_number.strip().upper() for offer in people if offer.company_number}
        self.by_key: dict[str, list[Contact]] = {}
        self.by_number: dict[str, Contact] = {}
        if names or numbers:
            self.find(names, numbers)

    def find(self, names: set[str], numbers: set[str]) -> None:
        """Look the companies up, in one statement for each way to name them."""
        held = self.terms.writes
        for row in named("name_key", held=held)(wanted=names) if names else ():
            company = self.desk.hold_told(dict(zip(COLUMNS, row, strict=True)))
            self.by_key.setdefault(company.name_key, []).append(company)
        for row in named("number", held=held)(wanted=numbers) if numbers else ():
            company = self.desk.hold_told(dict(zip(COLUMNS, row, strict=True)))
            self.by_number[company.number] = company
        self.read_channels()

    def all(self) -> dict[int, Contact]:
        """All of them, by their keys."""
        found = {company.id: company for each in self.by_key.values() for company in each}
        return found | {company.id: company for company in self.by_number.values()}

    def add(self, company: Contact) -> None:
        """One that somebody else found; those of one name come in the order of their keys."""
        self.by_key.setdefault(company.name_key, []).append(company)
        self.by_number[company.number] = company

    def read_channels(self) -> None:
        """What the companies pass on to their people, in one statement."""
        found = self.all()
        mains: dict[int, dict[str, str]] = {key: {} for key in found}
        for key, kind, position, value in MAINS(keys=list(found)) if found else ():
            if (kind, position) in SLOT_OF:
                mains[key][SLOT_OF[kind, position]] = value
        for key, company in found.items():
            self.desk.hold_read(company, mains[key])

    def of(self, offer: Offer) -> Contact | None:
        """The company of a row that is there already."""
        if offer.company_number and (numbered := self.by_number.get(offer.company_number.strip().upper())):
            return numbered
        found = self.by_key.get(key_of(offer.company), []) if offer.company else []
        if len(found) > 1:
            return min(found, key=lambda company: self.rank(company, offer))
        return found[0] if found else None

    def rank(self, company: Contact, offer: Offer) -> tuple[bool, bool, int]:
        """How little a company fits a row."""
        place = search_form(
            postcode.normal(offer.values.get("postcode", ""), offer.values.get("country", ""))
        )
        return (
            company.postcode_key != place.replace(" ", ""),
            company.created_at < self.terms.since,
            company.pk,
        )

    def missing(self, offers: Iterable[Offer]) -> dict[str, str]:
        """The companies that are named and not there, by their keys; each as it is written first."""
        found: dict[str, str] = {}
        for offer in offers:
            if offer.company and self.of(offer) is None:
                found.setdefault(key_of(offer.company), offer.company)
        found.pop("", None)
        return found

    def make_missing(self, offers: Iterable[Offer]) -> int:
        """Make the companies that are named and not there, with nothing but their name; how many that are."""
        drafts = [self.draft(name) for name in self.missing(offers).values()]
        for company in create_cards(drafts, self.desk) if drafts else ():
            self.by_key[company.name_key] = [company]
            self.desk.hold_read(company, {})
        return len(drafts)

    def draft(self, name: str) -> Draft:
        """A company of which nothing is known but its name."""
        draft = Draft(self.desk.new_card(Contact.Kind.COMPANY), {}, self.desk)
        draft.lay({"name": clean(name)[:LONGEST].rstrip()})
        return draft
