"""The REST endpoints of lists of contacts: the lists themselves, and who has a code (api.md §2, §4, §6)."""

from kaartenbak.contacts.api.routing import router
from kaartenbak.search.api import lists, members

__all__ = ["lists", "members", "router"]
