"""What the palette offers of codes: giving one to the contact whose card is open."""

from collections.abc import Iterator

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.rules.who import misplaced
from kaartenbak.classification.views import wording
from kaartenbak.classification.views.adding import place
from kaartenbak.contacts.views.palette import open_contact
from kaartenbak.web.palette import Asked, Entry, Heading


def on_card(asked: Asked) -> Iterator[Entry]:
    """A field of the open card for each grouping that such a contact may have codes of."""
    contact = open_contact(asked) if asked.by.may("contacts.change") else None
    if contact is None:
        return
    for grouping in GROUPINGS.values():
        if not misplaced(grouping.name, contact.kind):
            label, url = wording.adding(grouping), place(contact, grouping)
            # The input itself is hidden by the field with suggestions that stands for it.
            field = f"#{grouping.slug}-add input:not([type=hidden])"
            yield Entry(Heading.CARD, label, "tags", url, name=f"add-{grouping.slug}", press=field)
