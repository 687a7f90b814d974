"""SQLite: an FTS5 table with the trigram tokenizer beside the documents."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

from kaartenbak.search.models import Document

SHORTEST = 3


def holding(words: list[str]) -> "models.QuerySet[Any]":
    """The keys of the documents that hold every word."""
    found = Document.objects.all()
    long = [word for word in words if len(word) >= SHORTEST]
    if long:
        match = " ".join('"' + word.replace('"', '""') + '"' for word in long)
        found = found.filter(
            pk__in=RawSQL("SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH %s", [match])
        )
    for word in words:
        if len(word) < SHORTEST:
            found = found.filter(body__contains=f" {word}")
    return found.values("pk")
