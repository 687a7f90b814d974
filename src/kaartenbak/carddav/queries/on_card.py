"""What programs may have left on a card; it is asked together with everything else that may hang on it."""

from django.db.models import Exists

from kaartenbak.carddav.models import Overwriting, Proposal
from kaartenbak.carddav.queries.overwriting import UNSETTLED
from kaartenbak.carddav.queries.standing import PENDING
from kaartenbak.contacts.queries.present import CARD

LEFT_BY_PROGRAMS = {
    "overwritings": Exists(Overwriting.objects.filter(UNSETTLED, contact=CARD)),
    "proposals": Exists(Proposal.objects.filter(PENDING, contact=CARD)),
    "proposals_ever": Exists(Proposal.objects.filter(contact=CARD)),
}
