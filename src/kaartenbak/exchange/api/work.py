"""The work in the background: how far it is."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from pydantic import Field

from kaartenbak.api.answers import document
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Moment, Output
from kaartenbak.core.refusals import NotFound
from kaartenbak.exchange.api.routing import router
from kaartenbak.jobs.board import visible_to
from kaartenbak.jobs.models import Job


class JobShown(Output):
    """One piece of work: `done` of `total`, which is null while it is not known."""

    id: int
    kind: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int | None
    message: str
    result: Annotated[Any, Field(description="What came of it.")]
    created_at: Moment
    ended_at: Moment | None


@router.read("/jobs/{id}", gives=JobShown)
def job(request: ApiRequest, id: str) -> HttpResponse:
    """How far a piece of work is."""
    known = id.isascii() and id.isdigit() and len(id) <= 18
    found = visible_to(request.actor).filter(pk=int(id)).first() if known else None
    if found is None:
        raise NotFound("job.not_found", ref=id[:40])
    return document(request, shown(found))


def shown(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "message": job.message,
        "result": job.result,
        "created_at": job.created_at,
        "ended_at": job.ended_at,
    }
