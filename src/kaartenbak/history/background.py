"""An undo of very many changes, in the background: whoever asked for it need not wait at his page."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history import queries
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.planning import Conflict
from kaartenbak.history.undo import refuse_undo, undo
from kaartenbak.jobs import board, slips
from kaartenbak.jobs.definition import job
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import acting_as

# So many changes are taken back while the reader waits: half a second.
AT_ONCE = 2_000
# So many of the values that are in the way are shown.
SHOWN = 200


def is_long(entry: Operation) -> bool:
    """Whether these are too many changes to wait for."""
    return entry.changes.order_by("id")[AT_ONCE : AT_ONCE + 1].exists()


def queue(entry: Operation, *, keep_newer: bool, by: Actor) -> Job:
    """Have an operation taken back, acting as `by`; refused at once where it is not allowed."""
    refuse_undo(entry, by)
    return undo_operation.queue(entry=entry.pk, keep_newer=keep_newer, by=by)


@job
def undo_operation(*, entry: int, keep_newer: bool) -> dict[str, Any]:
    """Take an operation back in one transaction, or tell how many conflicts keep it.

    When its worker was killed after that, it is undone already, and there is nothing left to do.
    """
    found = Operation.objects.get(pk=entry)
    if found.undone_by_id:
        return told(found.undone_by_id)
    try:
        return told(perform(undo, entry=found, keep_newer=keep_newer, by=acting_as()).operation)
    except Refused as refusal:
        if "conflicts" not in refusal.facts:
            raise
        return told(None, refusal.facts["conflicts"])


def told(operation: int | None, conflicts: Sequence[Conflict] = ()) -> dict[str, Any]:
    """What came of it, with the first of what was in the way."""
    shown = [json.loads(json.dumps(astuple(each), default=str)) for each in conflicts[:SHOWN]]
    return {"operation": operation, "conflicts": len(conflicts), "shown": shown}


def in_the_way(entry: Operation) -> tuple[list[Conflict], int]:
    """What was in the way of an operation when it was last taken back in the background: the first of it, and how many more."""
    done = Job.objects.filter(kind=undo_operation.kind, state=Job.State.DONE, arguments__entry=entry.pk)
    result = done.order_by("-pk").values_list("result", flat=True).first() or {}
    shown = [Conflict(*each) for each in result.get("shown", ())]
    return shown, result.get("conflicts", 0) - len(shown)


def in_hand(entry: Operation) -> Job | None:
    """The work that is taking an operation back now, or will."""
    waiting = Job.objects.filter(kind=undo_operation.kind, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return waiting.filter(arguments__entry=entry.pk).first()


def work(key: int, *, by: Actor) -> Job:
    """An undo in the background whose operation `by` may see."""
    found = Job.objects.filter(kind=undo_operation.kind, pk=key).first()
    if found is None:
        raise NotFound("operation.not_found", ref=str(key)[:40])
    queries.operation_by_id(str(found.arguments["entry"]), by=by)
    return found


def stop(found: Job, *, by: Actor) -> None:
    """Let it end with nothing done; for who asked for it, and who may take back the work of others."""
    if found.actor_id != by.user_id and not by.may("history.undo_any"):
        raise Refused("undo.not_yours")
    if found.state == Job.State.RUNNING and slips.are_used():
        slips.ask_to_stop(found)
    else:
        board.ask_to_stop(found)
