"""Filling a new installation: what everybody needs before the first contact."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kaartenbak.core.actor import Actor
from kaartenbak.history import store
from kaartenbak.history.operations import operation
from kaartenbak.setup.data import cldr, levels, postcodes, salutations, vat_formats
from kaartenbak.setup.models import (
    CodeTable,
    Country,
    Currency,
    Language,
    NumberSeries,
    OrganizationalLevel,
    Salutation,
    SalutationFormula,
    Setup,
)
from kaartenbak.setup.ops.postcodes import add_places

CONTACTS = "CONT"


@operation(needs="setup.change", title=gettext_lazy("Filled the setup"))
def seed(*, language: str = "nl", home_country: str = "BE", by: Actor) -> None:
    """Fill what is still missing, described in `language`; what is there already stays as it is."""
    with override(language):
        add_missing(Country, countries(language))
        add_missing(Language, languages(language, home_country))
        add_missing(
            Currency, (Currency(code=c.code, description=c.description) for c in cldr.currencies(language))
        )
        add_missing(OrganizationalLevel, organizational_levels(language))
        add_missing(NumberSeries, [NumberSeries(code=CONTACTS, description=_("Contacts"), next="CT000001")])
        add_salutations(language)
    add_postcodes(language)
    add_setup(home_country)


def add_missing[T: CodeTable](model: type[T], rows: Iterable[T]) -> list[T]:
    """Add the codes that are not there yet."""
    there = set(model._base_manager.values_list("code", flat=True))
    return store.create_many(model, [row for row in rows if row.code not in there])


def countries(language: str) -> Iterator[Country]:
    for each in cldr.countries(language):
        yield Country(
            code=each.code, description=each.name, vat_formats=list(vat_formats.vat_formats(each.code))
        )


def languages(language: str, home_country: str) -> Iterator[Language]:
    for each in cldr.languages(language, home_country):
        yield Language(code=each.code, description=each.description, region_tag=each.tag)


def organizational_levels(language: str) -> Iterator[OrganizationalLevel]:
    for each in levels.levels(language):
        yield OrganizationalLevel(code=each.code, description=each.description)


def add_salutations(language: str) -> None:
    """Add the missing salutations, each with its formulas; one that the office changed is left alone."""
    rows = (
        Salutation(code=each.code, description=each.description) for each in salutations.salutations(language)
    )
    added = {row.code: row for row in add_missing(Salutation, rows)}
    spoken = {row.code: row for row in Language.objects.all()}
    formulas = [
        SalutationFormula(
            salutation=added[each.salutation],
            language=spoken[each.language] if each.language else None,
            type=each.type,
            text=each.text,
            names=list(each.names),
        )
        for each in salutations.formulas()
        if each.salutation in added
    ]
    store.create_many(SalutationFormula, formulas)


def add_postcodes(language: str) -> None:
    """Add the postcodes of the countries whose lists come with the program."""
    countries = {row.code: row for row in Country.objects.filter(code__in=postcodes.COUNTRIES)}
    for country in countries:
        add_places(postcodes.places(country, language=language), countries)


def add_setup(home_country: str) -> None:
    """Make the one record, unless it is there."""
    if Setup.objects.exists():
        return
    defaults = Setup(
        pk=1,
        home_country=home_country,
        series_contacts=NumberSeries.objects.get(code=CONTACTS),
        default_company_salutation=Salutation.objects.get(code=salutations.DEFAULT_FOR_COMPANIES),
        default_person_salutation=Salutation.objects.get(code=salutations.DEFAULT_FOR_PERSONS),
    )
    store.create(defaults)
