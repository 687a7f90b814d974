"""The picture on a card."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseNotModified

from kaartenbak.api.answers import matches, no_content, reply
from kaartenbak.api.reading import upload_of
from kaartenbak.api.requests import ApiRequest
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.cards import base_version
from kaartenbak.contacts.api.record import record_of
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops import pictures
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.operations import perform

BINARY = {"type": "string", "format": "binary"}
IMAGE = {"image/webp": {"schema": BINARY}}
SENT = ("image/jpeg", "image/png", "image/webp", "image/gif")


@router.endpoint(
    "GET",
    "/contacts/{ref}/image",
    extra={"responses": {200: {"description": "The picture.", "content": IMAGE}}},
)
def picture(request: ApiRequest, ref: str) -> HttpResponseBase:
    """The picture of the contact, as WebP."""
    contact = queries.by_ref(ref, by=request.actor)
    etag = Path(contact.image).stem
    if contact.image and matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified(headers={"ETag": f'"{etag}"'})
    response = file_of(contact)
    response.headers["ETag"] = f'"{etag}"'
    return response


def file_of(contact: Contact) -> HttpResponseBase:
    """The file of a card's picture; a browser may keep it, since another picture has another address."""
    if not contact.image or not default_storage.exists(contact.image):
        raise NotFound("image.none", contact=str(contact))
    response = FileResponse(default_storage.open(contact.image), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@router.endpoint(
    "PUT",
    "/contacts/{ref}/image",
    gives=shapes.ContactWritten,
    needs="contacts.change",
    takes=SENT,
)
def set_picture(request: ApiRequest, ref: str) -> HttpResponse:
    """Put a picture on the card. The body is the file, or a form with it: JPEG, PNG, WebP or GIF, at most 5 MB."""
    contact = queries.by_ref(ref, by=request.actor)
    version = base_version(request, contact)
    data = upload_of(request, types=SENT, limit=pictures.MOST_BYTES)
    outcome = perform(pictures.set_picture, contact=contact, data=data, version=version, by=request.actor)
    shown = record_of(contact)
    return reply(request, shown, version=shown["version"], outcome=outcome)


@router.remove("/contacts/{ref}/image", needs="contacts.change")
def remove_picture(request: ApiRequest, ref: str) -> HttpResponse:
    """Take the picture off the card."""
    contact = queries.by_ref(ref, by=request.actor)
    version = base_version(request, contact)
    return no_content(perform(pictures.remove_picture, contact=contact, version=version, by=request.actor))
