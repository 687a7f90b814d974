"""The filters of the contact list: one line each, by the names of the API (api.md §2)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Upper
from django.utils import timezone

from kaartenbak.classification.queries import having
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries import Cards, few_of, looked_up
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import postcode, tax
from kaartenbak.core.normal.text import search_form
from kaartenbak.core.refusals import Refused
from kaartenbak.search.models import Document
from kaartenbak.search.opened import opened_keys
from kaartenbak.search.queries import matching
from kaartenbak.setup.queries import the_setup

Filter = Callable[[Cards, Any], Cards]
Personal = Callable[[Cards, Any, Actor], Cards]
# The place in the list where those without a company end, as `list_key` puts it.
COMPANIES_BEGIN = "\x02"
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


def sought(plain: Filter) -> Filter:
    """A filter with an index of its own, by which those that meet it are looked up unless they are very many."""

    def told(cards: Cards, value: Any) -> Cards:
        found = looked_up(plain(Contact.objects.all(), value))
        return plain(cards, value) if found is None else cards.filter(found)

    return told


class Unindexed(Func):
    """A column whose index SQLite shall not use, by a plus sign (https://www.sqlite.org/optoverview.html, §10)."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def codes(column: str) -> Filter:
    """Any of several codes of a table with few codes, of which one can be rare and another on half of the cards."""
    table: Any = Contact._meta.get_field(column).related_model

    def told(cards: Cards, values: list[str]) -> Cards:
        wanted = [value.strip().upper() for value in values]
        keys = list(table._base_manager.filter(code__in=wanted).values_list("pk", flat=True))
        cards, condition = seldom_or_often(cards, column, "in", keys)
        return cards.filter(condition)

    return told


def seldom_or_often(cards: Cards, column: str, lookup: str, value: Any) -> tuple[Cards, Q]:
    """Those of `cards` with such a code, as a condition that is quick whether they are few or most.

    SQLite plans for a usual one. So a rare one is looked up in its index, and with any other the list is read in its
    order, until a page is full.
    """
    few = few_of(Contact.objects.filter(**{f"{column}__{lookup}": value}))
    if few is not None:
        return cards, Q(pk__in=few)
    plain = f"plain_{column}"
    return cards.alias(**{plain: Unindexed(f"{column}_id")}), Q(**{f"{plain}__{lookup}": value})


def companies(cards: Cards, values: list[str]) -> Cards:
    """Of any of several companies, by number or uid: their people and they themselves."""
    wanted = Q()
    for value in values:
        wanted |= queries.addressed(value)
    keys = list(Contact.objects.filter(wanted).values_list("pk", flat=True))
    people = few_of(Contact.objects.filter(company__in=keys))
    if people is not None:
        return cards.filter(pk__in=[*keys, *people])
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


def without(cards: Cards, fields: list[str]) -> Cards:
    """Of which any of several fields is blank; a name that is no such field says nothing."""
    wanted = Q()
    for field in fields:
        if field in REFERENCES:
            cards, blank = seldom_or_often(cards, field, "isnull", True)
            wanted |= blank
        elif field in TEXTS:
            found = lacking(field) if field in INDEXED_BLANKS else None
            wanted |= found or Q(**{field: ""})
    return cards.filter(wanted)


def without_a_company(cards: Cards, fields: list[str]) -> Cards:
    """As `without`, for a list by company: those that have none stand at its beginning (contacts.md §19)."""
    found = without(cards, fields)
    return found.filter(list_key__lt=COMPANIES_BEGIN) if set(fields) == {"company_name"} else found


def lacking(name: str) -> Q | None:
    """The condition that cards are without something, by the index; none when so many are that a list comes across them."""
    return looked_up(Document.objects.filter(**{f"no_{name}": True}))


def in_days(cards: Cards, days: int) -> Cards:
    """Changed in the last days."""
    return queries.changed_since(cards, timezone.now() - timedelta(days=days))


def tax_numbers(cards: Cards, values: list[str]) -> Cards:
    """With any of several VAT or enterprise numbers, however they were typed."""
    keys = {tax.vat_normal(value) for value in values} | {tax.enterprise_digits(value) for value in values}
    return cards.filter(tax_key__in=keys - {""})


def classified(name: str) -> Filter:
    """With any of several codes of a grouping."""
    return lambda cards, values: having(cards, name, values)


def reachable(name: str, *kinds: str) -> Filter:
    """With any channel of these kinds, or with none; the index tells who has none by that name."""

    def told(cards: Cards, there: bool) -> Cards:
        if not there and (none := lacking(name)):
            return cards.filter(none)
        found = Exists(Channel.objects.filter(contact=OuterRef("pk"), kind__in=kinds))
        return cards.filter(found if there else ~found)

    return told


def out_of_reach(cards: Cards, asked: dict[str, Any]) -> tuple[Cards, dict[str, Any]]:
    """Of `cards`, those without e-mail address and phone number where both are asked and they are few, and the other filters."""
    if not (asked.get("has_email") is False and asked.get("has_phone") is False):
        return cards, asked
    few = few_of(Document.objects.filter(no_email=True, no_phone=True))
    if few is None:
        return cards, asked
    others = {name: value for name, value in asked.items() if name not in {"has_email", "has_phone"}}
    return cards.filter(pk__in=few), others


def blocked(cards: Cards, value: bool) -> Cards:
    """Blocked for reasons of privacy, which few are, or not."""
    found = looked_up(Contact.objects.filter(privacy_blocked=True)) if value else None
    return cards.filter(privacy_blocked=value) if found is None else cards.filter(found)


def peopled(cards: Cards, there: bool) -> Cards:
    """Companies with people, or companies without any."""
    people = Exists(Contact.objects.filter(company=OuterRef("pk")))
    return cards.filter(people if there else ~people, kind=Contact.Kind.COMPANY)


def own(cards: Cards, wanted: bool, by: Actor) -> Cards:
    """Of the salesperson that the reader is, or not; who is no salesperson has none."""
    if not by.salesperson:
        return cards.none() if wanted else cards
    found = FILTERS["salesperson"](cards, [by.salesperson])
    return found if wanted else cards.exclude(salesperson__code=by.salesperson)


def opened(cards: Cards, wanted: bool, by: Actor) -> Cards:
    """Opened by the reader lately, or not."""
    keys = opened_keys(by)
    return cards.filter(pk__in=keys) if wanted else cards.exclude(pk__in=keys)


# The fields that `missing` can ask for.
REFERENCES = ("salesperson", "territory", "country", "language", "organizational_level", "salutation")
TEXTS = ("city", "postcode", "street", "job_title", "company_name", "vat_number", "enterprise_number")
BLANKS = (*REFERENCES, *TEXTS)
INDEXED_BLANKS = frozenset({"street", "postcode", "city"})

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
    "postcode": sought(postcodes),
    "city": sought(cities),
    "email": queries.reached_by_email,
    "phone": lambda cards, number: queries.reached_by_phone(cards, number, the_setup().home_country),
    "vat_number": tax_numbers,
    "external_id": lambda cards, values: cards.filter(
        external_id__in=[value.strip().upper() for value in values]
    ),
    "privacy_blocked": blocked,
    "has_email": reachable("email", "email"),
    "has_phone": reachable("phone", "phone", "mobile"),
    "has_people": peopled,
    "missing": without,
    "modified_since": sought(queries.changed_since),
    "modified_days": sought(in_days),
}
# Filters by what a list is sorted by: in such a list those that meet them stand together and need not be looked up.
ALONG: dict[str, tuple[str, Filter]] = {
    "postcode": ("postcode_key", postcodes),
    "city": ("city_upper", cities),
    "missing": ("list_key", without_a_company),
    "modified_since": ("modified_at", queries.changed_since),
    "modified_days": ("modified_at", in_days),
}
# What depends on who reads.
PERSONAL: dict[str, Personal] = {"mine": own, "opened": opened}
NAMES = (*FILTERS, *PERSONAL)
# With these, what somebody may ask for: whether a card has to meet all filters or any.
ASKED = (*NAMES, "match")
# A list is narrowed to these whatever its filters are joined by.
ALWAYS = frozenset({"q", "kind"})


