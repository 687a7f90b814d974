"""Words that say which of several phones, addresses or links a line is."""

import re

from kaartenbak.exchange.formats.vcard.lines import unescape

TYPED_LABELS = {"WORK": "work", "HOME": "home", "MAIN": "main", "OTHER": "other"}
"""Types that label a channel."""

OF_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
APPLE_LABELS = {
    "homepage": "_$!<HomePage>!$_",
    "school": "_$!<School>!$_",
    "assistant": "_$!<Assistant>!$_",
}
"""Labels that Apple's programs translate for their user."""

WORDS = {
    "work": (
        "work",
        "werk",
        "bureau",
        "business",
        "travail",
        "pro",
        "arbeit",
        "geschäftlich",
        "zakelijk",
        "professionnel",
    ),
    "home": ("home", "thuis", "privé", "prive", "domicile", "privat", "maison", "personal", "persoonlijk"),
    "other": ("other", "anders", "overig", "overige", "autre", "sonstige", "weitere"),
    "main": ("main", "hoofd", "algemeen", "principal", "zentrale"),
    "homepage": ("homepage", "home page"),
    "school": ("school",),
    "assistant": ("assistant",),
}
LABEL_OF = {word: label for label, words in WORDS.items() for word in words}


def label_of(text: str) -> str:
    """The label in a value of X-ABLabel."""
    plain = unescape(text).strip()
    found = OF_APPLE.fullmatch(plain)
    return normal_label(found[1] if found else plain)


def normal_label(text: str) -> str:
    """`work` for "Werk", "Bureau" or "WORK"; a label that is not one of the usual words stays as it is."""
    text = text.strip()
    return LABEL_OF.get(text.casefold(), text)
