"""Countries, languages and currencies that a new installation starts with."""

import pytest

from kaartenbak.setup.data import LANGUAGES, cldr


def country(code: str, language: str) -> cldr.Country:
    return next(each for each in cldr.countries(language) if each.code == code)


@pytest.mark.parametrize(
    ("case", "code", "language", "name", "prefix", "eu", "currency"),
    [
        ("home", "BE", "nl", "België", "+32", True, "EUR"),
        ("the French name", "NL", "fr", "Pays-Bas", "+31", True, "EUR"),
        ("the German name", "FR", "de", "Frankreich", "+33", True, "EUR"),
        ("outside the union", "GB", "en", "United Kingdom", "+44", False, "GBP"),
        ("in the union, own currency", "DK", "nl", "Denemarken", "+45", True, "DKK"),
        ("newest in the euro", "BG", "nl", "Bulgarije", "+359", True, "EUR"),
        ("shares a dialling code", "CA", "en", "Canada", "+1", False, "CAD"),
        ("no telephone, no currency", "AQ", "en", "Antarctica", "", False, ""),
    ],
)
def test_a_country(case, code, language, name, prefix, eu, currency):
    assert country(code, language) == cldr.Country(code, name, prefix, eu, currency), case


def test_the_countries_are_those_of_iso_3166_and_kosovo():
    codes = cldr.country_codes()

    assert len(codes) == 250
    assert "XK" in codes
    assert not cldr.NOT_COUNTRIES & set(codes)


def test_the_union_has_27_members_that_are_countries():
    assert len(cldr.EU_MEMBERS) == 27
    assert set(cldr.country_codes()) >= cldr.EU_MEMBERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_language_and_currency_has_a_name_that_fits(language):
    names = [country.name for country in cldr.countries(language)]
    names += [each.description for each in cldr.languages(language)]
    names += [currency.description for currency in cldr.currencies(language)]

    assert [name for name in names if not 1 <= len(name) <= 100] == []


@pytest.mark.parametrize(
    ("case", "code", "home", "description", "tag"),
    [
        ("main language, official at home", "NL", "BE", "Nederlands", "nl-BE"),
        ("main language at another home", "NL", "NL", "Nederlands", "nl-NL"),
        ("main language that is foreign", "EN", "BE", "Engels", "en-GB"),
        ("Belgian Dutch", "NLB", "BE", "Nederlands (België)", "nl-BE"),
        ("Belgian French", "FRB", "BE", "Frans (België)", "fr-BE"),
        ("American English", "ENU", "BE", "Engels (Verenigde Staten)", "en-US"),
    ],
)
def test_a_language(case, code, home, description, tag):
    found = next(each for each in cldr.languages("nl", home) if each.code == code)

    assert found == cldr.Language(code, description, tag), case


def test_language_codes_are_unique_and_tags_are_language_and_region():
    seeds = list(cldr.languages("en"))

    assert len({seed.code for seed in seeds}) == len(seeds)
    assert [seed.tag for seed in seeds if len(seed.tag) != 5] == []


@pytest.mark.parametrize(
    ("code", "description", "symbol", "decimals"),
    [("EUR", "Euro", "€", 2), ("GBP", "Britse pond", "£", 2), ("JPY", "Japanse yen", "JP¥", 0)],
)
def test_a_currency(code, description, symbol, decimals):
    found = next(each for each in cldr.currencies("nl") if each.code == code)

    assert found == cldr.Currency(code, description, symbol, decimals)


def test_a_currency_without_a_translation_has_its_english_name():
    found = next(each for each in cldr.currencies("de") if each.code == "XCG")

    assert found.description == "Caribbean guilder"


def test_currencies_that_are_gone_are_not_seeded():
    assert not {"BEF", "NLG", "DEM", "HRK", "BGN", "XXX"} & set(cldr.currency_codes())
