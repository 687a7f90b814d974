"""Region tags such as nl-BE, which say how dates and numbers are written."""

import re

from babel import Locale, UnknownLocaleError

from kaartenbak.core.refusals import Refused

TAG = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-[a-z]{2}|-[0-9]{3})?", re.IGNORECASE)


def checked(tag: str, field: str = "format_region") -> str:
    """`tag` in its usual spelling ("NL_be" gives "nl-BE"); refused when no language goes by it."""
    found = TAG.fullmatch(tag.replace("_", "-"))
    if not found or not is_known(found[0]):
        raise Refused("format_region.unknown", field=field, tag=tag)
    language, script, region = (part or "" for part in found.groups())
    return language.lower() + script.title() + region.upper()


def is_known(tag: str) -> bool:
    """Whether CLDR knows the language of `tag`, and the region with it."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
