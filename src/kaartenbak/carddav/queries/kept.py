"""The texts of cards as programs sent them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kaartenbak.carddav.models import Member
from kaartenbak.carddav.queries.members import Card
from kaartenbak.history.prepared import Among, Given, Prepared

KEPT = Prepared(
    lambda: (
        Member.objects.filter(Among("contact_id", "keys"), book=Given("book"))
        .exclude(text="")
        .values_list("contact_id", "version", "address", "text")
    )
)


class Kept(NamedTuple):
    """A text as a program sent it, and the state of the card that it is the text of."""

    version: int
    address: int
    text: str

    def is_of(self, card: Card) -> bool:
        """Whether the card has not changed since."""
        return (card.version, card.address) == (self.version, self.address)


def kept(cards: Sequence[Card]) -> dict[int, Kept]:
    """What programs sent, by the key of the card, whatever changed since."""
    rows: list[Any] = KEPT(keys=[card.key for card in cards], book=cards[0].book.scope)
    return {key: Kept(*state) for key, *state in rows}


def sent_text(card: Card) -> str:
    """The text as a program sent it, if the card has not changed since."""
    found = kept([card]).get(card.key)
    return found.text if found and found.is_of(card) else ""


def kept_text(card: Card) -> str:
    """The text as a program sent it, whatever changed since."""
    found = kept([card]).get(card.key)
    return found.text if found else ""
