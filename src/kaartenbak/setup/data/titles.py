"""Which salutation a title stands for, for files that bring "Mevr." or "Herr Dr." instead of a code.

A title that says nothing of how to address somebody (Dr., Prof., Maître) stands for an unknown form of
address. Dutch "mr." is a lawyer's degree, so for a Dutch contact it is one of those.
"""

import re

from kaartenbak.setup.data.salutations import COMPANY, COUPLE, MAN, UNKNOWN, WOMAN

TITLES = {
    MAN: {
        "dhr", "de heer", "heer", "meneer", "mijnheer", "mr", "mister", "sir", "lord", "m", "mons",
        "monsieur", "herr", "herrn", "hr", "hrn", "man", "male", "homme", "mann",
    },
    WOMAN: {
        "mevr", "mevrouw", "mw", "mej", "mejuffrouw", "juffrouw", "mrs", "ms", "miss", "madam", "lady",
        "dame", "mme", "madame", "mlle", "mademoiselle", "frau", "fr", "frl", "fräulein", "vrouw",
        "female", "femme", "v", "f", "w",
    },
    COUPLE: {"fam", "familie", "famille", "family", "echtpaar", "couple", "ehepaar", "eheleute"},
    COMPANY: {"firma", "fa", "bedrijf", "company", "société", "sté", "unternehmen", "messrs", "mm"},
    UNKNOWN: {
        "dr", "drs", "prof", "professor", "ir", "ing", "dipl ing", "mag", "me", "mtre", "maître",
        "meester", "rev", "mx", "x", "div", "divers",
    },
}  # fmt: skip

CODES = {title: code for code, titles in TITLES.items() for title in titles}

ONLY_DUTCH = {"mr": UNKNOWN}

AND = re.compile(r"\s*(?:&|\+|/|\b(?:en|et|und|and)\b)\s*")


def salutation_for_title(title: str, language: str = "") -> str:
    """The salutation code for `title`, blank when it is unknown; `language` is a code such as NL or NLB.

    "De heer en mevrouw" is a couple, "Herr/Frau" leaves it open, and "Herr Dr." is a man.
    """
    written = title.casefold().replace(".", " ").replace("-", " ")
    codes = [code_of(" ".join(part.split()), language) for part in AND.split(written)]
    found = [code for code in codes if code]
    if {MAN, WOMAN} <= set(found):
        return UNKNOWN if "/" in written else COUPLE
    return found[0] if found else ""


def code_of(title: str, language: str) -> str:
    """The code of a whole title, else of the first of its words that says how to address somebody."""
    if code := known(title, language):
        return code
    codes = [code for word in title.split() if (code := known(word, language))]
    telling = [code for code in codes if code != UNKNOWN]
    return next(iter(telling or codes), "")


def known(title: str, language: str) -> str:
    if language.upper().startswith("NL") and title in ONLY_DUTCH:
        return ONLY_DUTCH[title]
    return CODES.get(title, "")


def is_plain(title: str) -> bool:
    """Whether `title` says no more than its salutation does: "Mevr." does not, "Herr Dr." and "Prof." do."""
    written = " ".join(title.casefold().replace(".", " ").split())
    return CODES.get(written, UNKNOWN) != UNKNOWN
