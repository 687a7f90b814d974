"""Answers that pages give again and again."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme


def announce(response: HttpResponseBase, event: str) -> HttpResponseBase:
    """Let the open page know that something happened: `hx-trigger="{event} from:body"` follows it."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(events | {event: True})
    return response


def after_swap(response: HttpResponseBase) -> HttpResponseBase:
    """Announce what was to be announced once the answer is on the page."""
    response.headers["HX-Trigger-After-Swap"] = response.headers["HX-Trigger"]
    del response.headers["HX-Trigger"]
    return response


def close_dialog(response: HttpResponseBase) -> HttpResponseBase:
    """Close the dialog that the answered form stood in."""
    return announce(response, "kaartenbak:close-dialog")


def in_dialog(response: HttpResponseBase) -> HttpResponseBase:
    """Show the answer in the dialog, wherever the request wanted it: a conflict, a question that comes up."""
    response.headers["HX-Retarget"] = "#dialog"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def nothing() -> HttpResponse:
    """An answer that changes nothing on the page (events and toasts still arrive)."""
    return HttpResponse(status=204)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the reader came from (`next` in the form, else the referring page), if that is on this site."""
    for address in (
        request.POST.get("next"),
        request.headers.get("HX-Current-URL"),
        request.headers.get("Referer"),
    ):
        if address and leads_within(request, address):
            return address
    return otherwise


def leads_within(request: HttpRequest, address: str) -> bool:
    """Whether `address` is a whole one on this site: `-1` would be taken for the name of a view."""
    whole = address.startswith(("/", "http://", "https://"))
    return whole and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
