"""The codes of a contact: its list for each grouping, one more, one less."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from kaartenbak.api.address import BASE
from kaartenbak.api.answers import created, listed, no_content, reply, version_wanted
from kaartenbak.api.describing import named
from kaartenbak.api.requests import ApiRequest
from kaartenbak.classification import queries as classification
from kaartenbak.classification.api import shapes
from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.models import WebSource
from kaartenbak.classification.ops import assign as ops
from kaartenbak.classification.rules.web_sources import launched
from kaartenbak.contacts import queries
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.operations import perform
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.queries import code_or_not_found, code_or_refuse

WEB_SOURCES = GROUPINGS["web_sources"]


def called(verb: str, grouping: Grouping, sentence: str) -> Callable[[Any], Any]:
    """Give an endpoint the name and the summary it has in the description."""
    plural = grouping.name.replace("_", " ")
    return named(f"{verb}_contact_{grouping.name}", sentence.format(plural=plural))


def assignment(grouping: Grouping, contact: Contact, code: str) -> Any:
    """The row that an address names; refused as not found when the contact does not have the code."""
    row = code_or_not_found(grouping.codes, code)
    found = classification.assignment_of(contact, row)
    if found is None:
        raise NotFound("assignment.not_found", **ops.facts_of(contact, row))
    return found


def version_of(contact: Contact) -> int:
    """The version of a card after a write."""
    return Contact.objects.values_list("version", flat=True).get(pk=contact.pk)


def code_wanted(grouping: Grouping, code: str) -> CodeTable:
    """The row of the code that a body gives."""
    found = code_or_refuse(grouping.codes, code, "code")
    if found is None:
        raise Refused("value.required", field="code")
    return found


def add_reading(grouping: Grouping) -> None:
    """GET of all and of one."""
    path, shown = f"/contacts/{{ref}}/{grouping.slug}", shapes.shown_as(grouping)

    @router.listing(path, gives=shown)
    @called("list", grouping, "The {plural} of the contact itself, by code.")
    def codes(request: ApiRequest, ref: str) -> HttpResponse:
        contact = queries.by_ref(ref, by=request.actor)
        found = classification.held(grouping, contact.pk)
        return listed(
            request,
            [shapes.item(grouping, each.code, each.description, each.search_word) for each in found],
        )

    @router.read(f"{path}/{{code}}", gives=shown)
    @called("read", grouping, "One of the {plural} of the contact.")
    def code(request: ApiRequest, ref: str, code: str) -> HttpResponse:
        contact = queries.by_ref(ref, by=request.actor)
        return reply(request, shapes.item_of(assignment(grouping, contact, code)), version=contact.version)


def add_writing(grouping: Grouping) -> None:
    """POST of one more, DELETE of one."""
    path, shown = f"/contacts/{{ref}}/{grouping.slug}", shapes.shown_as(grouping)
    body_type: Any = (
        shapes.WebSourceOfContactInput if grouping.takes_search_word else shapes.CodeOfContactInput
    )

    @router.create(path, gives=shapes.written(shown), needs="contacts.change")
    @called("add", grouping, "Give the contact one of the {plural}.")
    def add(request: ApiRequest, ref: str, body: body_type) -> HttpResponse:
        contact, given = queries.by_ref(ref, by=request.actor), body.given()
        row = code_wanted(grouping, given["code"])
        word = given.get("search_word") or ""
        outcome = perform(ops.assign, contact=contact, code=row, search_word=word, by=request.actor)
        item = shapes.item_of(outcome.result)
        location = f"{BASE}/contacts/{contact.uid}/{grouping.slug}/{item['code']}"
        return created(request, item, outcome, location=location, version=version_of(contact))

    @router.remove(f"{path}/{{code}}", needs="contacts.change")
    @called("remove", grouping, "Take one of the {plural} away from the contact.")
    def remove(request: ApiRequest, ref: str, code: str) -> HttpResponse:
        contact = queries.by_ref(ref, by=request.actor)
        row, version = code_or_not_found(grouping.codes, code), version_wanted(request)
        return no_content(perform(ops.unassign, contact=contact, code=row, version=version, by=request.actor))


for each in GROUPINGS.values():
    add_reading(each)
    add_writing(each)


@router.change(
    "/contacts/{ref}/web-sources/{code}",
    gives=shapes.written(shapes.WebSourceOfContact),
    needs="contacts.change",
)
def change_contact_web_source(
    request: ApiRequest, ref: str, code: str, body: shapes.SearchWordInput
) -> HttpResponse:
    """Change the word that the contact is looked up by at a web source."""
    contact = queries.by_ref(ref, by=request.actor)
    found = assignment(WEB_SOURCES, contact, code)
    word = body.given().get("search_word", found.search_word) or ""
    outcome = perform(
        ops.change_search_word,
        assignment=found,
        search_word=word,
        version=version_wanted(request),
        by=request.actor,
    )
    return reply(request, shapes.item_of(outcome.result), outcome=outcome, version=version_of(contact))


@router.read("/contacts/{ref}/web-sources/{code}/url", gives=shapes.WebAddress)
def contact_web_source_url(request: ApiRequest, ref: str, code: str) -> HttpResponse:
    """The address of a web source with the contact's search word filled in."""
    contact = queries.by_ref(ref, by=request.actor)
    found = assignment(WEB_SOURCES, contact, code)
    source: WebSource = found.code
    return reply(request, {"url": launched(source.url, found.search_word, code=source.code)})
