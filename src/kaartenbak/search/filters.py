"""The filters of the contact list: one line each, by the names of the API (api.md §2)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kaartenbak.classification.queries import having
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.normal import postcode, tax
from kaartenbak.core.normal.text import search_form
from kaartenbak.search.queries import matching
from kaartenbak.setup.queries import the_setup

Filter = Callable[[Cards, Any], Cards]
# What a list can be sorted by, with the columns that do it; each ends in the key, so that no two cards are equal.
SORTS: dict[str, tuple[str, ...]] = {
    "": ("list_key", "id"),
    "company_name": ("list_key", "id"),
    "name": ("name_key", "id"),
    "number": ("number",),
    "-modified_at": ("-modified_at", "-id"),
}


def among(column: str) -> Filter:
    """Any of several values of a column."""
    return lambda cards, values: cards.filter(**{f"{column}__in": values})


def codes(column: str) -> Filter:
    """Any of several codes."""
    return lambda cards, values: cards.filter(
        **{f"{column}__code__in": [value.strip().upper() for value in values]}
    )


def companies(cards: Cards, values: list[str]) -> Cards:
    """Of any of several companies, by number or uid: their people and they themselves."""
    wanted = Q()
    for value in values:
        wanted |= queries.addressed(value)
    keys = Contact.objects.filter(wanted).values("pk")
    return cards.filter(Q(company__in=keys) | Q(pk__in=keys))


def postcodes(cards: Cards, values: list[str]) -> Cards:
    """With any of several postcodes, however they were typed."""
    home = the_setup().home_country
    keys = {search_form(postcode.normal(value, home)).replace(" ", "") for value in values}
    return cards.filter(postcode_key__in=keys | {search_form(value).replace(" ", "") for value in values})


def cities(cards: Cards, values: list[str]) -> Cards:
    """In any of several cities, upper and lower case alike."""
    wanted = Q()
    for value in values:
        wanted |= Q(city__iexact=value.strip())
    return cards.filter(wanted)


def tax_numbers(cards: Cards, values: list[str]) -> Cards:
    """With any of several VAT or enterprise numbers, however they were typed."""
    keys = {tax.vat_normal(value) for value in values} | {tax.enterprise_digits(value) for value in values}
    return cards.filter(tax_key__in=keys - {""})


def classified(name: str) -> Filter:
    """With any of several codes of a grouping."""
    return lambda cards, values: having(cards, name, values)


def reachable(*kinds: str) -> Filter:
    """With any channel of these kinds, or with none."""

    def told(cards: Cards, there: bool) -> Cards:
        found = Exists(Channel.objects.filter(contact=OuterRef("pk"), kind__in=kinds))
        return cards.filter(found if there else ~found)

    return told


def peopled(cards: Cards, there: bool) -> Cards:
    """Companies with people, or companies without any."""
    people = Exists(Contact.objects.filter(company=OuterRef("pk")))
    return cards.filter(people if there else ~people, kind=Contact.Kind.COMPANY)


FILTERS: dict[str, Filter] = {
    "q": matching,
    "kind": among("kind"),
    "company": companies,
    "mailing_group": classified("mailing_groups"),
    "industry_group": classified("industry_groups"),
    "business_relation": classified("business_relations"),
    "job_responsibility": classified("job_responsibilities"),
    "web_source": classified("web_sources"),
    "organizational_level": codes("organizational_level"),
    "salesperson": codes("salesperson"),
    "territory": codes("territory"),
    "language": codes("language"),
    "country": codes("country"),
    "salutation": codes("salutation"),
    "currency": codes("currency"),
    "postcode": postcodes,
    "city": cities,
    "email": queries.reached_by_email,
    "phone": lambda cards, number: queries.reached_by_phone(cards, number, the_setup().home_country),
    "vat_number": tax_numbers,
    "external_id": lambda cards, values: cards.filter(
        external_id__in=[value.strip().upper() for value in values]
    ),
    "privacy_blocked": lambda cards, value: cards.filter(privacy_blocked=value),
    "has_email": reachable("email"),
    "has_phone": reachable("phone", "mobile"),
    "has_people": peopled,
    "modified_since": queries.changed_since,
}


def filtered(cards: Cards, wanted: Mapping[str, Any]) -> Cards:
    """The cards that meet every filter in `wanted`; one that is blank or left out asks nothing."""
    for name, value in wanted.items():
        if value not in (None, "", []):
            cards = FILTERS[name](cards, value)
    return cards
