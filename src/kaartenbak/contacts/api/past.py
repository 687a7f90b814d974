"""The history of a card."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import listed
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Parameters
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.queries.past import happenings


class Page(Parameters):
    """A page of a history."""

    limit: Annotated[int, Field(ge=1, le=500)] = 50
    cursor: Annotated[
        str, Field(max_length=18, pattern=r"^[0-9]*$", description="The `next` of the page before.")
    ] = ""


@router.listing("/contacts/{ref}/history", gives=shapes.HistoryItem)
def history(request: ApiRequest, ref: str, page: Query[Page]) -> HttpResponse:
    """What happened to the card, newest first."""
    contact = queries.by_ref(ref, by=request.actor)
    found = happenings(contact.pk, limit=page.limit, before=int(page.cursor) if page.cursor else None)
    items = [
        {
            "id": each.change,
            "operation": each.operation,
            "at": each.effective,
            "actor": each.actor,
            "kind": each.kind,
            "field": each.field,
            "old": each.old,
            "new": each.new,
        }
        for each in found
    ]
    following = str(found[-1].change) if len(found) >= page.limit else None
    return listed(request, items, next=following)
