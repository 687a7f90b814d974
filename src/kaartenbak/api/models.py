"""What the interface remembers: answers to requests that may be sent again."""

from typing import Any

from django.db import models


class Answered(models.Model):
    """The answer to a POST with an `Idempotency-Key`, for a day. It is no part of the register and has no
    history.
    """

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key
