"""The numbers under which a contact is called (api-relationship.md §13)."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from kaartenbak.api.answers import reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Output, Parameters
from kaartenbak.contacts import queries
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.queries import Device


class From(Parameters):
    """Where one calls from."""

    device: Annotated[Device, Field(description="On a phone the mobile number comes first.")] = "desktop"


class CallNumbers(Output):
    """The numbers to call, nearest first: the contact's own, those of where it is today, then its company's.

    `default` is the one to call when nobody chooses, and blank when there is no number at all.
    """

    default: str
    numbers: list[str]


@router.read("/contacts/{ref}/call-numbers", gives=CallNumbers)
def call_numbers(request: ApiRequest, ref: str, asked: Query[From]) -> HttpResponse:
    """The numbers under which a contact is called today."""
    contact = queries.by_ref(ref, by=request.actor)
    found = queries.call_numbers(contact, asked.device, by=request.actor)
    return reply(request, found._asdict())
