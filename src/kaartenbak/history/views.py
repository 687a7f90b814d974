"""The pages of what happened: every operation with its author, its door and its time, and the way back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history import background, queries
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform, title
from kaartenbak.history.registry import card_table
from kaartenbak.history.shown import Obstacle, line, obstacles
from kaartenbak.history.undo import plan_undo, undo
from kaartenbak.jobs import slips
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.verdicts import VERDICTS
from kaartenbak.web import toasts
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import way_back
from kaartenbak.web.templatetags.web import figure

LISTING = Listing(
    [
        Column("what", gettext_lazy("What")),
        Column("who", gettext_lazy("Who")),
        Column("door", gettext_lazy("Door")),
        Column("contacts", gettext_lazy("Contacts"), css="number tight"),
        Column("when", gettext_lazy("When"), "id", css="tight"),
    ],
    default="-when",
)
CARDS_SHOWN = 50


@require_GET
@needs("contacts.view")
def operations(request: PageRequest) -> HttpResponse:
    """What was done, the newest first; with `?mine=1` what the reader did himself."""
    found = queries.visible_to(request.actor).select_related("undoes")
    mine = request.GET.get("mine") == "1"
    if mine:
        found = found.filter(actor_id=request.actor.user_id)
    page = LISTING.page(found, request.GET)
    lines = [line(entry, request.actor) for entry in page.rows]
    return render(request, "history/operations.html", {"page": page, "lines": lines, "mine": mine})


@require_GET
@needs("contacts.view")
def operation(request: PageRequest, id: int) -> HttpResponse:
    """One operation: who did it, through which door, and to which cards."""
    entry = queries.operation_by_id(str(id), by=request.actor)
    touched = entry.changes.filter(card__isnull=False).order_by("card").distinct()
    keys = touched.values_list("card", flat=True)[:CARDS_SHOWN]
    known = queries.cards(key for key in keys if key is not None)
    facts = {
        "line": line(entry, request.actor),
        "entry": entry,
        "cards": list(known.values()),
        "more": entry.contacts - len(known),
    }
    return render(request, "history/operation.html", facts)


@require_http_methods(["GET", "POST"])
@needs("history.undo")
def undoing(request: PageRequest, id: int) -> HttpResponse:
    """Take an operation back; what has changed since is shown first, and stays when the reader says so."""
    entry = queries.operation_by_id(str(id), by=request.actor)
    back = way_back(request, reverse("history:operation", args=[id]))
    work = background.in_hand(entry)
    if work is not None:
        return redirect("history:work", work.pk)
    if request.method == "GET":
        if background.is_long(entry):
            shown, more = background.in_the_way(entry)
            return asked(request, entry, obstacles(shown), back, more=more, is_long=True)
        return asked(request, entry, obstacles(plan_undo(entry).conflicts), back)
    keep_newer = "keep_newer" in request.POST
    try:
        if background.is_long(entry):
            return redirect(
                "history:work", background.queue(entry, keep_newer=keep_newer, by=request.actor).pk
            )
        outcome = perform(undo, entry=entry, keep_newer=keep_newer, by=request.actor)
    except NotAllowed:
        raise
    except Refused as refusal:
        if "conflicts" in refusal.facts:
            return asked(request, entry, obstacles(refusal.facts["conflicts"]), back, refusal)
        toasts.complain(request, refusal)
        return redirect(back)
    again = reverse("history:undo", args=[outcome.operation])
    toasts.say(request, _("Undone: {what}").format(what=title(entry)), undo=again)
    return redirect(way_home(outcome.result) or back)


@require_GET
@needs("history.undo")
def work(request: PageRequest, job: int) -> HttpResponse:
    """How far an undo in the background is; under htmx the strip alone, which asks again until it is over."""
    template = "history/_work.html" if request.htmx else "history/work.html"
    return render(request, template, facts_of(background.work(job, by=request.actor), request))


@require_POST
@needs("history.undo")
def stop(request: PageRequest, job: int) -> HttpResponse:
    """Let an undo in the background end; nothing is undone then."""
    found = background.work(job, by=request.actor)
    background.stop(found, by=request.actor)
    if not request.htmx:
        return redirect("history:work", found.pk)
    found.refresh_from_db()
    return render(request, "history/_work.html", facts_of(found, request))


def facts_of(job: Job, request: PageRequest) -> dict[str, Any]:
    """What the strip shows of an undo in the background."""
    icon, mood, verdict = VERDICTS.get(job.state, ("", "", ""))
    result = job.result or {}
    conflicts = result.get("conflicts", 0)
    done, total = slips.how_far(job)
    return {
        "job": job,
        "line": line(queries.operation_by_id(str(job.arguments["entry"]), by=request.actor), request.actor),
        "figures": _("{done} of {total}").format(done=figure(done), total=figure(total))
        if done and total
        else "",
        "icon": icon,
        "mood": mood,
        "verdict": verdict,
        # While it is planned, the bar says only that there is some progress.
        "shown": done or None,
        "total": total,
        "stopping": job.stop_asked or (not job.is_over and slips.are_used() and slips.is_to_stop(job)),
        "conflicts": conflicts,
        "conflicts_said": Refused("undo.conflicts", count=conflicts),
        "operation": result.get("operation"),
    }


def way_home(plan: Any) -> str:
    """Where to go when the card that the reader looked at may be gone."""
    return reverse("search:list") if plan.remove.get(card_table().label) else ""


def asked(
    request: PageRequest,
    entry: Operation,
    found: list[Obstacle],
    back: str,
    refusal: Refused | None = None,
    **facts: Any,
) -> HttpResponse:
    """The page that says what has changed since, with the choice to keep that and take back the rest."""
    facts |= {"line": line(entry, request.actor), "entry": entry, "obstacles": found, "back": back}
    return render(request, "history/undo.html", facts | {"refusal": refusal}, status=409 if refusal else 200)
