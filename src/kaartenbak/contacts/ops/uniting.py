"""The channels of a card that another becomes part of."""

from collections.abc import Collection

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.history import store


def take_channels(contact: Contact, places: dict[int, int], *, without: Collection[int]) -> None:
    """Make the channels of `places` those of the card, each at its place within its kind, and remove others."""
    store.delete_many(Channel.objects.filter(pk__in=list(without)))
    store.update_each(
        Channel, {key: {"contact": contact, "position": place} for key, place in places.items()}
    )
