"""The table of background work: what is waiting, what is being done and how far it is, and what came of
it.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of background work, with who asked for it.

    `actor` is whom it acts as. While it runs, `worker` names who does it and `beat` is his last sign of life;
    without one for a while another worker takes over, so a job may be begun more than once (`attempts`).
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    arguments: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    actor: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=250, blank=True)
    result: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    beat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="job_by_state"),
            models.Index(fields=["actor_id", "-id"], name="job_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in {Job.State.QUEUED, Job.State.RUNNING}
