"""What the palette offers of proposals on the open card."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaartenbak.carddav.queries.proposals import on_contact
from kaartenbak.contacts.views.palette import open_contact
from kaartenbak.web.addresses import address
from kaartenbak.web.palette import Asked, Entry, Heading


def on_card(asked: Asked) -> Iterator[Entry]:
    """Deciding what was proposed of the open card."""
    contact = open_contact(asked) if asked.by.may("contacts.change") else None
    waiting = next(iter(on_contact(contact.pk, by=asked.by)), None) if contact else None
    if waiting is not None:
        url = address("carddav:proposal", waiting.pk)
        label = _("Accept the proposal from a phone")
        yield Entry(Heading.CARD, label, "check", url, name="accept", press='[data-key="accept"]')
        label = _("Decline the proposal from a phone")
        yield Entry(Heading.CARD, label, "x", url, name="decline", press='[data-key="decline"]')
