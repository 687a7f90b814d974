"""The history of a card as markup: its entries and their sentences are flat templates (`web/flat.py`)."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from kaartenbak.contacts.queries.past import Happening
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.happened import Entry, Remark
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled
from kaartenbak.web.templatetags.web import initials


def timeline(card: Card, entries: Iterable[Entry], csrf: str) -> SafeString:
    """The entries as a list shows them; `csrf` is the input that guards their forms."""
    own = address("contacts:card", card.contact.number)
    return filled("contacts/_happening.html", *(drawn(each, card, own) | {"csrf": csrf} for each in entries))


def drawn(entry: Entry, card: Card, own: str) -> dict[str, Any]:
    """What an entry shows; `own` is where the card stands."""
    operation, at = entry.operation, localtime(entry.operation.at)
    return {
        "id": operation.pk,
        "undone": operation.undone_by_id,
        "initials": initials(operation.actor_name),
        "told": filled("contacts/_told.html", *(said(each, card) for each in entry.told)),
        "card": own,
        "then": f"{own}?as_of={quote(localtime(entry.at).isoformat())}",
        "at": at.isoformat(),
        "when": written(at, get_language()),
        "door": entry.door if operation.channel != "web" else "",
        "undo": address("history:undo", operation.pk) if entry.can_undo else "",
    }


def said(told: Happening | Remark, card: Card) -> dict[str, Any]:
    """A sentence, and where the former value is put back."""
    where = ""
    if isinstance(told, Happening) and told.can_put_back and card.editable:
        where = address("contacts:put-back", card.contact.number, told.change, told.column)
    return {"sentence": told.sentence, "put_back": where}


@lru_cache(maxsize=2_000)
def written(moment: datetime, language: str | None) -> str:
    """A moment in `language`, which is the present one."""
    return date_format(moment, "DATETIME_FORMAT")
