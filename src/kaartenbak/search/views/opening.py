"""What the page of a card tells about its reader: that he opened it."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kaartenbak.contacts.queries import by_ref
from kaartenbak.search import opened
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_POST
@needs("contacts.view")
def note(request: PageRequest, number: str) -> HttpResponse:
    """Keep that the reader opened a contact.

    The page of the card sends it when it is there, so that reading a card writes nothing and waits for nobody who writes.
    """
    opened.note(request.actor, by_ref(number, by=request.actor))
    return HttpResponse(status=204)
