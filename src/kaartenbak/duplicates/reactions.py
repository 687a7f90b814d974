"""What is done about duplicates when cards change, and when rows come back from the past."""

from kaartenbak.contacts.models import Channel, Contact, FormerCard
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates import keeping, looking, reading
from kaartenbak.duplicates.ops import jobs
from kaartenbak.duplicates.queries.suspects import open_pairs_of
from kaartenbak.history.events import CardsTouched, Restored
from kaartenbak.history.models import Change
from kaartenbak.history.operations import warn
from kaartenbak.history.recording import running
from kaartenbak.history.registry import tracked
from kaartenbak.setup.queries import the_setup

MERGE = "duplicates.merge"
# So many cards are compared at once, in the transaction that changed them; more of them, and those that come through a door
# where nobody reads what is found, wait for a worker.
FEW = 3
UNREAD = frozenset({"import", "carddav"})


def compare(event: CardsTouched) -> None:
    """Compare cards that changed with the others, and say so when somebody may be there twice."""
    cards = event.by(tracked(Contact).label, reading.READ) | event.by(tracked(Channel).label)
    if not cards:
        return
    channel = running().by.channel
    if len(cards) > FEW or channel in UNREAD:
        keeping.put_off(cards)
        # A phone sends one card after the other, and does not wait for what is found.
        jobs.see_to_it(hurry=channel != "carddav")
        return
    looking.look_at(cards)
    if the_setup().duplicates_automatic:
        for number, others in open_pairs_of(cards).items():
            warn("duplicates.found", None, contact=number, contacts=", ".join(others), count=len(others))


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
