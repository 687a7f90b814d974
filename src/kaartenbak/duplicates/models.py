"""What is kept of duplicates: who was found, which pairs somebody called two different contacts, and the reference's strings.

What was found is derived from the cards: it is not tracked and may be made anew at any time. Cards are named by their keys
alone, since a card may go and come back.
"""

from typing import Any

from django.db import models

from kaartenbak.contacts.columns import KeyField
from kaartenbak.duplicates.rules.strings import DEFAULT_ROWS
from kaartenbak.history.registry import track


class StringSetup(models.Model):
    """Which search strings are made of companies (contacts.md §16.1); the one record, its key is always 1.

    `rows` are lists of field, part (`first` or `last`) and length.
    """

    rows: "models.JSONField[Any, Any]" = models.JSONField(default=DEFAULT_ROWS)

    def __str__(self) -> str:
        return ", ".join(" ".join(map(str, row)) for row in self.rows)


class SearchString(models.Model):
    """A search string of a company; `rule` is the field with the part: `name first`."""

    contact_id = models.BigIntegerField(db_index=True)
    rule = KeyField(max_length=40)
    text = KeyField(max_length=30)

    class Meta:
        indexes = [models.Index(fields=["rule", "text", "contact_id"], name="search_string_by_text")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.rule} {self.text}"


class Suspect(models.Model):
    """Two cards that may be one, the lower key first: how sure that is (0 to 100), how many search strings are equal, and
    what was found in each field, what weighs most first.
    """

    low = models.BigIntegerField()
    high = models.BigIntegerField(db_index=True)
    score = models.PositiveSmallIntegerField()
    strings = models.PositiveSmallIntegerField(default=0)
    evidence: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="suspect_once")]
        indexes = [models.Index(fields=["-score", "id"], name="suspect_by_score")]

    def __str__(self) -> str:
        return f"{self.low} {self.high} {self.score}"


class Separation(models.Model):
    """Somebody's word that two cards are two different contacts, for ever; who and when stands in the history."""

    low = models.BigIntegerField()
    high = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="separation_once")]

    def __str__(self) -> str:
        return f"{self.low} {self.high}"


class Unseen(models.Model):
    """A card that was changed among many and is still to be compared with the others."""

    contact_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.contact_id)


track(StringSetup)
track(Separation)
