"""Whom a card that is being typed may be; nothing of it is stored."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.channel_rows import drafted_channels
from kaartenbak.contacts.ops.create import drafted
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.actor import Actor
from kaartenbak.duplicates import looking
from kaartenbak.duplicates.many import card_of
from kaartenbak.duplicates.queries.suspects import values_of
from kaartenbak.history.prepared import Among, Prepared

MOST = 10
CARDS = Prepared(lambda: Contact.objects.filter(Among("pk", "keys")).order_by())
CHANNELS = Prepared(
    lambda: Channel.objects.filter(Among("contact_id", "keys")).order_by(
        "contact_id", "kind", "position", "id"
    )
)


class Alike(NamedTuple):
    """A contact that the typed one may be, how sure that is, and what was found, `a` being what was typed."""

    contact: Contact
    score: int
    evidence: list[dict[str, str]]


def suspects_of(values: Mapping[str, Any], *, by: Actor) -> list[Alike]:
    """The contacts that a typed card may be, the surest first. Refused where the card itself would be."""
    draft = drafted(values, Desk(by))
    channels = list(drafted_channels(draft))
    found = looking.alike(card_of(draft)) if queries.may_see(by) else {}
    best = sorted(found, key=lambda key: (-found[key].score, key))[:MOST]
    mine = values_of(draft.contact, channels)
    return [
        Alike(card, found[card.pk].score, evidence(found[card.pk].evidence, mine, values_of(card, ways)))
        for card, ways in cards_of(best)
    ]


def cards_of(keys: Sequence[int]) -> Iterator[tuple[Contact, list[Channel]]]:
    """Cards by their keys and in that order, each with its channels."""
    cards = {card.pk: card for card in CARDS(keys=keys)} if keys else {}
    ways = defaultdict(list)
    for way in CHANNELS(keys=keys) if keys else ():
        ways[way.contact_id].append(way)
    return ((cards[key], ways[key]) for key in keys if key in cards)


def evidence(
    found: tuple[tuple[str, str], ...], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> list[dict[str, str]]:
    """What was found in each field, with both values."""
    return [
        {"field": field, "a": mine.get(field, ""), "b": theirs.get(field, ""), "kind": kind}
        for field, kind in found
    ]
