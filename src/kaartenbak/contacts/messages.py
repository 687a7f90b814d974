"""The sentences of refusals about contacts."""

from typing import Any

TEXTS: dict[str, Any] = {}
