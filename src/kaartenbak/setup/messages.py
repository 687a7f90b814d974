"""The sentences of refusals about the setup."""

from typing import Any

TEXTS: dict[str, Any] = {}
