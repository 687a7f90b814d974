"""Countries, languages and currencies from the Unicode CLDR, as Babel carries it.

Language codes come in two forms. The main languages have their ISO 639-1 tag in capitals (`NL`, `FR`), as
address books and import files have them; the regional forms that businesses here tell apart have the three
letters of the reference system (`NLB` for Dutch in Belgium, `ENU` for English in the United States).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

EU_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip

# CLDR also names groupings, unknown and pseudo regions, and parts that ISO 3166-1 has under another country.
NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"},
)

# Bulgaria has had the euro since 1 January 2026, which the CLDR in Babel 2.18 does not know yet.
CURRENCY_CORRECTIONS = {"BG": "EUR"}

MAIN_LANGUAGES = {
    "AR": "EG", "BG": "BG", "CA": "ES", "CS": "CZ", "DA": "DK", "DE": "DE", "EL": "GR", "EN": "GB",
    "ES": "ES", "ET": "EE", "FI": "FI", "FR": "FR", "GA": "IE", "HE": "IL", "HR": "HR", "HU": "HU",
    "IS": "IS", "IT": "IT", "JA": "JP", "LB": "LU", "LT": "LT", "LV": "LV", "MT": "MT", "NB": "NO",
    "NL": "NL", "PL": "PL", "PT": "PT", "RO": "RO", "RU": "RU", "SK": "SK", "SL": "SI", "SQ": "AL",
    "SR": "RS", "SV": "SE", "TR": "TR", "UK": "UA", "ZH": "CN",
}  # fmt: skip

REGIONAL_LANGUAGES = {
    "NLB": "nl-BE", "NLD": "nl-NL",
    "FRB": "fr-BE", "FRA": "fr-FR", "FRL": "fr-LU", "FRS": "fr-CH",
    "DEU": "de-DE", "DEA": "de-AT", "DES": "de-CH", "DEL": "de-LU",
    "ENG": "en-GB", "ENU": "en-US", "ENI": "en-IE",
    "ESP": "es-ES", "ITA": "it-IT", "ITS": "it-CH", "PTG": "pt-PT", "PTB": "pt-BR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Country:
    """`phone_prefix` has its plus; `currency` is blank where none is in use (Antarctica)."""

    code: str
    name: str
    phone_prefix: str
    eu: bool
    currency: str


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is the region tag that goes into a contact's format region, such as nl-BE."""

    code: str
    description: str
    tag: str


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    description: str
    symbol: str
    decimals: int


def country_codes() -> tuple[str, ...]:
    """The alpha-2 codes of ISO 3166-1, and XK for Kosovo, which ISO leaves to its users."""
    regions = map(str, Locale.parse("en").territories)
    return tuple(sorted(code for code in regions if is_country_code(code)))


def is_country_code(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES


def countries(language: str) -> Iterator[Country]:
    """Every country, its name written in `language`, in the order of the codes."""
    names = Locale.parse(language).territories
    for code in country_codes():
        yield Country(code, names[code], phone_prefix(code), code in EU_MEMBERS, currency_of(code))


def country_name(code: str, language: str) -> str:
    return str(Locale.parse(language).territories[code])


def phone_prefix(country: str) -> str:
    """The international dialling code with its plus, or blank where there is none."""
    number = phonenumbers.country_code_for_region(country)
    return f"+{number}" if number else ""


def currency_of(country: str) -> str:
    """The currency that is legal tender in `country` today; the first where there are several."""
    in_use: list[str] = get_territory_currencies(country)
    return CURRENCY_CORRECTIONS.get(country) or next(iter(in_use), "")


def languages(language: str, home_country: str = "BE") -> Iterator[Language]:
    """Every language, described in `language`.

    A main language has the region of `home_country` where it is official there, else that of its own country.
    """
    locale = Locale.parse(language)
    for code, own_country in MAIN_LANGUAGES.items():
        region = home_country if is_official(code.lower(), home_country) else own_country
        yield Language(code, sentence_case(locale.languages[code.lower()]), f"{code.lower()}-{region}")
    for code, tag in REGIONAL_LANGUAGES.items():
        yield Language(code, described(locale, tag), tag)


def is_official(tag: str, country: str) -> bool:
    return tag in get_official_languages(country)


def described(locale: Locale, tag: str) -> str:
    spoken, region = tag.split("-")
    return f"{sentence_case(locale.languages[spoken])} ({locale.territories[region]})"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def currency_codes() -> tuple[str, ...]:
    """The ISO 4217 codes that are legal tender somewhere today."""
    return tuple(sorted({currency_of(country) for country in country_codes()} - {""}))


def currencies(language: str) -> Iterator[Currency]:
    """Every currency in use, its name in `language`, or in English where CLDR has no translation yet."""
    names, english = Locale.parse(language).currencies, Locale.parse("en").currencies
    for code in currency_codes():
        yield Currency(
            code=code,
            description=sentence_case(str(names.get(code) or english[code])),
            symbol=get_currency_symbol(code, locale=language),
            decimals=get_currency_precision(code),
        )
