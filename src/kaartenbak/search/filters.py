"""The filters of the contact list: one line each, by the names of the API (api.md §2)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Upper

from kaartenbak.classification.queries import FEW, having
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


class Unindexed(Func):
    """A column whose index SQLite shall not use, by a plus sign (https://www.sqlite.org/optoverview.html, §10)."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def codes(column: str) -> Filter:
    """Any of several codes of a table with few codes, of which one can be rare and another on half of the cards.

    SQLite plans for a usual one. So a rare one is looked up in its index, and with any other the list is read in its
    order, until a page is full.
    """
    table = Contact._meta.get_field(column).related_model

    def told(cards: Cards, values: list[str]) -> Cards:
        wanted = [value.strip().upper() for value in values]
        keys = list(table._base_manager.filter(code__in=wanted).values_list("pk", flat=True))
        rows = Contact.objects.filter(**{f"{column}__in": keys}).order_by()
        few = list(rows.values_list("pk", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            return cards.filter(pk__in=few)
        plain = f"plain_{column}"
        return cards.alias(**{plain: Unindexed(f"{column}_id")}).filter(**{f"{plain}__in": keys})

    return told


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
    return cards.alias(city_upper=Upper("city")).filter(
        city_upper__in=[Upper(Value(value.strip())) for value in values]
    )


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
