"""What a contact owns here, and what becomes of it."""

from kaartenbak.core.parts import OnDelete, Part

PARTS = [
    Part("carddav.Member", OnDelete.GO_ALONG, unique_by=("book",), asked=False, personal=("text",)),
    Part("carddav.Proposal", OnDelete.GO_ALONG, asked=False, personal=("title", "text", "given", "reason")),
    Part("carddav.Overwriting", OnDelete.GO_ALONG, asked=False),
]
