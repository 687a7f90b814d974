"""The search index: for each card the words it is found by, in their normal form, and the vocabulary of all cards; what
is done to many cards at once; what each user opened lately, and the columns and views that users made.
"""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.columns import KeyField
from kaartenbak.history.registry import track
from kaartenbak.search.rules.tally import Tally


class Document(models.Model):
    """The words of one card, blanks between them. It is derived, so it is not tracked and may be rebuilt any time.

    `names` are those of its names, `rest` those of everything else it says, `former` those of what it said once; `digits`
    are its phone numbers and other numbers, the former ones after a bar. On SQLite triggers keep two full-text tables beside
    it, on PostgreSQL it has indexes itself (`migrations/0004_documents.py`). What a card is without is told apart: nothing
    can be looked for that is not there.
    """

    contact_id = models.BigIntegerField(primary_key=True)
    names = models.TextField()
    rest = models.TextField()
    former = models.TextField()
    digits = models.TextField()
    no_email = models.BooleanField(default=False)
    no_phone = models.BooleanField(default=False)
    no_street = models.BooleanField(default=False)
    no_postcode = models.BooleanField(default=False)
    no_city = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # What it is about stands in it as well: SQLite would look every document up to see it again.
            Index(
                fields=["contact_id", f"no_{name}"],
                condition=Q(**{f"no_{name}": True}),
                name=f"document_no_{name}",
            )
            for name in ("email", "phone", "street", "postcode", "city")
        ]
        # Who cannot be reached is asked for by a view of its own.
        indexes += [
            Index(
                fields=["contact_id", "no_email", "no_phone"],
                condition=Q(no_email=True, no_phone=True),
                name="document_no_reach",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.names}"


class Word(models.Model):
    """A word without figures that some card holds, and how many do; what was mistyped is compared with these."""

    text = KeyField(max_length=30, unique=True)
    cards = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.text


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


class Opened(models.Model):
    """When a user last opened a card. Only the latest of each user are kept (`opened.py`); it is no part of the history."""

    user_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "contact_id"], name="opened_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.contact_id}"


class ColumnLayout(models.Model):
    """The columns that a user wants in lists, as `columns.py` writes them; how a page looks is no part of the history."""

    user_id = models.BigIntegerField(unique=True)
    columns = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.user_id} {self.columns}"


class SavedView(models.Model):
    """A list that somebody gave a name: its filters as a text, its order and its columns. Others see it once it is shared.

    Without columns of its own it has those that its reader wants.
    """

    name = models.CharField(_("name"), max_length=60)
    owner_id = models.BigIntegerField(db_index=True)
    shared = models.BooleanField(_("shared with everybody"), default=False)
    query = models.TextField(_("filters"), blank=True, default="")
    sort = models.CharField(_("order"), max_length=40, blank=True, default="")
    columns = models.CharField(_("columns"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("view")
        constraints = [
            UniqueConstraint(fields=["owner_id", "name"], name="view_named_once"),
            CheckConstraint(condition=~Q(name=""), name="view_named"),
        ]

    def __str__(self) -> str:
        return self.name


track(SavedView)
