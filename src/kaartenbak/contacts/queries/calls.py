"""The numbers under which a contact is called (contacts.md §6.1 and §13.7)."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kaartenbak.contacts.models import AlternativeAddress, Contact
from kaartenbak.contacts.queries.addresses import calendar_of
from kaartenbak.contacts.queries.cards import mains
from kaartenbak.contacts.rules.active_address import OWN
from kaartenbak.core.actor import Actor

Device = Literal["desktop", "phone"]
# Whoever calls from a desk begins with the fixed line; whoever has a phone in hand, with the mobile.
ORDER: dict[Device, tuple[str, str]] = {"desktop": ("phone", "mobile"), "phone": ("mobile", "phone")}


class CallNumbers(NamedTuple):
    """The numbers to call, nearest first and each once; `default` is the first, blank when there is none."""

    default: str
    numbers: list[str]


def call_numbers(contact: Contact, device: Device = "desktop", *, by: Actor) -> CallNumbers:
    """The contact's own numbers, those of the alternative address where it is today, then those of its company."""
    cards = [contact, contact.company] if contact.company else [contact]
    numbers = [number for card in cards for number in numbers_of(card, ORDER[device], by)]
    found = [*dict.fromkeys(filter(None, numbers))]
    return CallNumbers(found[0] if found else "", found)


def numbers_of(card: Contact, order: Iterable[str], by: Actor) -> list[str]:
    """The numbers of one card, and of its own alternative address that holds today."""
    own = mains(card.channels.all())
    return [own.get(kind, "") for kind in order] + numbers_at(active_address(card, by), order)


def active_address(card: Contact, by: Actor) -> AlternativeAddress | None:
    """The alternative address of the card itself that holds today, if one does."""
    held = calendar_of(card).on(by.today)
    return held.address if held.source == OWN else None


def numbers_at(address: AlternativeAddress | None, order: Iterable[str]) -> list[str]:
    """The numbers of an alternative address."""
    return [getattr(address, kind) for kind in order] if address else []
