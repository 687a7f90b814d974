"""Whether programs left anything on a card: on nearly every card they did not, which one statement tells."""

from django.db.models import Exists, OuterRef

from kaartenbak.carddav.models import Overwriting, Proposal
from kaartenbak.carddav.queries.overwriting import UNSETTLED, told_on
from kaartenbak.carddav.queries.proposals import PENDING, on_contact
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.history.prepared import Given, Prepared

PRESENT = Prepared(
    lambda: (
        Contact.objects.filter(pk=Given("card"))
        .order_by()
        .values_list(
            Exists(Overwriting.objects.filter(UNSETTLED, contact=OuterRef("pk"))),
            Exists(Proposal.objects.filter(PENDING, contact=OuterRef("pk"))),
        )
    )
)


def left_on(card: int, *, by: Actor) -> tuple[list[Overwriting], list[Proposal]]:
    """What programs took away on a card, and what they propose for it."""
    told, waiting = PRESENT.first(card=card) or (False, False)
    return told_on(card, by=by) if told else [], on_contact(card, by=by) if waiting else []
