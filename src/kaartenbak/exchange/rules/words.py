"""How headings, names of countries and other words of a file are compared."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LONGEST = 200
"""Longer texts are no words of anybody's list; they are not looked at, nor remembered."""


def key_of(text: str) -> str:
    """Letters and digits only, without case and accents: "E-mailadres" and "e mail adres" are one word.

    Nothing for a text that is too long to be a word.
    """
    return _key_of(text) if len(text) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def words_of(table: Mapping[str, str]) -> dict[str, str]:
    """The meaning of each word of a table whose words are divided by |."""
    return {key_of(word): meaning for meaning, words in table.items() for word in words.split("|")}
