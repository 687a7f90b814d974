"""Answers as JSON: UTF-8, times in UTC as RFC 3339, dates in ISO form."""

import json
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import Promise


def encode(data: Any) -> bytes:
    """`data` as the bytes of a JSON document."""
    return ENCODER.encode(data).encode("utf-8", errors="replace")


def plain(value: Any) -> Any:
    """What JSON has no type for; a record shows as its name."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value) if isinstance(value, Promise) or value is not None else None


def moment(value: datetime) -> str:
    """A time in UTC: 2026-03-01T09:30:00.123456Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain)
