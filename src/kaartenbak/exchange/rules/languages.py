"""Languages as people write them in four languages, and their tag."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from kaartenbak.exchange.rules.words import key_of

READ_IN = ("nl", "en", "fr", "de")
TAG = re.compile(r"([a-z]{2,3})[-_]([a-z]{2})", re.IGNORECASE)

HABITS = {
    "nl": ("Vlaams", "Flemish", "Flamand", "Flämisch", "N", "NED", "Nederlands (België)", "Dutch (Belgium)"),
    "fr": ("F", "FRA", "Français (Belgique)", "French (Belgium)"),
    "en": ("E", "ENG", "English (United States)", "English (United Kingdom)"),
    "de": ("D", "DEU", "DUI", "Deutsch (Deutschland)"),
}


def language_tag(text: str) -> str:
    """ "Nederlands" and "NL" are `nl`, "fr_BE" is `fr-BE`; what is not a language we know stays as it is."""
    tag = TAG.fullmatch(text.strip())
    if tag and tag[1].lower() in Locale("en").languages:
        return f"{tag[1].lower()}-{tag[2].upper()}"
    return _tags().get(key_of(text), text.strip())


@cache
def _tags() -> dict[str, str]:
    known = [str(tag) for tag in Locale("en").languages if len(str(tag)) in {2, 3}]
    tags: dict[str, str] = {}
    for language in READ_IN:
        names = Locale(language).languages
        for tag in known:
            if tag in names:
                tags.setdefault(key_of(str(names[tag])), tag)
    aliases = get_global("language_aliases").items()
    tags |= {str(long): str(short) for long, short in aliases if len(str(long)) == 3 and len(str(short)) == 2}
    own_names = {
        tag: Locale(tag).languages.get(tag) for tag in ("it", "es", "pt", "pl", "sv", "da", "fi", "tr")
    }
    tags |= {key_of(str(name)): tag for tag, name in own_names.items() if name}
    tags |= {tag: tag for tag in known}
    for tag, names_of_habit in HABITS.items():
        tags |= {key_of(name): tag for name in names_of_habit}
    return tags
