"""What a contact owns here, and what becomes of it."""

from kaartenbak.core.parts import OnDelete, Part

PARTS = [
    Part("contacts.Channel", OnDelete.GO_ALONG, personal=("value",)),
    Part("contacts.Comment", OnDelete.GO_ALONG, personal=("text",)),
]