def filtered(cards: Cards, wanted: Mapping[str, Any], *, by: Actor, order: str = "") -> Cards:
    """The cards that meet every filter in `wanted`; one that is blank or left out asks nothing. `order` is the column of a list.

    With `match` "any" one filter is enough, but for those that always count and the names in `always`.
    """
    asked = {name: value for name, value in wanted.items() if name in NAMES and value not in (None, "", [])}
    joined = wanted.get("match") == "any"
    if not joined:
        cards, asked = out_of_reach(cards, asked)
    always = ALWAYS.union(wanted.get("always") or ()) if joined else asked.keys()
    for name, value in asked.items():
        if name in always:
            cards = met(cards, name, value, by, order)
    every = Contact.objects.all()
    enough = [met(every, name, value, by) for name, value in asked.items() if name not in always]
    return any_of(cards, enough) if enough else cards


def refuse_unknown(filters: Iterable[str]) -> None:
    """Refuse names that no filter has."""
    unknown = [name for name in filters if name not in {*ASKED, "always"}]
    if unknown:
        raise Refused.together(Refused("field.unknown", field=name[:40], name=name[:40]) for name in unknown)


def any_of(cards: Cards, enough: list[Cards]) -> Cards:
    """Of `cards`, those that are among any of several others.

    When each of these is few, their keys are looked up: the list would be read to its end for a page of them.
    """
    keys: set[int] = set()
    for found in enough:
        few = few_of(found)
        if few is None:
            return cards & reduce(or_, enough)
        keys.update(few)
    return cards.filter(pk__in=keys)


def met(cards: Cards, name: str, value: Any, by: Actor, order: str = "") -> Cards:
    """Of `cards`, those that meet one filter."""
    if name in PERSONAL:
        return PERSONAL[name](cards, value, by)
    column, along = ALONG.get(name, ("", FILTERS[name]))
    return along(cards, value) if column == order else FILTERS[name](cards, value)
