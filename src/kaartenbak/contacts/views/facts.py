"""The panel about the card itself: it stands on every card and says little, so its templates are flat."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import FormerCard
from kaartenbak.contacts.views.card import Card
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled


def facts(card: Card) -> SafeString:
    """What the register knows about the card itself."""
    contact = card.contact
    rows: list[tuple[str, str, Any]] = [
        ("fact-modified", _("Last changed"), in_words(contact.modified_at)),
        ("fact-created", _("Created"), in_words(contact.created_at)),
    ]
    if card.moment is None and card.has("former"):
        rows.append(("fact-former", _("Merged into this card"), merged(card, queries.former_cards(contact))))
    if card.moment is None and contact.is_company:
        rows.append(("fact-people", _("People"), card.present.get("people") or 0))
    rows.append(("fact-comments", _("Comments"), len(card.comments)))
    lines = ({"id": id, "label": label, "value": value} for id, label, value in rows)
    return filled("contacts/_facts.html", {"rows": filled("web/_row_shown.html", *lines)})


def in_words(moment: datetime) -> SafeString:
    """A moment as the reader writes it, and as a browser reads it."""
    here = localtime(moment)
    words = date_format(here, "DATETIME_FORMAT")
    return filled("contacts/_moment.html", {"at": here.isoformat(), "text": words})


def merged(card: Card, former: Iterable[FormerCard]) -> SafeString:
    """The cards that became part of this one, each with the way to its history."""
    history = address("contacts:history", card.contact.number)
    ways: Any = ((history, quote(each.number), each) for each in former)
    return format_html_join(", ", '<a href="{}?former={}">{}</a>', ways)
