"""Titles before a name, and whom they address."""

from enum import StrEnum
from functools import cache

from kaartenbak.exchange.rules.words import key_of


class Addressed(StrEnum):
    """Whom a title addresses."""

    MAN = "man"
    WOMAN = "woman"
    COUPLE = "couple"
    COMPANY = "company"
    UNKNOWN = ""


TITLES = {
    Addressed.MAN: (
        "Dhr.",
        "De heer",
        "Heer",
        "Hr.",
        "M.",
        "Mr.",
        "Mr",
        "Mister",
        "Monsieur",
        "Mons.",
        "Herr",
        "Herrn",
    ),
    Addressed.WOMAN: (
        *("Mevr.", "Mevrouw", "Mw.", "Mej.", "Juffrouw", "Mme", "Madame", "Mlle", "Mademoiselle"),
        *("Mrs.", "Ms.", "Miss", "Frau", "Fr.", "Fräulein"),
    ),
    Addressed.COUPLE: (
        *(
            "Dhr. en Mevr.",
            "De heer en mevrouw",
            "Familie",
            "Fam.",
            "M. et Mme",
            "Monsieur et Madame",
            "Mr. & Mrs.",
        ),
        *("Mr. and Mrs.", "Famille", "Family", "Herr und Frau", "Eheleute"),
    ),
    Addressed.COMPANY: ("Firma", "Fa.", "Bedrijf", "Société", "Messrs."),
}


def addressed(title: str) -> Addressed:
    """Whom `title` addresses: "Dhr." a man, "Frau Dr." a woman; unknown for "Dr." alone."""
    whole = _titles().get(key_of(title))
    if whole:
        return whole
    words = [_titles().get(key_of(word), Addressed.UNKNOWN) for word in title.split()]
    return next((who for who in words if who), Addressed.UNKNOWN)


@cache
def _titles() -> dict[str, Addressed]:
    return {key_of(title): who for who, titles in TITLES.items() for title in titles}
