"""Telling of values that a program took away which it may not have known."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.models import Overwriting
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.history.recording import running

LONGEST_DEVICE = 250


def tell_of(contact: Contact, names: Sequence[str], by: Actor) -> None:
    """Have it told on the card and to the user of the program; taking the change back takes this back."""
    if by.user_id is not None:
        device = by.reason[:LONGEST_DEVICE]
        facts = {"operation": running().entered().pk, "at": timezone.now(), "names": list(names)}
        store.create(Overwriting(contact=contact, user_id=by.user_id, device=device, **facts))


@operation(needs="contacts.change", title=_("Let stand what {device} overwrote in {contact}"))
def let_stand(*, overwriting: Overwriting, by: Actor) -> None:
    """Tell of it no more."""
    present = store.lock(overwriting)
    about(device=present.device, contact=str(present.contact))
    store.update(present, settled=True)
