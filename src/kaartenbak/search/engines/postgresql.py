"""PostgreSQL: a trigram index (pg_trgm) on the documents."""

from typing import Any

from django.db import models

from kaartenbak.search.models import Document


def holding(words: list[str]) -> "models.QuerySet[Any]":
    """The keys of the documents that hold every word."""
    found = Document.objects.all()
    for word in words:
        found = found.filter(body__contains=word if len(word) > 2 else f" {word}")
    return found.values("pk")
