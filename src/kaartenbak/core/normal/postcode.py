"""Postcodes in the layout of their country; what does not fit stays as typed."""

import re
from functools import lru_cache

# `#` stands for a digit, `@` for a letter and `?` for either; everything else is put in.
MASKS: dict[str, tuple[str, ...]] = {
    "AT": ("####",), "AU": ("####",), "BE": ("####",), "BG": ("####",), "BR": ("#####-###",),
    "CA": ("@#@ #@#",),
    "CH": ("####",), "CY": ("####",), "CZ": ("### ##",), "DE": ("#####",), "DK": ("####",), "EE": ("#####",),
    "ES": ("#####",), "FI": ("#####",), "FR": ("#####",), "GR": ("### ##",), "HR": ("#####",),
    "HU": ("####",),
    "IE": ("@?? ????",),
    "IS": ("###",), "IT": ("#####",), "JP": ("###-####",), "LI": ("####",), "LT": ("#####",), "LU": ("####",),
    "LV": ("LV-####",), "MC": ("#####",), "MT": ("@@@ ####",), "NL": ("#### @@",), "NO": ("####",),
    "PL": ("##-###",), "PT": ("####-###",), "RO": ("######",), "SE": ("### ##",), "SI": ("####",),
    "SK": ("### ##",), "SM": ("#####",), "TR": ("#####",), "UA": ("#####",), "US": ("#####", "#####-####"),
    "GB": ("@# #@@", "@## #@@", "@@# #@@", "@@## #@@", "@#@ #@@", "@@#@ #@@", "@@@ #@@"),
}  # fmt: skip
for crown_dependency in ("GG", "IM", "JE"):
    MASKS[crown_dependency] = MASKS["GB"]

# What older letters put before the number, besides the two letters of the country itself.
VEHICLE_SIGNS = {
    "AT": "A", "BE": "B", "DE": "D", "ES": "E", "FI": "FIN", "FR": "F", "HU": "H", "IT": "I", "LI": "FL",
    "LU": "L",
    "NO": "N", "PT": "P", "SE": "S", "SI": "SLO",
}  # fmt: skip
SIGNS = {"#": "[0-9]", "@": "[A-Z]", "?": "[0-9A-Z]"}


@lru_cache(maxsize=10_000)
def normal(text: str, country: str) -> str:
    """`text` as the post of `country` writes it: "1234ab" in NL is "1234 AB", "B-9000" in BE is "9000".

    What has no known layout there comes back in upper case, with single blanks. Never fails.
    """
    typed = " ".join(text.upper().split())
    country = country.upper()
    masks = MASKS.get(country, ())
    for candidate in without_prefix(compact(typed), country):
        for mask in masks:
            if re.fullmatch(shape(mask), candidate):
                return laid_out(candidate, mask)
    return typed


def is_known_layout(text: str, country: str) -> bool:
    """Whether `text` is a postcode as `country` has them; true for a country whose layout is not known."""
    masks = MASKS.get(country.upper(), ())
    return not masks or any(re.fullmatch(shape(mask), compact(normal(text, country))) for mask in masks)


def compact(text: str) -> str:
    return re.sub(r"[\s.-]", "", text)


def without_prefix(number: str, country: str) -> tuple[str, ...]:
    """`number`, and what is left of it without the sign of the country that may stand before it."""
    prefixes = [prefix for prefix in (country, VEHICLE_SIGNS.get(country, "")) if prefix]
    return (number, *(number.removeprefix(prefix) for prefix in prefixes if number.startswith(prefix)))


def shape(mask: str) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in mask if sign not in " -")


def laid_out(number: str, mask: str) -> str:
    """`number` with the blanks and dashes of `mask` put in."""
    signs = iter(number)
    return "".join(sign if sign in " -" else next(signs) for sign in mask)
