"""Countries as people write them in four languages, and their ISO 3166 code."""

from functools import cache

from babel import Locale
from babel.core import get_global

from kaartenbak.exchange.rules.words import key_of

LANGUAGES = ("nl", "en", "fr", "de")

# What is written on cards besides the names of CLDR: short and old names, parts of a country, codes on cars.
HABITS = {
    "BE": ("Belgie/Belgique", "Vlaanderen", "Wallonie", "B", "Belgien/Belgique", "Koninkrijk België"),
    "NL": ("Holland", "The Netherlands", "Hollande", "Pays Bas", "Die Niederlande"),
    "LU": ("Groothertogdom Luxemburg", "Grand-Duché de Luxembourg", "Grossherzogtum Luxemburg", "L"),
    "FR": ("F",),
    "DE": ("D", "BRD", "Bundesrepublik Deutschland", "West-Duitsland"),
    "GB": (
        *(
            "UK",
            "U.K.",
            "Great Britain",
            "Groot-Brittannië",
            "Grande-Bretagne",
            "Großbritannien",
            "England",
            "Engeland",
        ),
        *(
            "Angleterre",
            "Scotland",
            "Schotland",
            "Écosse",
            "Schottland",
            "Wales",
            "Pays de Galles",
            "Northern Ireland",
        ),
        *(
            "Noord-Ierland",
            "Irlande du Nord",
            "Nordirland",
            "United Kingdom of Great Britain and Northern Ireland",
        ),
    ),
    "IE": ("Republic of Ireland", "Eire", "Republiek Ierland"),
    "US": (
        "USA",
        "U.S.A.",
        "VS",
        "V.S.",
        "United States of America",
        "Verenigde Staten van Amerika",
        "É.-U.",
        "Amerika",
    ),
    "CH": ("Schweiz/Suisse", "Confoederatio Helvetica"),
    "CZ": ("Czech Republic", "Tsjechische Republiek", "République tchèque", "Tschechische Republik"),
    "AE": ("UAE", "VAE"),
    "CN": ("PRC", "Volksrepubliek China", "People's Republic of China"),
    "KR": ("Korea", "Corée"),
    "RU": ("Russian Federation", "Russische Federatie"),
    "TR": ("Türkiye",),
    "MK": ("Macedonia", "Macedonië"),
}


def country_code(text: str) -> str:
    """The ISO 3166 code of a country written as code or by name; nothing when it is not one we know."""
    return _codes().get(key_of(text), "") if text else ""


@cache
def country_name(code: str, language: str = "en") -> str:
    """The name of a country in `language`; the code itself when there is none."""
    return str(Locale(language).territories.get(code, code))


@cache
def _codes() -> dict[str, str]:
    territories = [str(code) for code in Locale("en").territories]
    known = {code for code in territories if len(code) == 2 and code.isalpha() and code != "ZZ"}
    codes = {key_of(code): code for code in known}
    for long, short in get_global("territory_aliases").items():
        if len(str(long)) == 3 and str(long).isalpha() and len(short) == 1 and short[0] in known:
            codes.setdefault(key_of(str(long)), short[0])
    for language in LANGUAGES:
        names = Locale(language).territories
        codes |= {key_of(str(names[code])): code for code in known if code in names}
    for code, habits in HABITS.items():
        codes |= {key_of(name): code for name in habits}
    return codes
