"""The notes on a card."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import CommentForm, NewCommentForm
from kaartenbak.contacts.models import Comment
from kaartenbak.contacts.ops import comments
from kaartenbak.contacts.views import answering
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.actor import Actor
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_POST
@needs("contacts.change")
def new(request: PageRequest, number: str) -> HttpResponse:
    """Write a note."""
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    was, form = answering.look(card), NewCommentForm(request.POST, auto_id="note_%s")
    if form.run(comments.add_comment, contact=card.contact, by=request.actor):
        done(request, form.outcome, _("The comment was added."))
        return answering.changed(request, number, was)
    return render(request, "contacts/_comment_new.html", {"card": card, "form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def one(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """The form of a note in its place; the note again with `?cancel`."""
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    comment = get_object_or_404(card.contact.comments, pk=pk)
    if "cancel" in request.GET:
        return render(request, "contacts/_comment.html", {"card": card, "comment": comment})
    was = answering.look(card)
    form = CommentForm(request.POST or None, values={"text": comment.text}, auto_id=f"comment-{pk}-%s")
    if request.method == "POST" and form.save(rewrite, comment=comment, by=request.actor):
        done(request, form.outcome, _("The comment was changed."))
        return answering.changed(request, number, was)
    facts = {"card": card, "comment": comment, "form": form}
    return render(request, "contacts/_comment_form.html", facts, status=form.status)


def rewrite(*, comment: Comment, text: str, by: Actor) -> Comment:
    """Change the words of a note."""
    return comments.change_comment(comment=comment, values={"text": text}, by=by)


@require_POST
@needs("contacts.change")
def removal(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Remove a note."""
    card = Card.of(queries.by_ref(number, by=request.actor), request.actor)
    was, comment = answering.look(card), get_object_or_404(card.contact.comments, pk=pk)
    outcome = perform(comments.delete_comment, comment=comment, by=request.actor)
    done(request, outcome, _("The comment was removed."))
    return answering.changed(request, number, was)
