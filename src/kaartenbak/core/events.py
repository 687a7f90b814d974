"""Facts that one capability states and others may follow; who follows what stands in `config/assembly.py`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_reactions: dict[type, tuple[Callable[[Any], None], ...]] = {}


def follow(reactions: Mapping[type, Sequence[Callable[[Any], None]]]) -> None:
    """Take over the table of reactions: for each event, its followers in the order in which they act."""
    _reactions.clear()
    _reactions.update({event: tuple(followers) for event, followers in reactions.items()})


def publish(event: object) -> None:
    """Tell the followers of `event`, inside the transaction of the operation that states it."""
    for react in _reactions.get(type(event), ()):
        react(event)
