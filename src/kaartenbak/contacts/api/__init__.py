"""The REST endpoints of contacts (api.md §2)."""

from kaartenbak.contacts.api import cards, comments, past, picture
from kaartenbak.contacts.api.routing import router

__all__ = ["cards", "comments", "past", "picture", "router"]
