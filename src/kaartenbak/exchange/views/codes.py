"""The code of a card on the screen: a phone that scans it adds the contact."""

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kaartenbak.contacts.queries import by_ref
from kaartenbak.exchange import queries
from kaartenbak.web.requests import PageRequest


@require_safe
def code(request: PageRequest, number: str) -> HttpResponse:
    """A vCard of what stands on a visiting card, as a picture."""
    contact = by_ref(number, by=request.actor)
    text = queries.short_vcard(contact)
    picture = segno.make(text, error="m", encoding="utf-8", micro=False).svg_data_uri(
        scale=4, border=4, dark="#000", light="#fff"
    )
    return render(request, "exchange/code.html", {"contact": contact, "code": picture})
