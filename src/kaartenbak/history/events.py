"""Facts the history states."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CardsTouched:
    """Cards of which some row was created, changed, removed or put back; stated once, at the end of each transaction.

    `fresh` are those made in it. A card among `cards` may be gone by now.
    """

    cards: frozenset[int]
    fresh: frozenset[int]
