"""What was proposed from phones and mail programs: the list, one of them, the panel on the card, and the decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.deciding import accept, decline
from kaartenbak.carddav.queries.proposals import proposal_or_not_found, to_decide
from kaartenbak.carddav.views.differing import Shown
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.operations import perform
from kaartenbak.web import toasts
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import way_back

LISTING = Listing(
    [
        Column("title", gettext_lazy("Contact")),
        Column("kind", gettext_lazy("What")),
        Column("user", gettext_lazy("By")),
        Column("device", gettext_lazy("Device")),
        Column("at", gettext_lazy("When"), "at"),
    ],
    default="at",
)
MOST_ON_A_CARD = 5


@require_GET
@needs("contacts.view")
def listing(request: PageRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    page = LISTING.page(to_decide(request.actor).defer("text", "given"), request.GET)
    return render(request, "carddav/proposals.html", {"page": page})


@require_GET
@needs("contacts.view")
def shown(request: PageRequest, pk: int) -> HttpResponse:
    """One of them side by side with the register."""
    proposal = proposal_or_not_found(str(pk), by=request.actor)
    may = request.actor.may("contacts.change")
    return render(request, "carddav/proposal.html", {"each": Shown(proposal), "may_decide": may})


@require_POST
@needs("contacts.change")
def acceptance(request: PageRequest, pk: int) -> HttpResponse:
    """Do what was proposed."""
    proposal = proposal_or_not_found(str(pk), by=request.actor)
    try:
        outcome = perform(accept, proposal=proposal, by=request.actor)
        done(request, outcome, _("What was proposed was done."))
    except NotAllowed:
        raise
    except Refused as refused:
        toasts.complain(request, refused)
    return redirect(back_from(request))


@require_POST
@needs("contacts.change")
def refusal(request: PageRequest, pk: int) -> HttpResponse:
    """Leave the register as it is."""
    proposal = proposal_or_not_found(str(pk), by=request.actor)
    reason = request.POST.get("reason", "")
    try:
        outcome = perform(decline, proposal=proposal, reason=reason, by=request.actor)
        done(
            request,
            outcome,
            _("The proposal was declined; the phone has the register's card again at its next sync."),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        toasts.complain(request, refused)
    return redirect(back_from(request))


def back_from(request: PageRequest) -> str:
    """Where one came from: the card, or else the list."""
    return way_back(request, "/proposals/")


def on_card(card: Card, waiting: list[Proposal], request: HttpRequest | None) -> SafeString:
    """What was proposed of a contact; an empty place for it when there is nothing."""
    first = waiting[:MOST_ON_A_CARD]
    facts = {
        "proposals": [Shown(each, first=place == 0) for place, each in enumerate(first)],
        "may_decide": card.by.may("contacts.change"),
        "contact": card.contact,
    }
    return SafeString(render_to_string("carddav/_on_card.html", facts, request if waiting else None))
