"""What happened, taking it back, and the feed of changes for other systems (api.md §7)."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import document, reply
from kaartenbak.api.paging import paged
from kaartenbak.api.problems import problem
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.router import Router
from kaartenbak.api.shapes import Input, Listing, Moment, Output, Parameters
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import feed, queries
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform, title
from kaartenbak.history.planning import Conflict
from kaartenbak.history.registry import TRACKED
from kaartenbak.history.undo import plan_undo, refuse_undo, undo

router = Router(tag="History")
# The feed's token of this moment, for who begins to follow.
NOW = "now"


class OperationShown(Output):
    """One thing that somebody did. `contacts` counts the cards it touched."""

    id: int
    kind: str
    title: str
    at: Moment
    actor: str
    channel: Literal["web", "api", "carddav", "import", "cli", "system"]
    reason: str
    contacts: int
    undone_by: int | None
    undoes: int | None


class OperationFilter(Listing):
    """Which operations are wanted."""

    since: Annotated[Moment | None, Field(description="Done at this moment or later.")] = None
    actor: Annotated[str, Field(max_length=150, description="Done by this user.")] = ""
    kind: Annotated[str, Field(max_length=80, description="Of this kind, such as `contacts.merge`.")] = ""


class UndoWanted(Input):
    """With `dry_run` nothing is done; with `keep_newer` what changed since stays as it is and the rest is
    taken back.
    """

    dry_run: bool = False
    keep_newer: bool = False


NOTHING_SAID = UndoWanted()


class ConflictShown(Output):
    """A value that has changed since: what the operation had made it, and what it is now."""

    contact: str | None
    record: str
    field: str
    then: Any
    now: Any


class Undone(Output):
    """What the undo did, or would do: `operation` is the undo itself."""

    operation: int | None
    restored: int
    conflicts: list[ConflictShown]


class ChangedCard(Output):
    """A contact that was made, changed or removed."""

    contact: str
    uid: str
    version: int | None
    removed: bool


class Feed(Output):
    """Contacts that changed, each once; ask with `next` for what comes then, at once while there is `more`."""

    items: list[ChangedCard]
    next: str
    more: bool


class FeedPlace(Parameters):
    """Where to go on in the feed."""

    since: Annotated[
        str,
        Field(
            max_length=40,
            description="The `next` of the last answer; blank: from the beginning; `now`: from now on.",
        ),
    ] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 500


@router.listing("/operations", gives=OperationShown)
def operations(request: ApiRequest, query: Query[OperationFilter]) -> HttpResponse:
    """What was done, the newest first."""
    found = queries.visible_to(request.actor)
    if query.since:
        found = found.filter(at__gte=query.since)
    if query.actor:
        found = found.filter(queries.done_by(query.actor))
    if query.kind:
        found = found.filter(kind=query.kind)
    return paged(request, found, query, order=("-id",), show=shown)


@router.read("/operations/{id}", gives=OperationShown)
def operation(request: ApiRequest, id: str) -> HttpResponse:
    """One thing that was done."""
    return reply(request, shown(queries.operation_by_id(id, by=request.actor)))


@router.create("/operations/{id}/undo", gives=Undone, status=200, needs="history.undo")
def undo_operation(request: ApiRequest, id: str, body: UndoWanted = NOTHING_SAID) -> HttpResponse:
    """Take an operation back; refused with the conflicts when something has changed since.

    Who keeps what is newer, where all of it is, is told so: nothing is restored, and there is no operation.
    """
    entry = queries.operation_by_id(id, by=request.actor)
    if body.dry_run:
        return reply(request, planned(entry, request.actor))
    try:
        outcome = perform(undo, entry=entry, keep_newer=body.keep_newer, by=request.actor)
    except Refused as refusal:
        if refusal.key == "undo.nothing" and body.keep_newer:
            return reply(request, planned(entry, request.actor))
        return refused(refusal)
    plan = outcome.result
    told = {
        "operation": outcome.operation,
        "restored": plan.restored,
        "conflicts": conflicts_shown(plan.conflicts),
    }
    return reply(request, told, outcome=outcome)


def refused(refusal: Refused) -> HttpResponse:
    """The problem document of an undo; what stands in the way is listed as in the answer of one that is done."""
    if "conflicts" not in refusal.facts:
        raise refusal
    refusal.facts["conflicts"] = conflicts_shown(refusal.facts["conflicts"])
    told = {"restored": refusal.facts["restored"], "conflicts": refusal.facts["conflicts"]}
    return problem(refusal, operation=None, **told)


@router.read("/changes", gives=Feed)
def changes(request: ApiRequest, query: Query[FeedPlace]) -> HttpResponse:
    """The contacts that were made, changed or removed since the last time; no change is skipped and none
    comes twice.
    """
    if query.since == NOW:
        return document(request, {"items": [], "next": feed.latest_token(), "more": False})
    page = feed.since(query.since, limit=query.limit)
    present, gone = queries.cards(page.changed), queries.gone_cards(page.removed)
    items = [card_shown(present[key], removed=False) for key in page.changed if key in present]
    items += [card_shown(gone[key], removed=True) for key in page.removed if key in gone]
    return document(request, {"items": items, "next": page.token, "more": page.more})


def shown(entry: Operation) -> dict[str, Any]:
    """An operation as JSON."""
    return {
        "id": entry.pk,
        "kind": entry.kind,
        "title": title(entry),
        "at": entry.at,
        "actor": entry.actor_name,
        "channel": entry.channel,
        "reason": entry.reason,
        "contacts": entry.contacts,
        "undone_by": entry.undone_by_id,
        "undoes": entry.undoes_id,
    }


def planned(entry: Operation, by: Actor) -> dict[str, Any]:
    """What an undo would do."""
    refuse_undo(entry, by)
    plan = plan_undo(entry)
    return {"operation": None, "restored": plan.restored, "conflicts": conflicts_shown(plan.conflicts)}


def conflicts_shown(conflicts: list[Conflict]) -> list[dict[str, Any]]:
    """Conflicts as JSON, each with the number of its contact."""
    keys = {each.card for each in conflicts if each.card is not None}
    known = queries.gone_cards(keys) | queries.cards(keys)
    return [
        {
            "contact": known[each.card]["number"] if each.card in known else None,
            "record": str(TRACKED[each.model].model._meta.verbose_name),
            "field": queries.name_of(each.model, each.row, each.field),
            "then": queries.readable(each.model, each.field, each.then),
            "now": queries.readable(each.model, each.field, each.now),
        }
        for each in conflicts
    ]


def card_shown(card: dict[str, Any], *, removed: bool) -> dict[str, Any]:
    """An entry of the feed."""
    return {"contact": card["number"], "uid": card["uid"], "version": card["version"], "removed": removed}
