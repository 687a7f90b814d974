"""What searching does when cards change."""

from kaartenbak.history.events import CardsTouched
from kaartenbak.history.models import Change
from kaartenbak.history.recording import running
from kaartenbak.history.registry import tracked
from kaartenbak.search import index


def reindex(event: CardsTouched) -> None:
    """Keep the index in step with the cards, in the transaction that changed them.

    What a contact is classified by is not in the index: a mailing group for very many costs it nothing.
    """
    indexed = (event.tables.get(tracked(model).label, frozenset()) for model in index.READ)
    index.refresh(reconsidered().union(*indexed), fresh=event.fresh)


def reconsidered() -> set[int]:
    """The cards that an operation undone now had touched: what it took away was their former value, and is no more."""
    found: set[int] = set()
    entry = running().undoes
    while entry is not None:
        touched = Change.objects.filter(
            operation=entry, model__in=[tracked(model).label for model in index.READ]
        )
        found |= {card for card in touched.values_list("card", flat=True) if card is not None}
        entry = entry.undoes
    return found
