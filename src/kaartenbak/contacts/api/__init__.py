"""The REST endpoints of contacts (api.md §2, §3)."""

from kaartenbak.contacts.api import addresses, calls, cards, comments, past, picture
from kaartenbak.contacts.api.routing import router

__all__ = ["addresses", "calls", "cards", "comments", "past", "picture", "router"]
