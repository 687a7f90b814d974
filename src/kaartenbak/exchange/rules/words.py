"""How headings, names of countries and other words of a file are compared."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Letters and digits only, without case and accents: "E-mailadres" and "e mail adres" are one word."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())
