"""Salutations and the greetings that letters and mails begin with, formal and informal.

A greeting ends without a comma: the letter's own text adds one where its language wants it, and a name that
is missing then leaves nothing behind. Dutch greets with particle and surname ("Geachte heer van den Berg"),
German and English with the surname, French formally with no name at all. A person of whom nothing is known is
greeted without choosing a gender where the language allows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kaartenbak.setup.data.cldr import MAIN_LANGUAGES, REGIONAL_LANGUAGES

MAN, WOMAN, UNKNOWN, COUPLE, COMPANY = "M", "F", "X", "COUPLE", "COMPANY"

FORMAL, INFORMAL = "formal", "informal"

DEFAULT_FOR_COMPANIES = COMPANY
DEFAULT_FOR_PERSONS = UNKNOWN

DESCRIPTIONS = {
    MAN: {"nl": "Man", "en": "Man", "fr": "Homme", "de": "Mann"},
    WOMAN: {"nl": "Vrouw", "en": "Woman", "fr": "Femme", "de": "Frau"},
    UNKNOWN: {
        "nl": "Persoon, aanspreking onbekend",
        "en": "Person, form of address unknown",
        "fr": "Personne, civilité inconnue",
        "de": "Person, Anrede unbekannt",
    },
    COUPLE: {"nl": "Echtpaar", "en": "Couple", "fr": "Couple", "de": "Ehepaar"},
    COMPANY: {"nl": "Bedrijf", "en": "Company", "fr": "Société", "de": "Unternehmen"},
}

FIRST = ("first_name",)
LAST = ("surname",)
FULL = ("first_name", "surname")
LAST_WITH_PARTICLE = ("middle_name", "surname")
NOTHING = ()

type Names = tuple[str, ...]

GREETINGS: dict[str, dict[tuple[str, str], tuple[str, Names]]] = {
    "nl": {
        (MAN, FORMAL): ("Geachte heer %1 %2", LAST_WITH_PARTICLE),
        (WOMAN, FORMAL): ("Geachte mevrouw %1 %2", LAST_WITH_PARTICLE),
        (UNKNOWN, FORMAL): ("Geachte heer of mevrouw %1 %2", LAST_WITH_PARTICLE),
        (COUPLE, FORMAL): ("Geachte heer en mevrouw %1 %2", LAST_WITH_PARTICLE),
        (COMPANY, FORMAL): ("Geachte mevrouw, geachte heer", NOTHING),
        (MAN, INFORMAL): ("Beste %1", FIRST),
        (WOMAN, INFORMAL): ("Beste %1", FIRST),
        (UNKNOWN, INFORMAL): ("Beste %1", FIRST),
        (COUPLE, INFORMAL): ("Beste %1", FIRST),
        (COMPANY, INFORMAL): ("Goedendag", NOTHING),
    },
    "fr": {
        (MAN, FORMAL): ("Monsieur", NOTHING),
        (WOMAN, FORMAL): ("Madame", NOTHING),
        (UNKNOWN, FORMAL): ("Madame, Monsieur", NOTHING),
        (COUPLE, FORMAL): ("Madame, Monsieur", NOTHING),
        (COMPANY, FORMAL): ("Madame, Monsieur", NOTHING),
        (MAN, INFORMAL): ("Cher %1", FIRST),
        (WOMAN, INFORMAL): ("Chère %1", FIRST),
        (UNKNOWN, INFORMAL): ("Bonjour %1", FIRST),
        (COUPLE, INFORMAL): ("Chers %1", FIRST),
        (COMPANY, INFORMAL): ("Bonjour", NOTHING),
    },
    "de": {
        (MAN, FORMAL): ("Sehr geehrter Herr %1", LAST),
        (WOMAN, FORMAL): ("Sehr geehrte Frau %1", LAST),
        (UNKNOWN, FORMAL): ("Guten Tag %1 %2", FULL),
        (COUPLE, FORMAL): ("Sehr geehrte Frau und sehr geehrter Herr %1", LAST),
        (COMPANY, FORMAL): ("Sehr geehrte Damen und Herren", NOTHING),
        (MAN, INFORMAL): ("Lieber %1", FIRST),
        (WOMAN, INFORMAL): ("Liebe %1", FIRST),
        (UNKNOWN, INFORMAL): ("Hallo %1", FIRST),
        (COUPLE, INFORMAL): ("Liebe %1", FIRST),
        (COMPANY, INFORMAL): ("Guten Tag", NOTHING),
    },
    "en": {
        (MAN, FORMAL): ("Dear Mr %1", LAST),
        (WOMAN, FORMAL): ("Dear Ms %1", LAST),
        (UNKNOWN, FORMAL): ("Dear %1 %2", FULL),
        (COUPLE, FORMAL): ("Dear Mr and Mrs %1", LAST),
        (COMPANY, FORMAL): ("Dear Sir or Madam", NOTHING),
        (MAN, INFORMAL): ("Dear %1", FIRST),
        (WOMAN, INFORMAL): ("Dear %1", FIRST),
        (UNKNOWN, INFORMAL): ("Dear %1", FIRST),
        (COUPLE, INFORMAL): ("Dear %1", FIRST),
        (COMPANY, INFORMAL): ("Hello", NOTHING),
    },
}

# The greeting for a language that has none of its own: an installation is Belgian unless it says otherwise.
BLANK_LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Salutation:
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class Formula:
    """`language` is a code of the language table, blank for the default; `names` fill %1 to %5 in order."""

    salutation: str
    language: str
    type: str
    text: str
    names: Names


def salutations(language: str) -> Iterator[Salutation]:
    """The salutations, described in `language`."""
    for code, descriptions in DESCRIPTIONS.items():
        yield Salutation(code, descriptions[language])


def formulas() -> Iterator[Formula]:
    """The formulas of each language that has greetings, of its regional forms, and of the blank default."""
    for code, spoken in languages_with_greetings():
        for (salutation, kind), (text, names) in GREETINGS[spoken].items():
            yield Formula(salutation, code, kind, text, names)


def languages_with_greetings() -> Iterator[tuple[str, str]]:
    """Language codes, each with the key of its greetings."""
    yield "", BLANK_LANGUAGE
    for code in MAIN_LANGUAGES:
        if code.lower() in GREETINGS:
            yield code, code.lower()
    for code, tag in REGIONAL_LANGUAGES.items():
        spoken = tag.partition("-")[0]
        if spoken in GREETINGS:
            yield code, spoken
