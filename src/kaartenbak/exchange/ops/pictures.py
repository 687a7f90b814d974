"""The picture that a vCard brings."""

from kaartenbak.contacts.ops.pictures import keep, readable
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken


def picture_of(taken: Taken) -> str:
    """The name under which the picture of a row is kept; blank when there is none that can be read."""
    if not taken.offer.photo:
        return ""
    try:
        return keep(readable(taken.offer.photo))
    except Refused as refusal:
        taken.refuse("image", refusal, f"{len(taken.offer.photo)} bytes")
        return ""
