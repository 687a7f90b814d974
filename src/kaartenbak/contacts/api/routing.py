"""The router of everything about a contact."""

from kaartenbak.api.router import Router

router = Router(tag="Contacts")
