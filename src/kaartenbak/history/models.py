"""The one record of what happened: operations, and for every row they touched the values before."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kaartenbak.history.rows import QuickRow


class Operation(QuickRow):
    """One thing a user intended: its name, its author, its door and its time.

    `facts` fill the operation's title; `contacts` counts the cards it touched. `undone_by` is the undo in
    force, if any.
    """

    kind = models.CharField(max_length=80)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=150)
    channel = models.CharField(max_length=10)
    reason = models.CharField(max_length=250, blank=True)
    contacts = models.PositiveIntegerField(default=0)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undo_attempts")
    undone_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Change(QuickRow):
    """What one row was before an operation touched it.

    `before` holds the former values of the fields that an update changed, the whole row that a deletion
    removed, and nothing for a created row. `card` is the contact the row belongs to; a row that goes from one
    card to another has two changes, removed from the one and then created on the other. Rows are written
    under one lock just before their transaction commits, so the order of `id` is the order of the commits,
    and of `at`.
    """

    class Action(models.TextChoices):
        CREATED = "C"
        UPDATED = "U"
        DELETED = "D"

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    model = models.CharField(max_length=40)
    row = models.BigIntegerField()
    card = models.BigIntegerField(null=True)
    action = models.CharField(max_length=1, choices=Action)
    before: "models.JSONField[Any, Any]" = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["card", "id"], condition=Q(card__isnull=False), name="change_of_card"),
            models.Index(fields=["model", "row"], condition=Q(card__isnull=True), name="change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.model} {self.row}"
