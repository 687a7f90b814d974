"""What searching does when cards change."""

from kaartenbak.history.events import CardsTouched
from kaartenbak.history.registry import tracked
from kaartenbak.search import index


def reindex(event: CardsTouched) -> None:
    """Keep the index in step with the cards, in the transaction that changed them.

    What a contact is classified by is not in the index: a mailing group for very many costs it nothing.
    """
    indexed = (event.tables.get(tracked(model).label, frozenset()) for model in index.READ)
    index.refresh(frozenset().union(*indexed), fresh=event.fresh)
