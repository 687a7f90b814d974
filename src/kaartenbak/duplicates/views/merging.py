"""Making one card of several: choosing the other, looking at them side by side, merging."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.refusals import Moved, NotAllowed, Refused, Stale
from kaartenbak.duplicates.forms import OtherCardForm, Picked, numbers_of, picked
from kaartenbak.duplicates.ops.merging import merge, refuse_unlike
from kaartenbak.duplicates.rules.merging import MOST_CARDS
from kaartenbak.duplicates.views.side_by_side import SideBySide
from kaartenbak.history.operations import perform
from kaartenbak.search.queries import ranked
from kaartenbak.web import choices, toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import leads_within

ALL_FROM = "all:"


@require_http_methods(["GET", "POST"])
@needs("contacts.merge")
def merging(request: PageRequest, number: str) -> HttpResponse:
    """The cards that `?with=` names beside this one, to choose what stays; without any, the question which they are."""
    contact = queries.by_ref(number, by=request.actor)
    named = numbers_of(request.POST or request.GET)
    others = [the_card(ref, request) for ref in named]
    if not others or "other" in request.GET:
        return choosing(request, contact, others)
    if contact in others and any(map(queries.former_card, named)):
        return redirect(one_already(request, contact))
    refuse_unlike(contact, others)
    if request.method == "GET":
        return beside(request, SideBySide([contact, *others], Picked(), request.actor))
    chosen = picked(request.POST)
    wanted = request.POST.get("do", "")
    sides = SideBySide([contact, *others], chosen, request.actor)
    if wanted == "merge":
        return merged(request, contact, sides)
    if wanted.startswith(ALL_FROM):
        chosen = chosen.all_from(wanted.removeprefix(ALL_FROM), [line.name for line in sides.lines])
        sides = SideBySide([contact, *others], chosen, request.actor)
    return beside(request, sides)


def the_card(ref: str, request: PageRequest) -> Contact:
    """A card that shall be merged; one that was merged meanwhile stands for what it is part of."""
    try:
        return queries.by_ref(ref, by=request.actor)
    except Moved as moved:
        return queries.by_ref(moved.facts["number"], by=request.actor)


def one_already(request: PageRequest, contact: Contact) -> str:
    """Where to go on when somebody else merged the cards meanwhile, which is told."""
    toasts.warn(
        request, _("Somebody else merged these cards into {contact} meanwhile.").format(contact=contact)
    )
    return next_of(request) or reverse("contacts:card", args=[contact.number])


def choosing(request: PageRequest, contact: Contact, others: Sequence[Contact] = ()) -> HttpResponse:
    """Which card is the same as this one, or one more: in a dialog, or on a page of its own."""
    asked = "other" in request.GET
    form = OtherCardForm(contact, request.GET if asked else None)
    if asked and form.is_valid():
        try:
            wanted = [*others, queries.resolve_any(form.cleaned_data["other"], by=request.actor)]
            refuse_unlike(contact, wanted)
            return redirect(beside_at(contact, wanted, next_of(request)))
        except Refused as refusal:
            form.add_error("other", str(refusal))
    facts = {"contact": contact, "form": form, "others": others, "next": next_of(request)}
    return render(request, "duplicates/choosing.html", facts, status=422 if form.errors else 200)


def beside_at(contact: Contact, others: Sequence[Contact], after: str) -> str:
    """Where cards stand side by side, the first of which stays."""
    named = [("with", other.number) for other in others] + ([("next", after)] if after else [])
    return f"{reverse('duplicates:merging', args=[contact.number])}?{urlencode(named)}"


def beside(request: PageRequest, sides: SideBySide, refusal: Refused | None = None) -> HttpResponse:
    """The cards side by side; where only the survivor was asked for, that part."""
    facts: dict[str, Any] = {
        "form": OtherCardForm(sides.contact) if len(sides.cards) < MOST_CARDS else None,
        "sides": sides,
        "contact": sides.contact,
        "refusal": refusal,
        "next": next_of(request),
    }
    part = request.htmx and request.POST.get("do") == "show"
    status = 200 if refusal is None else 409 if isinstance(refusal, Stale) else 422
    return render(
        request, "duplicates/_outcome.html" if part else "duplicates/merging.html", facts, status=status
    )


def merged(request: PageRequest, contact: Contact, sides: SideBySide) -> HttpResponse:
    """The merge as it was chosen; when it is refused, the page again with the reason and the cards as they are now."""
    version = sides.picked.versions.get(contact.number)
    try:
        outcome = perform(
            merge, contact=contact, duplicates=sides.duplicates(), version=version, by=request.actor
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        return beside(request, sides, refusal)
    said = ngettext(
        "{former} was merged into {contact}.", "{former} were merged into {contact}.", len(sides.others)
    )
    names = ", ".join(map(str, sides.others))
    done(request, outcome, said.format(former=names, contact=str(outcome.result)))
    return redirect(next_of(request) or reverse("contacts:card", args=[contact.number]))


def next_of(request: PageRequest) -> str:
    """Where to go on afterwards, if that is on this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if leads_within(request, address) else ""


@require_GET
@needs("contacts.merge")
def card_choices(request: PageRequest, kind: str) -> HttpResponse:
    """The cards of one type that fit what was typed."""
    typed = choices.typed(request)
    cards = queries.visible_to(request.actor).filter(kind=kind)
    found = ranked(cards, typed, by=request.actor) if typed else cards.order_by("name_key", "id")
    return choices.options(
        request, [choices.Choice(card.number, card.name, hint_of(card)) for card in found[: choices.LIMIT]]
    )


def hint_of(card: Contact) -> str:
    """What tells a card from its namesakes: where it is, and its number."""
    where = card.city if card.is_company else card.company_name or card.city
    return f"{where} · {card.number}" if where else card.number
