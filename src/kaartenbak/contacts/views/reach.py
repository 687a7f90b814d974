"""The ways to reach somebody, as the card shows them: one line for each, and a blank one where the usual is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from kaartenbak.contacts.models import Channel
from kaartenbak.contacts.queries import SLOT_OF
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.layout import REACH
from kaartenbak.contacts.views.lines import inherited
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled
from kaartenbak.web.templatetags.web import phone_link

ORDER = ("phone", "mobile", "fax", "email", "website", "messaging", "other")
# Django makes these anew for each label.
LABELS = dict(Channel.Kind.choices)
HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?")


@dataclass(frozen=True)
class Way:
    """One way to reach somebody. `href` is blank when a click can do nothing safe with it."""

    id: str
    kind: str
    label: str
    purpose: str
    value: str
    href: str
    edit: str
    main: bool = False
    inherited: Mapping[str, Any] = field(default_factory=dict)


def ways(card: Card) -> list[Way]:
    """Every channel by kind, its main one first."""
    found = []
    for kind in ORDER:
        channels = [channel for channel in card.channels if channel.kind == kind]
        found += [way(card, channel, several=len(channels) > 1) for channel in channels]
        if not channels and kind in REACH:
            found.append(missing(card, kind))
    return found


def way(card: Card, channel: Channel, *, several: bool = False) -> Way:
    """A channel as a line."""
    edit = address("contacts:channel", card.contact.number, channel.pk) if card.editable else ""
    group = SLOT_OF.get((channel.kind, channel.position), "")
    return Way(
        id=f"channel-{channel.pk}",
        kind=channel.kind,
        label=str(LABELS.get(channel.kind, channel.kind)),
        purpose=channel.label,
        value=channel.value,
        href=href(channel.kind, channel.value),
        edit=edit,
        main=several and channel.position == 1,
        inherited=inherited(card, group if group != "email_2" else ""),
    )


def missing(card: Card, kind: str) -> Way:
    """The line of a usual way that is not known yet."""
    edit = address("contacts:field", card.contact.number, kind) if card.editable else ""
    follows = inherited(card, kind)
    return Way(f"field-{kind}", kind, FIELDS[kind].title, "", "", "", edit, inherited=follows)


def href(kind: str, value: str) -> str:
    """Where a click on the value leads: a call, a mail, or a site on the web and nothing else."""
    if kind in ("phone", "mobile"):
        return phone_link(value)
    if kind == "email":
        return f"mailto:{value}"
    if kind == "website" and re.match(r"https?://", value, re.IGNORECASE):
        return value
    if kind == "website" and HOST.fullmatch(value):
        return f"https://{value}"
    return ""


def drawn(each: Way) -> SafeString:
    """One line."""
    facts: dict[str, Any] = {
        "id": each.id,
        "label": each.label,
        "purpose": each.purpose,
        "value": each.value,
        "href": each.href,
        "edit": each.edit,
        "main": each.main,
        "site": each.kind == "website",
    }
    return filled("contacts/_way.html", {**facts, **each.inherited})


def all_ways(card: Card) -> dict[str, SafeString]:
    """Every line by its id."""
    return {each.id: drawn(each) for each in ways(card)}
