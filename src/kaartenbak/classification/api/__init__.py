"""The REST endpoints of what contacts are classified by (api.md §4)."""

from kaartenbak.classification.api import assignments
from kaartenbak.contacts.api.routing import router

__all__ = ["assignments", "router"]
