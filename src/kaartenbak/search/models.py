"""The search index: for each card the words it is found by, in their normal form."""

from django.db import models


class Document(models.Model):
    """The words of one card, each with a blank before it. It is derived, so it is not tracked and may be rebuilt any time.

    On SQLite triggers keep a trigram index beside it; on PostgreSQL it has one itself (`migrations/0002_trigrams.py`).
    """

    contact_id = models.BigIntegerField(primary_key=True)
    body = models.TextField()

    def __str__(self) -> str:
        return self.body.strip()
