"""Which words a card is found by."""

from collections.abc import Iterable, Mapping
from typing import Any

from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_form, squeezed

TEXTS = (
    "name",
    "name_2",
    "search_name",
    "company_name",
    "number",
    "job_title",
    "street",
    "postcode",
    "city",
    "external_id",
)
NUMBERS = ("vat_number", "enterprise_number", "registration_number")
SQUEEZED = ("name", "company_name", "postcode", "number")
PHONES = {"phone", "mobile", "fax"}
# Digits; a longer number that begins with zero is that of a phone ("01067" is Dresden).
LONGEST_POSTCODE = 5


def body(card: Mapping[str, Any], channels: Iterable[tuple[str, str, str]]) -> str:
    """The document of a card, from its columns and its channels (kind, value, normal form)."""
    words: dict[str, None] = {}
    for name in TEXTS:
        if card[name]:
            words.update(dict.fromkeys(search_form(card[name]).split()))
    for name in (*SQUEEZED, *NUMBERS):
        if card[name]:
            words[squeezed(card[name])] = None
    for kind, value, normal in channels:
        words.update(dict.fromkeys(channel_words(kind, value, normal)))
    return " " + " ".join(word for word in words if word)


def channel_words(kind: str, value: str, normal: str) -> list[str]:
    """A phone number by its digits, as typed and with its country code; anything else by its parts."""
    if kind in PHONES:
        return [digits(normal), digits(value)]
    return [*search_form(value).split(), squeezed(value)]


def asked(query: str) -> list[str]:
    """The words of a query. What is written like a phone number is one word: its digits.

    The zeros before a national or an international number are dropped, since a card that holds the number with
    its country code has none: "016 23 01 89" finds "+32 16 23 01 89".
    """
    typed = digits(query)
    if len(typed) >= 4 and not any(character.isalpha() for character in query):
        return [(len(typed) > LONGEST_POSTCODE and typed.lstrip("0")) or typed]
    return search_form(query).split()[:12]
