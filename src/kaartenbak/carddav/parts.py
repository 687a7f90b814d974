"""What a contact owns here, and what becomes of it."""

from kaartenbak.core.parts import OnDelete, Part

PARTS = [
    Part("carddav.Member", OnDelete.GO_ALONG, unique_by=("book",), personal=("text",)),
    Part("carddav.Proposal", OnDelete.GO_ALONG, personal=("title", "text", "given", "reason")),
    Part("carddav.Overwriting", OnDelete.GO_ALONG),
]
