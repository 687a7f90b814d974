"""The REST endpoints of duplicates (api.md §9)."""

from kaartenbak.duplicates.api import merging, suspects
from kaartenbak.duplicates.api.suspects import router

__all__ = ["merging", "router", "suspects"]
