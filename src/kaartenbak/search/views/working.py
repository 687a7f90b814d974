"""How far a change of many contacts is: beside the list while it lasts, and on a page of its own."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.jobs.models import Job
from kaartenbak.jobs.verdicts import VERDICTS
from kaartenbak.search import queries
from kaartenbak.search.actions import ACTIONS
from kaartenbak.search.models import BulkChange
from kaartenbak.search.ops import bulk
from kaartenbak.search.views.telling import said
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import announce
from kaartenbak.web.templatetags.web import figure

# Where a reader's session keeps what he set going, until he has seen how it ended.
KEY = "bulk_change"


@require_GET
@needs("contacts.change")
def work(request: PageRequest, pk: int) -> HttpResponseBase:
    """How far the work is; under htmx the strip alone, which asks again until the work is over."""
    record = get_object_or_404(queries.bulk_changes_of(request.actor), pk=pk)
    facts = facts_of(request, record)
    if not request.htmx:
        return render(request, "search/work.html", facts)
    response = render(request, "search/_work.html", facts)
    return announce(response, "contacts-changed") if facts["over"] else response


@require_POST
@needs("contacts.change")
def stop(request: PageRequest, pk: int) -> HttpResponseBase:
    """Let the work end at its next block; what is done stays and can be undone."""
    record = get_object_or_404(queries.bulk_changes_of(request.actor), pk=pk)
    bulk.stop(record)
    return strip(request, record) if request.htmx else redirect("search:work", record.pk)


def remember(request: PageRequest, record: BulkChange) -> None:
    """Show the work on every list of this reader until it is over."""
    request.session[KEY] = record.pk


def in_hand(request: PageRequest) -> dict[str, Any]:
    """What a list shows of the work that its reader set going; nothing when he did not."""
    pk = request.session.get(KEY)
    record = queries.bulk_changes_of(request.actor).filter(pk=pk).first() if pk else None
    return facts_of(request, record) if record else {}


def strip(request: PageRequest, record: BulkChange) -> HttpResponse:
    return render(request, "search/_work.html", facts_of(request, record))


def facts_of(request: PageRequest, record: BulkChange) -> dict[str, Any]:
    """What the strip shows; once its reader has seen how the work ended, it is not on the next list."""
    job = bulk.job_of(record)
    state = state_of(record, job)
    if state in VERDICTS and request.session.get(KEY) == record.pk:
        del request.session[KEY]
    code = bulk.code_of(record)
    icon, mood, verdict = VERDICTS.get(state, ("", "", ""))
    return {
        "work": record,
        "label": said(ACTIONS[record.action], record.tally, code),
        "figures": figures(record),
        "stopping": bool(job and job.stop_asked),
        "over": state in VERDICTS,
        "icon": icon,
        "mood": mood,
        "verdict": verdict,
        "reason": job.message if job and state == Job.State.FAILED else "",
        "undo": reverse("history:undo", args=[record.operation_id]) if record.operation_id else "",
    }


def state_of(record: BulkChange, job: Job | None) -> str:
    """Where the work stands: in the record when all is done, else in the job, which may be forgotten long since."""
    if record.over:
        return Job.State.DONE
    return job.state if job else Job.State.FAILED


def figures(record: BulkChange) -> str:
    """How far it is, in figures."""
    done, total = record.tally.total, record.total
    return _("{done} of {total}").format(done=figure(done), total=figure(total))
