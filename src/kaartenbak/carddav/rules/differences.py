"""What one text of a card says otherwise than another, field by field."""

import hashlib
from dataclasses import dataclass
from itertools import chain

from kaartenbak.exchange.rules.addresses import POSTAL, Address
from kaartenbak.exchange.rules.card import Card, Channel, Role
from kaartenbak.exchange.rules.offer import FIELDS

Said = dict[str, tuple[str, ...]]
PICTURE, OTHER_LINES, COMMENT, ADDRESSES = "image", "extra", "comment", "addresses"
CODES = ("mailing_groups", "industry_groups", "business_relations", "job_responsibilities")
# Made of other fields, so that nobody has to decide on them.
DERIVED = frozenset({"search_name"})


@dataclass(frozen=True)
class Difference:
    """A field that a program changed: what the program had, what it proposes, and what the register says `now`."""

    name: str
    given: tuple[str, ...]
    proposed: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def is_stale(self) -> bool:
        """Whether the register says something else by now than the program had."""
        return self.given != self.now


def said(card: Card | None) -> Said:
    """What a card says, by field; nothing of a card that is not there."""
    if card is None:
        return {}
    found: Said = {name: (text,) for name in FIELDS if name not in DERIVED and (text := getattr(card, name))}
    if card.company_name and card.kind != "company":
        found["company"] = (card.company_name,)
    channels: dict[str, list[str]] = {}
    for channel in card.channels:
        channels.setdefault(channel.kind, []).append(channel_text(channel))
    found |= {kind: (*found.get(kind, ()), *texts) for kind, texts in channels.items()}
    found |= {name: tuple(sorted(codes)) for name in CODES if (codes := getattr(card, name))}
    if card.addresses:
        found[ADDRESSES] = tuple(map(address_text, card.addresses))
    if card.comment:
        found[COMMENT] = (card.comment,)
    if card.photo:
        found[PICTURE] = (hashlib.sha256(card.photo).hexdigest(),)
    lines = [f"{each.name}: {each.value}" for each in card.extra if each.role is not Role.FORM]
    return found | ({OTHER_LINES: tuple(sorted(lines))} if lines else {})


def channel_text(channel: Channel) -> str:
    """A phone number or the like with its label."""
    return f"{channel.value} ({channel.label})" if channel.label else channel.value


def address_text(address: Address) -> str:
    """An address beside the one on the card, in one line."""
    parts = [text for name in POSTAL if (text := getattr(address, name))]
    return f"{address.code}: {', '.join(parts)}"


def differences(given: Card | None, proposed: Card | None, now: Card | None) -> list[Difference]:
    """The fields in which `proposed` differs from what was `given`, in the order of a card; without those that are so already."""
    before, after, present = said(given), said(proposed), said(now)
    names = dict.fromkeys(chain(before, after))
    return [
        Difference(name, before.get(name, ()), after.get(name, ()), present.get(name, ()))
        for name in names
        if before.get(name) != after.get(name) and after.get(name) != present.get(name)
    ]
