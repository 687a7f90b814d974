"""The files that were brought in: how far each import came, and what became of the rows that need a word."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.history.registry import track


class Import(models.Model):
    """One file that is brought in, block by block.

    `position` counts the rows of the present phase that are dealt with; it moves in the transaction that writes them, so an
    import whose program was stopped goes on exactly there. `digest` is the file's; `stored` is its name in the home folder,
    when it came over the network, and `job_id` the work on it. While it is only `planned`, the counters say what would
    become of the rows. `companies` counts those made because a person named them, `suspects` the rows whose card may be there
    already; `decided` holds by line what somebody chose for a row. `kept` counts by property the lines of vCards that no field
    is for.
    """

    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, db_index=True)
    format = models.CharField(max_length=10)
    mode = models.CharField(max_length=10)
    match: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    mapping: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    layout: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    headings: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    stored = models.CharField(max_length=40, blank=True)
    job_id = models.BigIntegerField(null=True)
    planned = models.BooleanField(default=False)
    decided: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    kept: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    phase = models.CharField(max_length=10)
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    linked = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    companies = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    suspects = models.PositiveIntegerField(default=0)
    operation = models.ForeignKey("history.Operation", on_delete=models.PROTECT, null=True, related_name="+")
    user_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def rows(self) -> int:
        """How many rows are dealt with."""
        return self.created + self.updated + self.linked + self.skipped + self.rejected


class SavedMapping(models.Model):
    """How files of one source are brought in, under a name: by their headings such a file is recognised."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    headings: "models.JSONField[Any, Any]" = models.JSONField(_("headings"), default=list)
    format = models.CharField(_("format"), max_length=10)
    mode = models.CharField(_("what to do"), max_length=10)
    match: "models.JSONField[Any, Any]" = models.JSONField(_("found by"), default=list)
    mapping: "models.JSONField[Any, Any]" = models.JSONField(_("columns"), default=dict)
    layout: "models.JSONField[Any, Any]" = models.JSONField(_("how it is read"), default=dict)

    class Meta:
        verbose_name = _("saved choices for files")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="saved_mapping_named")]

    def __str__(self) -> str:
        return self.name


track(SavedMapping)


class ImportedRow(models.Model):
    """What became of a row that was rejected, skipped or taken with a remark, or of any row while it is only planned.

    `notes` say why, `source` is what stood there, `changes` are the fields that would change, from what into what. `suspect` is
    the number of a card that it may stand for, `choice` what somebody chose.
    """

    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="remarkable")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    card = models.BigIntegerField(null=True)
    notes: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    source: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    title = models.CharField(max_length=100, blank=True)
    suspect = models.CharField(max_length=20, blank=True, default="")
    choice = models.CharField(max_length=10, blank=True, default="")
    changes: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["brought_by", "line"], name="imported_row_by_line"),
            models.Index(fields=["brought_by", "outcome", "line"], name="imported_row_by_outcome"),
            models.Index(
                fields=["brought_by", "line"], condition=~Q(suspect=""), name="imported_row_suspect"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.outcome}"
