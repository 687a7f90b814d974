"""A card in few words, for a code that the camera of a phone reads."""

from collections.abc import Iterator

from kaartenbak.exchange.rules.card import Card

WHO = ("kind", "name", "first_name", "middle_name", "surname", "job_title", "company_name")
WHERE = ("street", "street_2", "postcode", "city", "county", "country", "country_text")
LEAST = ("phone", "mobile", "email")
"""The channels without which a card says nothing."""


def shortened(card: Card) -> Iterator[Card]:
    """The card with all that fits a visiting card, then with ever less: without further channels, without an address."""
    who = {name: getattr(card, name) for name in WHO}
    where = {name: getattr(card, name) for name in WHERE}
    mains = {channel.kind: channel for channel in reversed(card.channels)}
    mains |= {channel.kind: channel for channel in card.channels if channel.main}
    main = tuple([channel for channel in card.channels if mains[channel.kind] is channel])
    yield Card(**who, **where, channels=card.channels)
    yield Card(**who, **where, channels=main)
    yield Card(**who, channels=tuple([channel for channel in main if channel.kind in LEAST]))
    yield Card(
        kind=card.kind, name=card.name, channels=tuple([each for each in main if each.kind in LEAST][:1])
    )
