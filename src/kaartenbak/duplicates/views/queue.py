"""One pair after the other: merge it, call it two different contacts, or leave it for later."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.duplicates.forms import Picked
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.ops.separating import separate
from kaartenbak.duplicates.queries import suspects
from kaartenbak.duplicates.queries.queue import Place, place_in_queue, progress
from kaartenbak.duplicates.views.side_by_side import SideBySide
from kaartenbak.duplicates.views.words import said_of
from kaartenbak.history.operations import perform
from kaartenbak.web import toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest, asked


@require_GET
@needs("contacts.merge")
def queue(request: PageRequest) -> HttpResponse:
    """The open pair that `?pair=` names, or the surest one; `?keep=2` lets the second card stay."""
    place = place_in_queue(number_in(asked(request, "pair")), by=request.actor)
    facts: dict[str, Any] = {"progress": progress(by=request.actor), "place": place}
    if place is not None:
        facts |= beside(place, second=asked(request, "keep") == "2", request=request)
    return render(request, "duplicates/queue.html", facts)


def beside(place: Place, *, second: bool, request: PageRequest) -> dict[str, Any]:
    """A pair side by side, with the addresses of what can be done with it. The columns stay where they are."""
    cards = [card_of(key, request) for key in (place.pair.low, place.pair.high)]
    order = [1, 0] if second else [0, 1]
    sides = SideBySide([cards[at] for at in order], Picked(), request.actor, order=order)
    return {
        "sides": sides,
        "said": said_of(place.pair),
        "contact": sides.contact,
        "next": address_of(place.next),
        "later": address_of(place.next) if place.next else "",
        "before": address_of(place.previous) if place.previous else "",
        "keeping": [f"{address_of(place.pair)}&keep={number}" for number in (1, 2)],
    }


def card_of(key: int, request: PageRequest) -> Contact:
    """A card of a pair, with its codes at hand."""
    return queries.visible_to(request.actor).select_related(*queries.REFERENCES, "series").get(pk=key)


def address_of(pair: Suspect | None) -> str:
    """Where a pair stands in the queue; its beginning when there is none."""
    return reverse("duplicates:queue") + (f"?pair={pair.pk}" if pair else "")


def number_in(text: str) -> int | None:
    """The key in an address; none when it is no key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= suspects.LONGEST_KEY else None


@require_POST
@needs("contacts.merge")
def different(request: PageRequest, pk: int) -> HttpResponse:
    """Say that the two are different contacts, and go on to the next pair."""
    pair = suspects.pair_or_not_found(str(pk), by=request.actor)
    place = place_in_queue(pair.pk, by=request.actor)
    try:
        outcome = perform(separate, suspect=pair, reason=request.POST.get("reason", ""), by=request.actor)
        done(request, outcome, _("These are two different contacts; the pair does not come back."))
    except NotAllowed:
        raise
    except Refused as refusal:
        toasts.complain(request, refusal)
    return redirect(address_of(place.next if place else None))
