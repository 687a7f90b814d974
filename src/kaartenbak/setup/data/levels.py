"""Organizational levels: how high somebody stands in a company, from the top down."""

from collections.abc import Iterator
from dataclasses import dataclass

DESCRIPTIONS = {
    "CEO": {
        "nl": "Algemene leiding",
        "en": "Chief executive",
        "fr": "Direction générale",
        "de": "Geschäftsführung",
    },
    "CFO": {
        "nl": "Financiële leiding",
        "en": "Chief financial officer",
        "fr": "Direction financière",
        "de": "Finanzleitung",
    },
    "EXEC": {"nl": "Directie", "en": "Executive", "fr": "Direction", "de": "Direktion"},
    "HEAD": {
        "nl": "Afdelingshoofd",
        "en": "Head of department",
        "fr": "Chef de service",
        "de": "Abteilungsleitung",
    },
    "STAFF": {"nl": "Medewerker", "en": "Staff member", "fr": "Collaborateur", "de": "Mitarbeiter"},
    "ASSIST": {"nl": "Assistent", "en": "Assistant", "fr": "Assistant", "de": "Assistenz"},
}


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    description: str


def levels(language: str) -> Iterator[Level]:
    """The levels, described in `language`, the highest first."""
    for code, descriptions in DESCRIPTIONS.items():
        yield Level(code, descriptions[language])
