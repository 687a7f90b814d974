"""What searching does when cards change."""

from kaartenbak.history.events import CardsTouched
from kaartenbak.search import index


def reindex(event: CardsTouched) -> None:
    """Keep the index in step with the cards, in the transaction that changed them."""
    index.refresh(event.cards, fresh=event.fresh)
