"""One engine per database behind one question: which cards hold all these words?"""

from typing import Any

from django.db import connection, models

from kaartenbak.search.engines import postgresql, sqlite


def holding(words: list[str]) -> "models.QuerySet[Any]":
    """The keys of the cards that hold every word, anywhere in a word of theirs (words of one or two signs: at its start)."""
    found: models.QuerySet[Any] = (postgresql if connection.vendor == "postgresql" else sqlite).holding(words)
    return found
