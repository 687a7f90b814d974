"""What can be said of rows without asking the register: the texts and channels that pass, in the form it keeps them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kaartenbak.contacts.ops.cleaning import CLEANERS, channel_label, channel_value, text_of
from kaartenbak.contacts.queries import SLOTS
from kaartenbak.contacts.rules.fields import FIELDS, Kind
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.rules.card import Channel
from kaartenbak.exchange.rules.offer import Offer

TEXTS = frozenset(
    name
    for name, each in FIELDS.items()
    if each.kind is Kind.TEXT and not each.derived and name not in CLEANERS and name not in SLOTS
)
Kept = tuple[str, str, str]


@dataclass
class Passed:
    """What passed its rules already: values by field and text of the file, and channels (kind, label, value)."""

    values: dict[tuple[str, Any], Any] = field(default_factory=dict)
    channels: dict[Channel, Kept] = field(default_factory=dict)


def look_over(offers: Iterable[Offer]) -> Passed:
    """What of these rows passes; what does not is left to be refused where the refusal is noted."""
    passed = Passed()
    for offer in offers:
        for name, value in offer.values.items():
            if name in TEXTS and (name, value) not in passed.values:
                with suppress(Refused):
                    passed.values[name, value] = text_of(name, value)
        for channel in offer.channels:
            with suppress(Refused):
                passed.channels[channel] = kept(channel)
    return passed


def kept(channel: Channel) -> Kept:
    """A channel as the register keeps it; refused when a rule does."""
    return (
        channel.kind,
        channel_label(channel.label),
        channel_value(channel.kind, channel.value, channel.kind),
    )
