"""The filters of a list as its reader sees them: each value a chip that can be removed, and what may be added."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.core.normal.text import search_form
from kaartenbak.search.asking import ONE, moment, tidied
from kaartenbak.search.filters import BLANKS, NAMES
from kaartenbak.setup.queries import codes_in_words
from kaartenbak.setup.rules.fields import capitalized
from kaartenbak.setup.tables import TABLES, CodeTableSpec

YES_OR_NO = (("true", _("yes")), ("false", _("no")))
YES = YES_OR_NO[:1]
LATELY = (
    ("1", _("1 day")),
    ("7", _("7 days")),
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("1 year")),
)
# What a list is asked for beside its filters, and a form of it passes on.
BESIDE = ("sort", "match", "columns", "changed")


class Typed(StrEnum):
    """What a reader types as the value of a filter that is neither a code nor one of a few."""

    TEXT = "text"
    DATE = "date"
    COMPANY = "company"


# How filters of several sorts are joined.
WAYS = (("", _("All must hold")), ("any", _("One is enough")))


@dataclass(frozen=True)
class Facet:
    """One filter: by the codes of a table (its slug), by a few `choices`, or by what is typed.

    `offered` tells whether a reader can add it; the others come by an address.
    """

    name: str
    table: str = ""
    title: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    typed: Typed | None = None
    offered: bool = True

    @property
    def spec(self) -> CodeTableSpec | None:
        """The table its values are codes of."""
        return TABLES[self.table] if self.table else None

    @property
    def label(self) -> str:
        """What the filter is called."""
        return capitalized(self.spec.what if self.spec else self.title)

    def words(self, values: list[str]) -> dict[str, str]:
        """The values in words: the description of a code, and what no table knows as it stands."""
        if self.spec:
            codes = [value.upper() for value in values]
            known = dict(codes_in_words(self.spec.model._base_manager.filter(code__in=codes)).values())
            return {value: known.get(value.upper(), value) for value in values}
        if self.typed is Typed.COMPANY:
            numbers = [value.upper() for value in values]
            names = dict(Contact.objects.filter(number__in=numbers).values_list("number", "name"))
            return {value: names.get(value.upper(), value) for value in values}
        if self.typed is Typed.DATE:
            return {value: said(value) for value in values}
        named = dict(self.choices)
        return {value: str(named.get(value, value)) for value in values}


def said(value: str) -> str:
    """A moment as a reader writes its day."""
    found = moment(value)
    return date_format(localtime(found).date(), "DATE_FORMAT") if found else value


@dataclass(frozen=True)
class Chip:
    """One value of the filter `name`; `rest` is the address of the list without it."""

    name: str
    label: str
    text: str
    rest: str


FACETS = [
    Facet("kind", title=_("Type"), choices=tuple(Contact.Kind.choices), offered=False),
    Facet("mailing_group", "mailing-groups"),
    Facet("industry_group", "industry-groups"),
    Facet("business_relation", "business-relations"),
    Facet("job_responsibility", "job-responsibilities"),
    Facet("web_source", "web-sources", offered=False),
    Facet("organizational_level", "organizational-levels"),
    Facet("salesperson", "salespeople"),
    Facet("territory", "territories"),
    Facet("language", "languages"),
    Facet("country", "countries"),
    Facet("salutation", "salutations"),
    Facet("currency", "currencies"),
    Facet("mine", title=_("my contacts"), choices=YES),
    Facet("opened", title=_("opened lately"), choices=YES),
    Facet("modified_days", title=_("changed in the last"), choices=LATELY),
    Facet("missing", title=_("not filled in"), choices=tuple((name, FIELDS[name].label) for name in BLANKS)),
    Facet("privacy_blocked", title=_("privacy blocked"), choices=YES_OR_NO),
    Facet("has_email", title=_("has an e-mail address"), choices=YES_OR_NO),
    Facet("has_phone", title=_("has a phone number"), choices=YES_OR_NO),
    Facet("has_people", title=_("company with people"), choices=YES_OR_NO),
    Facet("company", title=_("Company"), typed=Typed.COMPANY),
    Facet("postcode", title=_("Postcode"), typed=Typed.TEXT),
    Facet("city", title=_("City"), typed=Typed.TEXT),
    Facet("email", title=_("E-mail"), typed=Typed.TEXT, offered=False),
    Facet("phone", title=_("Phone"), typed=Typed.TEXT, offered=False),
    Facet("vat_number", title=_("VAT number"), typed=Typed.TEXT),
    Facet("external_id", title=_("external ID"), typed=Typed.TEXT),
    Facet("modified_since", title=_("changed since"), typed=Typed.DATE),
]
BY_NAME = {facet.name: facet for facet in FACETS}


def chips(query: QueryDict, wanted: Mapping[str, Any], fixed: Collection[str]) -> list[Chip]:
    """The filters that are on, in the order of the table; what is `fixed` is the list itself and no chip."""
    found = []
    for facet in FACETS:
        if facet.name in wanted and facet.name not in fixed:
            values = texts(wanted[facet.name])
            words = facet.words(values)
            found += [
                Chip(facet.name, facet.label, words[value], without(query, facet.name, value))
                for value in values
            ]
    return found


def texts(value: Any) -> list[str]:
    """The values of a filter as an address has them."""
    values = value if isinstance(value, list) else [value]
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


def without(query: QueryDict, name: str, value: str) -> str:
    """The address of the list without one value of a filter, from its first page; one of a single value goes whole."""
    rest = first_page(query)
    others = [each for each in rest.getlist(name) if tidied(each) not in {"", value}]
    rest.setlist(name, [] if name in ONE else others)
    return f"?{rest.urlencode()}"


def first_page(query: QueryDict) -> QueryDict:
    """A copy of an address without the place in the list and what it was asked for once."""
    copied = query.copy()
    for name in ("at", "count", "add"):
        copied.pop(name, None)
    return copied


def carried(query: QueryDict, *, leave: Collection[str]) -> list[tuple[str, str]]:
    """What a form that asks for the list anew passes on: the filters that are on and the order, those it asks for left out."""
    return [
        (name, value)
        for name, values in first_page(query).lists()
        if (name in NAMES or name in BESIDE) and name not in leave
        for value in values
        if tidied(value)
    ]


def joined(query: QueryDict, chips: Collection[Chip]) -> list[tuple[str, str, bool]]:
    """The ways in which filters of several sorts can be joined: a label, an address, whether it is the present one."""
    if len({chip.name for chip in chips}) < len(WAYS):
        return []
    now, found = query.get("match", ""), []
    for value, label in WAYS:
        rest = first_page(query)
        rest.setlist("match", [value] if value else [])
        found.append((str(label), f"?{rest.urlencode()}", (now == "any") == (value == "any")))
    return found


def offered(query: QueryDict, fixed: Collection[str]) -> list[dict[str, str]]:
    """The filters that can be added to a list, by the alphabet: a label, and the address that asks for the value."""
    beginning = f"?{rest}&add=" if (rest := first_page(query).urlencode()) else "?add="
    return [
        {"label": label, "address": f"{beginning}{name}"}
        for label, name in by_alphabet(get_language())
        if name not in fixed
    ]


@cache
def by_alphabet(language: str | None) -> list[tuple[str, str]]:
    """The labels and names of all filters that can be added, by the alphabet of `language`, which is the present one."""
    labelled = [(facet.label, facet.name) for facet in FACETS if facet.offered]
    return sorted(labelled, key=lambda each: search_form(each[0]))
