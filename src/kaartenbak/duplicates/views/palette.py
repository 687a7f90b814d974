"""What the palette offers of merging on the open card."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaartenbak.contacts.views.palette import open_contact
from kaartenbak.web.addresses import address
from kaartenbak.web.palette import Asked, Entry, Heading


def on_card(asked: Asked) -> Iterator[Entry]:
    """Merging the open card with another."""
    contact = open_contact(asked) if asked.by.may("contacts.merge") else None
    if contact is not None:
        url = address("duplicates:merging", contact.number)
        yield Entry(Heading.CARD, _("Merge with…"), "merge", url, name="merging", dialog=True)
