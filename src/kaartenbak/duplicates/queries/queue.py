"""The pairs one after the other, the surest first, and how far somebody is today."""

from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from kaartenbak.core.actor import Actor
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.queries import suspects
from kaartenbak.history.models import Operation

MERGED, SEPARATED = "duplicates.merge", "duplicates.separate"


class Place(NamedTuple):
    """A pair with those beside it in the queue."""

    pair: Suspect
    next: Suspect | None
    previous: Suspect | None


class Progress(NamedTuple):
    """What somebody did today, and how many pairs are left."""

    merged: int
    separated: int
    left: int


def place_in_queue(key: int | None, *, by: Actor) -> Place | None:
    """The open pair with this key, or the surest one when it is settled by now; none when all are."""
    open_pairs = suspects.in_state(suspects.visible_to(by), suspects.OPEN)
    pair = open_pairs.filter(pk=key).first() if key else None
    pair = pair or open_pairs.order_by("-score", "id").first()
    if pair is None:
        return None
    later = Q(score__lt=pair.score) | Q(score=pair.score, pk__gt=pair.pk)
    earlier = Q(score__gt=pair.score) | Q(score=pair.score, pk__lt=pair.pk)
    return Place(
        pair,
        open_pairs.filter(later).order_by("-score", "id").first(),
        open_pairs.filter(earlier).order_by("score", "-id").first(),
    )


def progress(*, by: Actor) -> Progress:
    """What `by` did today in his own zone, what was taken back since left out."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    done = Operation.objects.filter(actor_id=by.user_id, at__gte=midnight, undone_by=None)
    counted = {kind: done.filter(kind=kind).count() for kind in (MERGED, SEPARATED)}
    left = suspects.in_state(suspects.visible_to(by), suspects.OPEN).count()
    return Progress(counted[MERGED], counted[SEPARATED], left)
