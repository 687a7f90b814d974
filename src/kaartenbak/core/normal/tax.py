"""VAT and enterprise numbers: kept as typed, compared without punctuation, checked by their check digits."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from stdnum.util import get_cc_module

from kaartenbak.core.normal.phone import digits
from kaartenbak.core.refusals import Refused

BELGIUM = "BE"
ENTERPRISE_DIGITS = 10
BELGIAN_VAT = re.compile(r"BE(\d{10})")
WITHOUT_COUNTRY = re.compile(r"(?:BTW|TVA|MWST|VAT|KBO|BCE)?(?:BE)?([0-9]{9,10})")
PATTERN_SIGNS = {"#": r"[0-9]", "@": r"[A-Za-z]", "?": r"."}

# The countries whose check digits count; XI is Northern Ireland.
EUROPEAN_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
))  # fmt: skip


def enterprise_digits(text: str) -> str:
    """The digits of an enterprise number: "BE 0200.068.636" gives "0200068636"."""
    return digits(text)


def check_enterprise(text: str, field: str | None = "enterprise_number") -> str:
    """`text` trimmed, if its digits are a Belgian enterprise number; punctuation and prefixes are free.

    Exactly ten digits, of which the last two are 97 minus the rest of the first eight divided by 97.
    """
    if not has_enterprise_digits(enterprise_digits(text)):
        raise Refused("enterprise.invalid", field=field, value=text)
    return text.strip()


def has_enterprise_digits(number: str) -> bool:
    """Whether these digits are an enterprise number."""
    return len(number) == ENTERPRISE_DIGITS and int(number[8:]) == 97 - int(number[:8]) % 97


def enterprise_printed(text: str) -> str:
    """The usual notation, "0200.068.636"; what is no enterprise number stays as typed."""
    number = enterprise_digits(text)
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == ENTERPRISE_DIGITS else text.strip()


def vat_normal(text: str) -> str:
    """The form to compare by: upper case, letters and digits only."""
    return "".join(character for character in text.upper() if character.isalnum())


def uses_enterprise_number(country: str, home_country: str = BELGIUM) -> bool:
    """Whether a contact of `country` has an enterprise number, not a VAT number; blank is at home."""
    return (country or home_country or BELGIUM) == BELGIUM


def as_enterprise(vat: str) -> str | None:
    """A Belgian number typed as VAT number ("BE" and ten digits), to be kept as enterprise number.

    Punctuation is free; anything else gives `None`. The check digits are for `check_enterprise` to judge.
    """
    return vat.strip().upper() if BELGIAN_VAT.fullmatch(vat_normal(vat)) else None


def as_belgian(text: str) -> str:
    """The enterprise number that digits are though they name no country, in its usual notation; blank when they are none.

    Files leave the country out ("0403.170.701", "BTW 0403.170.701"), and sheets the zero at the beginning of a number.
    """
    found = WITHOUT_COUNTRY.fullmatch(vat_normal(text))
    number = found[1].zfill(ENTERPRISE_DIGITS) if found else ""
    return enterprise_printed(number) if has_enterprise_digits(number) else ""


def check_vat(text: str, country: str, formats: Iterable[str] = (), field: str | None = "vat_number") -> str:
    """`text` trimmed and in upper case, if it is a VAT number of `country`; refused otherwise.

    With `formats` (the country's in the setup: `#` digit, `@` letter, `?` anything) it has to match one of
    them. In the European Union its check digits have to be right as well. A Belgian contact, or one without a
    country, has an enterprise number instead.
    """
    number, formats = text.strip().upper(), tuple(formats)
    if not number:
        return ""
    if uses_enterprise_number(country):
        raise Refused("vat.use_enterprise_no", field=field, value=number)
    if formats and not any(matches(number, each) for each in formats):
        raise wrong_format(number, country, formats, field, "form")
    if not has_right_digits(number, country):
        raise wrong_format(number, country, formats, field, "check_digits")
    return number


def matches(number: str, pattern: str) -> bool:
    """Whether `number` has the shape of `pattern`, sign by sign and of equal length."""
    return shape(pattern).fullmatch(number) is not None


@lru_cache(maxsize=500)
def shape(pattern: str) -> re.Pattern[str]:
    """What fits `pattern`; there are some hundred of them in a setup, and an import asks for them again and again."""
    signs = (PATTERN_SIGNS.get(sign, re.escape(sign)) for sign in pattern.upper())
    return re.compile("".join(signs), re.DOTALL)


def has_right_digits(number: str, country: str) -> bool:
    """Whether the check digits are right; a country whose rule is not known has no wrong ones."""
    if country not in EUROPEAN_UNION:
        return True
    rules: Any = get_cc_module("gb" if country == "XI" else country.lower(), "vat")
    compact = vat_normal(number)
    if country == "XI":
        compact = compact.removeprefix("XI")
    return rules is None or bool(rules.is_valid(compact))


def wrong_format(number: str, country: str, formats: Iterable[str], field: str | None, wrong: str) -> Refused:
    facts = {"value": number, "country": country, "wrong": wrong, "formats": ", ".join(formats)}
    return Refused("vat.format", field=field, **facts)
