"""Files in and out, and the work in the background, for programs (api.md §2, §10)."""

from kaartenbak.exchange.api import exports, imports, mappings, plans, work
from kaartenbak.exchange.api.routing import router

__all__ = ["exports", "imports", "mappings", "plans", "router", "work"]
