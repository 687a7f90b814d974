"""Facts about contacts that other capabilities may follow."""

from dataclasses import dataclass

from kaartenbak.contacts.models import Contact


@dataclass(frozen=True)
class ContactCreated:
    """A card was made."""

    contact: Contact


@dataclass(frozen=True)
class ContactChanged:
    """Fields of a card changed, by their names in the API."""

    contact: Contact
    fields: frozenset[str]


@dataclass(frozen=True)
class ContactMerged:
    """A card became part of `contact`; `former` is what it was, and is gone."""

    contact: Contact
    former: Contact


@dataclass(frozen=True)
class ContactDeleted:
    """A card was removed; `contact` is what it was."""

    contact: Contact
