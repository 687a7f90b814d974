"""The picture on a card."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import PictureForm
from kaartenbak.contacts.ops import pictures
from kaartenbak.contacts.views.telling import done
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_GET
@needs("contacts.view")
def picture(request: PageRequest, number: str) -> HttpResponseBase:
    """The file. The page names it with the digest of its content, so a browser may keep it for long."""
    contact = queries.by_ref(number, by=request.actor)
    if not contact.image or not default_storage.exists(contact.image):
        raise Http404
    response = FileResponse(default_storage.open(contact.image), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def change(request: PageRequest, number: str) -> HttpResponse:
    """Put a picture on the card, or another one."""
    contact = queries.by_ref(number, by=request.actor)
    form = PictureForm(request.POST or None, request.FILES or None, auto_id="picture_%s")
    if request.method == "POST" and form.run(pictures.set_picture, contact=contact, by=request.actor):
        done(request, form.outcome, _("The picture was changed."))
        return redirect("contacts:card", number)
    return render(request, "contacts/picture.html", {"contact": contact, "form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def removal(request: PageRequest, number: str) -> HttpResponse:
    """Take the picture off the card, after asking."""
    contact = queries.by_ref(number, by=request.actor)
    if request.method == "POST":
        outcome = perform(pictures.remove_picture, contact=contact, by=request.actor)
        done(request, outcome, _("The picture was removed."))
        return redirect("contacts:card", number)
    return render(request, "contacts/picture_removal.html", {"contact": contact})
