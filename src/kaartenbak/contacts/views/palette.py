"""What the palette offers of contacts: a new one, and everything that can be done with the open card."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views import lines, reach
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.layout import PANELS
from kaartenbak.core.refusals import NotFound
from kaartenbak.web.addresses import address
from kaartenbak.web.palette import Asked, Entry, Heading


def new(asked: Asked) -> Iterator[Entry]:
    """Contacts that can be made."""
    if not asked.by.may("contacts.change"):
        return
    for name, label, icon in (
        ("new-person", _("New person"), "user-round"),
        ("new-company", _("New company"), "building-2"),
        ("quick", _("Quick entry"), "wand-sparkles"),
    ):
        url = address(f"contacts:{name}")
        yield Entry(Heading.NEW, label, icon, url, name=name, dialog=name == "quick")


def open_contact(asked: Asked) -> Contact | None:
    """The contact whose card is open, if there is one that the reader may see."""
    try:
        return queries.by_ref(asked.contact, by=asked.by) if asked.contact else None
    except NotFound:
        return None


def on_card(asked: Asked) -> Iterator[Entry]:
    """What can be done with the open card; what is done most, first."""
    contact = open_contact(asked)
    if contact is None:
        return
    card = Card.of(contact, asked.by)
    if card.editable:
        yield from reaching(card)
        yield from adding(contact)
    yield entry(contact, "history", _("Whole history"), "history", dialog=False)
    if card.editable:
        yield from editing(card)
        yield from changing(contact)
    if asked.by.may("contacts.delete"):
        yield entry(contact, "removal", _("Delete…"), "trash-2")


def reaching(card: Card) -> Iterator[Entry]:
    """Editing the chief ways to reach somebody."""
    seen = set()
    for way in reach.ways(card):
        if way.kind not in seen:
            seen.add(way.kind)
            yield edit(card.contact, way.kind, way.label, way.id)


def adding(contact: Contact) -> Iterator[Entry]:
    """What can be added to a card."""
    yield entry(contact, "new-address", _("Add an address"), "map-pin")
    yield entry(contact, "new-channel", _("Add a number or e-mail address"), "phone")
    label, field = _("Add a comment"), "#comments textarea"
    card = address("contacts:card", contact.number)
    yield Entry(Heading.CARD, label, "message-square", card, name="new-comment", press=field)
    if contact.is_company:
        url = f"{address('contacts:new-person')}?company={contact.number}"
        label = _("New person at {company}").format(company=contact.name)
        yield Entry(Heading.CARD, label, "user-round", url, name="new-person-here")


def editing(card: Card) -> Iterator[Entry]:
    """Editing the lines of its panels."""
    for panel in PANELS:
        for line in panel.lines:
            if line.fields_of(card.who):
                yield edit(card.contact, line.name, line.title, lines.line_id(line.name))


def changing(contact: Contact) -> Iterator[Entry]:
    """What is changed in a dialog."""
    if not contact.is_company:
        yield entry(contact, "name", _("Name details"), "signature")
    yield entry(contact, "picture-change", _("Picture…"), "camera")
    kind = _("Change to person…") if contact.is_company else _("Change to company…")
    yield entry(contact, "type", kind, "arrow-left-right")


def edit(contact: Contact, name: str, title: str, place: str) -> Entry:
    """Editing a line of the card, which stands there by its id."""
    label = _("Edit {label}").format(label=title)
    url = address("contacts:card", contact.number)
    return Entry(Heading.CARD, label, "pencil", url, name=f"edit-{name}", press=f"#{place} .edit")


def entry(contact: Contact, view: str, label: str, icon: str, *, dialog: bool = True) -> Entry:
    """Something done in a dialog of the card, or on a page of its own."""
    url = address(f"contacts:{view}", contact.number)
    return Entry(Heading.CARD, label, icon, url, name=f"card-{view}", dialog=dialog)
