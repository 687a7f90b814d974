"""Why a card was found: the first field that holds a word of the query."""

from collections.abc import Mapping
from typing import Any

from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_form, squeezed
from kaartenbak.search.words import asked

FIELDS = (
    "name", "name_2", "company_name", "number", "email", "phone", "mobile", "job_title", "vat_number", "enterprise_number",
    "registration_number", "external_id", "website",
)  # fmt: skip
ADDRESS = ("city", "postcode", "street")


def hit(record: Mapping[str, Any], query: str) -> dict[str, Any]:
    """The field of a card, as the API shows it, that holds a word of `query`, with its text."""
    words = asked(query)
    values = [(name, record[name]) for name in FIELDS]
    values += [(name, record["address"][name]) for name in ADDRESS]
    values += [(channel["kind"], channel["value"]) for channel in record["channels"]]
    held = ((holds(text, words), name, text) for name, text in values if text)
    _count, name, text = max(held, key=lambda each: each[0], default=(0, "name", record["name"]))
    return {"field": name, "text": text, "formerly": False}


def holds(text: str, words: list[str]) -> int:
    """How many of `words` are in `text`."""
    forms = f" {search_form(text)} {squeezed(text)} {digits(text)}"
    return sum(word in forms for word in words)
