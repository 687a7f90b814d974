"""The tables of the contacts: the card with what belongs to it."""

from kaartenbak.contacts.models.addresses import AddressRange, AlternativeAddress
from kaartenbak.contacts.models.contact import Channel, Comment, Contact, new_uid, reference, text
from kaartenbak.contacts.models.former import FormerCard

__all__ = [
    "AddressRange",
    "AlternativeAddress",
    "Channel",
    "Comment",
    "Contact",
    "FormerCard",
    "new_uid",
    "reference",
    "text",
]
