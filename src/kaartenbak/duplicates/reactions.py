"""What merging does when rows come back from the past."""

from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.core.refusals import Refused
from kaartenbak.history.events import Restored
from kaartenbak.history.models import Change
from kaartenbak.history.recording import running
from kaartenbak.history.registry import tracked

MERGE = "duplicates.merge"


def keep_survivors(event: Restored) -> None:
    """Refuse to take a merge back whose survivor was deleted since: what the cards own went with it, and returns with it."""
    entry = running().undoes
    if entry is None or entry.kind != MERGE:
        return
    made = entry.changes.filter(model=tracked(FormerCard).label, action=Change.Action.CREATED)
    for survivor in {card for card in made.values_list("card", flat=True) if card is not None}:
        merged_on = FormerCard.objects.filter(card=survivor).exists()
        if not merged_on and not Contact.objects.filter(pk=survivor).exists():
            raise Refused("merge.survivor_gone", contact=entry.facts.get("contact", ""))
