"""Notes on a card."""

from typing import Any

from django.http import HttpResponse

from kaartenbak.api.answers import created, listed, no_content, reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.ops import comments as ops
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.operations import perform
from kaartenbak.setup.api import tags


def shown(comment: Comment) -> dict[str, Any]:
    """A note as the API shows it."""
    return {"id": comment.pk, "date": comment.date, "code": comment.code, "text": comment.text}


def comment_of(contact: Contact, key: int) -> Comment:
    """The note of the contact with this key."""
    found = contact.comments.filter(pk=key).first() if 0 < key < 2**63 else None
    if found is None:
        raise NotFound("record.not_found", what=str(Comment._meta.verbose_name), ref=key)
    return found


@router.listing("/contacts/{ref}/comments", gives=shapes.Comment)
def comments(request: ApiRequest, ref: str) -> HttpResponse:
    """The notes on a card, the oldest first."""
    return listed(request, [shown(each) for each in queries.by_ref(ref, by=request.actor).comments.all()])


@router.create("/contacts/{ref}/comments", gives=shapes.Comment, needs="contacts.change")
def add_comment(request: ApiRequest, ref: str, body: shapes.CommentInput) -> HttpResponse:
    """Write a note."""
    contact = queries.by_ref(ref, by=request.actor)
    given = body.given()
    outcome = perform(
        ops.add_comment,
        contact=contact,
        text=given["text"],
        code=given.get("code") or "",
        date=given.get("date"),
        by=request.actor,
    )
    location = f"/api/v1/contacts/{contact.uid}/comments/{outcome.result.pk}"
    return created(
        request, shown(outcome.result), outcome, location=location, version=tags.tag(outcome.result)
    )


@router.read("/contacts/{ref}/comments/{key}", gives=shapes.Comment)
def comment(request: ApiRequest, ref: str, key: int) -> HttpResponse:
    """One note."""
    found = comment_of(queries.by_ref(ref, by=request.actor), key)
    return reply(request, shown(found), version=tags.tag(found))


@router.change("/contacts/{ref}/comments/{key}", gives=shapes.Comment, needs="contacts.change")
def change_comment(request: ApiRequest, ref: str, key: int, body: shapes.CommentChange) -> HttpResponse:
    """Change a note."""
    found = comment_of(queries.by_ref(ref, by=request.actor), key)
    version = tags.wanted(request)
    outcome = perform(
        ops.change_comment, comment=found, values=body.given(), version=version, by=request.actor
    )
    return reply(request, shown(outcome.result), version=tags.tag(outcome.result), outcome=outcome)


@router.remove("/contacts/{ref}/comments/{key}", needs="contacts.change")
def delete_comment(request: ApiRequest, ref: str, key: int) -> HttpResponse:
    """Remove a note."""
    found = comment_of(queries.by_ref(ref, by=request.actor), key)
    version = tags.wanted(request)
    return no_content(perform(ops.delete_comment, comment=found, version=version, by=request.actor))
