"""What searching does when cards change."""

from kaartenbak.history.events import CardsTouched
from kaartenbak.history.models import Change
from kaartenbak.history.recording import running
from kaartenbak.history.registry import tracked
from kaartenbak.search import index


def reindex(event: CardsTouched) -> None:
    """Keep the index in step with the cards, in the transaction that changed them.

    What a contact is classified by, or whose it is, is not in the index: such a change of very many costs it nothing.
    """
    indexed = (event.by(tracked(model).label, columns) for model, columns in index.READ.items())
    index.refresh(reconsidered().union(*indexed), fresh=event.fresh, made=event.made)


def reconsidered() -> set[int]:
    """The cards that an operation undone now had touched: what it took away was their former value, and is no more."""
    found: set[int] = set()
    wanted = {tracked(model).label: columns for model, columns in index.READ.items()}
    entry = running().undoes
    while entry is not None:
        changes = Change.objects.filter(operation=entry, model__in=wanted)
        for card, label, action, before in changes.values_list(
            "card", "model", "action", "before"
        ).iterator():
            whole = action != Change.Action.UPDATED or not wanted[label]
            if card is not None and (whole or not wanted[label].isdisjoint(before)):
                found.add(card)
        entry = entry.undoes
    return found
