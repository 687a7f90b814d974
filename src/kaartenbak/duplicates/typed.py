"""Whom a card that is being typed may be; nothing of it is stored."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.channel_rows import drafted_channels
from kaartenbak.contacts.ops.create import drafted
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import Actor
from kaartenbak.duplicates import looking
from kaartenbak.duplicates.many import card_of
from kaartenbak.duplicates.queries.suspects import values_of

MOST = 10


class Alike(NamedTuple):
    """A contact that the typed one may be, how sure that is, and what was found, `a` being what was typed."""

    contact: Contact
    score: int
    evidence: list[dict[str, str]]


def suspects_of(values: Mapping[str, Any], *, by: Actor) -> list[Alike]:
    """The contacts that a typed card may be, the surest first. Refused where the card itself would be."""
    draft = drafted(values, Desk(by))
    channels = list(drafted_channels(draft))
    found = looking.alike(card_of(draft))
    mine = values_of(draft.contact, channels)
    cards = queries.visible_to(by).prefetch_related("channels").in_bulk(found)
    best = sorted(cards.values(), key=lambda each: (-found[each.pk].score, each.pk))[:MOST]
    return [
        Alike(each, found[each.pk].score, evidence(found[each.pk].evidence, mine, values_of(each)))
        for each in best
    ]


def evidence(
    found: tuple[tuple[str, str], ...], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> list[dict[str, str]]:
    """What was found in each field, with both values."""
    return [
        {"field": field, "a": mine.get(field, ""), "b": theirs.get(field, ""), "kind": kind}
        for field, kind in found
    ]
