"""The search index, for each card the words it is found by in their normal form; and what is done to many cards at once."""

from typing import Any

from django.db import models
from django.utils import timezone

from kaartenbak.search.rules.tally import Tally


class Document(models.Model):
    """The words of one card, each with a blank before it. It is derived, so it is not tracked and may be rebuilt any time.

    On SQLite triggers keep a trigram index beside it; on PostgreSQL it has one itself (`migrations/0002_trigrams.py`).
    """

    contact_id = models.BigIntegerField(primary_key=True)
    body = models.TextField()

    def __str__(self) -> str:
        return self.body.strip()


class BulkChange(models.Model):
    """Something that is done to many selected contacts, block by block, and how far it has come.

    `action` names what, `code` is the key of the code, none when a field is cleared; `selection` is the plain value of
    `rules/selection.py`. Contacts are taken by `kind`, companies first, in the order of their keys; those up to `position` are
    dealt with. It moves in the transaction that writes them, so work whose program was stopped goes on exactly there.
    `skipped` counts by the key of the reason.
    """

    action = models.CharField(max_length=60)
    code = models.BigIntegerField(null=True)
    selection: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, blank=True)
    position = models.BigIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)
    skipped: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    over = models.BooleanField(default=False)
    operation = models.ForeignKey("history.Operation", on_delete=models.PROTECT, null=True, related_name="+")
    job_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"

    @property
    def tally(self) -> Tally:
        """What became of the contacts that are dealt with."""
        return Tally(self.changed, self.already, self.skipped)
