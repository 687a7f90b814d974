"""What the palette offers of contacts: those that fit what was typed, or those the reader opened lately; and their views."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaartenbak.search import saved
from kaartenbak.search.opened import recently_opened
from kaartenbak.search.views.suggesting import suggested
from kaartenbak.web.addresses import address
from kaartenbak.web.palette import Asked, Entry, Heading

RECENT = 6
ICONS = {True: "building-2", False: "user-round"}


def contacts(asked: Asked) -> Iterator[Entry]:
    """Contacts to go to."""
    if not asked.by.may("contacts.view"):
        return
    if not asked.typed:
        opened = recently_opened(asked.by, RECENT + 1)
        for card in [card for card in opened if card.number != asked.contact][:RECENT]:
            hint, url = (
                card.city if card.is_company else card.company_name,
                address("contacts:card", card.number),
            )
            yield Entry(Heading.RECENT, card.name, ICONS[card.is_company], url, hint=hint)
        return
    for card, choice in suggested(asked.typed, asked.by):
        icon = ICONS[card.is_company]
        yield Entry(
            Heading.CONTACTS,
            choice.label,
            icon,
            choice.href,
            hint=choice.hint,
            shown=choice.shown,
            found=True,
        )


def views(asked: Asked) -> Iterator[Entry]:
    """The views of the list of contacts, but for the list itself, which is a place."""
    if asked.by.may("contacts.view"):
        for view in saved.offered(asked.by):
            if view.key:
                yield Entry(
                    Heading.GO, view.title, "bookmark", view.address, name=f"view:{view.key}", hint=_("view")
                )
