"""Reads of the setup: the one record, codes, postcodes, formulas."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, When

from kaartenbak.core.normal import postcode, text
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.prepared import Among, Given, Prepared, Texts
from kaartenbak.setup.models import (
    CodeTable,
    Country,
    Language,
    NumberSeries,
    Postcode,
    Salutation,
    SalutationFormula,
    Setup,
)

# What `the_setup` reads along, so that using a default or a series costs no further query.
DEFAULTS = tuple(field.name for field in Setup._meta.concrete_fields if field.is_relation)
SETUP = Prepared(lambda: Setup.objects.select_related(*DEFAULTS).filter(pk=1))
FORMULAS = Prepared(
    lambda: SalutationFormula.objects.filter(
        Q(language=Given("language")) | Q(language=None), salutation=Given("salutation")
    )
)
CITIES_PER_STATEMENT = 500
DUTCH = "NL"
DUTCH_POSTCODE = re.compile("[1-9][0-9]{3} ?[A-Z]{2}")


def the_setup() -> Setup:
    """The one record of switches and defaults, with its codes; what is built in before it was ever saved."""
    return SETUP.first() or Setup(pk=1)


def by_code[T: CodeTable](model: type[T], code: str) -> T | None:
    """The row of `code`, in any case; none when there is no such code, or never could be."""
    try:
        wanted = text.code(code)
    except Refused:
        return None
    return model._base_manager.filter(code=wanted).first() if wanted else None


def code_or_refuse[T: CodeTable](model: type[T], code: str | None, field: str) -> T | None:
    """The row of `code` for a field that may be blank; an unknown code is refused on `field`."""
    if not code or not code.strip():
        return None
    found = by_code(model, code)
    if found is None:
        raise Refused("reference.unknown", field=field, what=model._meta.verbose_name, code=code)
    return found


def code_or_not_found[T: CodeTable](model: type[T], code: str) -> T:
    """The row that an address names."""
    found = by_code(model, code)
    if found is None:
        raise NotFound("record.not_found", what=model._meta.verbose_name, ref=code)
    return found


def codes_by_id(model: type[CodeTable], ids: Iterable[int | None] | None = None) -> dict[int, str]:
    """The codes of `model` by key, all of them or those of `ids`: one query for a whole list."""
    if ids is None:
        return dict(all_codes(model)())
    rows = model._base_manager.filter(pk__in={each for each in ids if each is not None})
    return dict(rows.values_list("pk", "code"))


@cache
def all_codes(model: type[CodeTable]) -> Prepared[Any]:
    """The read of all codes of a table."""
    return Prepared(lambda: model._base_manager.values_list("pk", "code"))


class Codes[T: CodeTable]:
    """All rows of one table, read once by somebody who asks for many codes, such as an import.

    It holds for as long as its holder keeps it; nothing is remembered from one request to the next.
    """

    def __init__(self, model: type[T]) -> None:
        self.model = model
        self.rows: Mapping[str, T] = {row.code: row for row in model._base_manager.all()}

    def get(self, code: str | None, field: str) -> T | None:
        """As `code_or_refuse`, without a query."""
        wanted = text.code(code or "", field)
        if not wanted:
            return None
        if wanted not in self.rows:
            raise Refused("reference.unknown", field=field, what=self.model._meta.verbose_name, code=code)
        return self.rows[wanted]


def formulas_of(salutation: Salutation | None, language: Language | None) -> list[SalutationFormula]:
    """The formulas of a salutation in `language` and in none, of both types."""
    if salutation is None:
        return []
    return FORMULAS(salutation=salutation.pk, language=language.pk if language else None)


def formula(
    among: Iterable[SalutationFormula], language: Language | None, type: str
) -> SalutationFormula | None:
    """Of a salutation's formulas the one of exactly this language (none is the default) and type."""
    wanted = language.pk if language else None
    return next((each for each in among if each.language_id == wanted and each.type == type), None)


def formula_or_default(
    among: Iterable[SalutationFormula], language: Language | None, type: str
) -> SalutationFormula | None:
    """For letters in bulk: the formula in `language`, else the one of the blank language, else none."""
    return formula(among, language, type) or formula(among, None, type)


