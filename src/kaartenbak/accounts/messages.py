"""The sentences of refusals about users, tokens and signing in."""

from typing import Any

TEXTS: dict[str, Any] = {}
