"""What a company is looked up by at a web source, edited in place."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.classification.forms import WordForm
from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.assign import change_search_word
from kaartenbak.classification.views import segmentation
from kaartenbak.contacts.queries import by_ref
from kaartenbak.contacts.views import answering
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

SOURCES = GROUPINGS["web_sources"]


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def search_word(request: PageRequest, number: str, code: str) -> HttpResponse:
    """The form of the search word in its place; the web sources again with `?cancel`."""
    card = Card.of(by_ref(number, by=request.actor), request.actor)
    if "cancel" in request.GET:
        return HttpResponse(segmentation.parts(card)[SOURCES.slug])
    row = get_object_or_404(card.contact.web_sources.select_related("code"), code__code=code)
    was = answering.look(card)
    was.panels.pop(SOURCES.slug)
    form = WordForm(request.POST or None, initial={"search_word": row.search_word}, auto_id="word-%s")
    if request.method == "POST" and form.run(change_search_word, assignment=row, by=request.actor):
        done(request, form.outcome, _("The search word was changed."))
        return answering.changed(request, number, was)
    facts = {"contact": card.contact, "row": row, "form": form}
    name = "classification/_word_form.html" if request.htmx else "classification/search_word.html"
    return render(request, name, facts, status=form.status)