def codes_in_words(rows: "QuerySet[CodeTable]") -> dict[int, tuple[str, str]]:
    """By the keys of rows of one table: the code, and what it stands for in words, the code itself where nothing says so."""
    columns = (*rows.model.IN_WORDS, "code")
    found = rows.values_list("pk", *columns)
    return {pk: (values[-1], next(filter(None, values))) for pk, *values in found}


def codes_changed_since(moment: datetime) -> bool:
    """Whether a code may be another one since then: one was changed, or something was taken back."""
    kinds = ("setup.change_code", "history.undo", "history.put_back")
    return Operation.objects.filter(at__gte=moment, kind__in=kinds).exists()


def codes_like[T: CodeTable](model: type[T], typed: str) -> "QuerySet[T]":
    """The rows whose code begins with what was typed or whose description holds it, the former first."""
    rows = model._base_manager.all()
    if typed:
        rows = rows.filter(Q(code__istartswith=typed) | Q(description__icontains=typed))
    begins = Case(When(code__istartswith=typed, then=0), default=1)
    return rows.order_by(begins, "code")


def places_like(typed: str, country: str = "") -> "QuerySet[Postcode]":
    """The places whose postcode begins with what was typed, or whose city does, in one country or in all."""
    rows = places(country)
    if typed:
        rows = rows.filter(Q(code__istartswith=typed) | Q(city_key__startswith=city_key(typed) or typed))
    return rows


def countries_with_postcodes() -> "QuerySet[Country]":
    """The countries that have places in the list."""
    return Country.objects.filter(Exists(Postcode.objects.filter(country=OuterRef("pk")))).order_by("code")


def lookup_postcode(code: str, country: str = "") -> list[Postcode]:
    """The places of a postcode as somebody typed it: in `country` (alpha-2) or, when blank, anywhere.

    The list has the four digits of Dutch postcodes, so these are what "9712 AB" is found by.
    """
    typed = " ".join(code.upper().split())
    if not typed:
        return []
    rows = places(country)
    found = list(rows.filter(code__in={typed, postcode.normal(typed, country)}))
    if not found and country in {"", DUTCH} and DUTCH_POSTCODE.fullmatch(typed):
        found = list(places(DUTCH).filter(code=typed[:4]))
    return found


OF_CITY = Prepared(lambda: places().filter(city_key=Given("key")))


def lookup_city(name: str, country: str = "") -> list[Postcode]:
    """The postcodes of a city, however its case, accents and dashes were typed."""
    key, code = city_key(name), country.upper()
    return [place for place in OF_CITY(key=key) if code in {"", place.country.code}] if key else []


class Place(NamedTuple):
    """A row of the list of postcodes, when many are looked up; `country` is the code of `country_id`."""

    code: str
    city: str
    county: str
    country_id: int
    country: str


OF_CITIES: Prepared[Any] = Prepared(
    lambda: (
        places()
        .filter(Among("city_key", "keys", Texts))
        .values_list("city_key", "code", "city", "county", "country_id", "country__code")
    )
)


def lookup_cities(names: Iterable[str]) -> dict[str, list[Place]]:
    """The postcodes of many cities in all countries, in a few statements, by what a city is found by."""
    found: dict[str, list[Place]] = {key: [] for key in map(city_key, names) if key}
    for block in batched(sorted(found), CITIES_PER_STATEMENT):
        for key, *place in OF_CITIES(keys=block):
            found[key].append(Place(*place))
    return found


def places(country: str = "") -> "QuerySet[Postcode]":
    """The postcodes with their countries, of one country or of all; the likeliest city of each first."""
    rows = Postcode.objects.select_related("country").order_by("code", "pk")
    return rows.filter(country__code=country.upper()) if country else rows


def city_key(name: str) -> str:
    """What a city is found by: "Saint-Josse-ten-Noode" and "saint josse ten noode" are the same."""
    return text.squeezed(name)[:60]


def next_number(series: NumberSeries | None) -> str:
    """The number the series would give now, to show; taking it is `ops.numbers.take_number`."""
    return series.next if series else ""


def fingerprint(row: Model) -> int:
    """Nine digits that are others as soon as a value of the row is: what a change can be based on."""
    values = "\x1f".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
    return int.from_bytes(blake2b(values.encode(), digest_size=8).digest()) % 10**9
