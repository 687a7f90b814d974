"""The card itself: reading, making, changing, deleting, and what one can do with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Query

from kaartenbak.api.answers import created, listed, no_content, reply, version_wanted
from kaartenbak.api.requests import ApiRequest
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.record import ADDRESS, record_of, records
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.api.then import record_at
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops import people
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.contacts.ops.kinds import change_kind
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.refusals import NotFound, Refused, Stale
from kaartenbak.history.operations import Outcome, perform
from kaartenbak.setup.models import Language
from kaartenbak.setup.queries import code_or_refuse, codes_changed_since

IN_ADDRESS = frozenset({*ADDRESS, "country"})


def done(op: Callable[..., Any], **arguments: Any) -> Outcome:
    """Perform an operation; refusals name the fields of the address as the API nests them."""
    try:
        return perform(op, **arguments)
    except Refused as refusal:
        for each in refusal.all:
            if each.field in IN_ADDRESS:
                each.field = f"address.{each.field}"
        raise


def written(request: ApiRequest, contact: Contact, outcome: Outcome) -> HttpResponse:
    """A card after a write."""
    shown = record_of(contact)
    return reply(request, shown, version=shown["version"], outcome=outcome)


def base_version(request: ApiRequest, contact: Contact) -> int | None:
    """The version that `If-Match` names; refused at once when it is not the present one."""
    wanted = version_wanted(request)
    if wanted is not None and wanted != contact.version:
        raise Stale("version.stale", read=wanted, present=contact.version)
    return wanted


def done_to(request: ApiRequest, op: Callable[..., Any], ref: str, **arguments: Any) -> HttpResponse:
    """The answer to an operation on the card that an address names, based on the version of `If-Match`."""
    contact = queries.by_ref(ref, by=request.actor)
    version = base_version(request, contact)
    outcome = done(op, contact=contact, version=version, by=request.actor, **arguments)
    return written(request, contact, outcome)


@router.create("/contacts", gives=shapes.ContactWritten, needs="contacts.change")
def create(request: ApiRequest, body: shapes.ContactInput) -> HttpResponse:
    """Make a card. It is a person's when `company` is given or `kind` says so, else a company's."""
    outcome = done(create_contact, values=body.values(), by=request.actor)
    shown = record_of(outcome.result)
    location = f"/api/v1/contacts/{shown['uid']}"
    return created(request, shown, outcome, location=location, version=shown["version"])


@router.read("/contacts/resolve", gives=shapes.Resolved)
def resolve(request: ApiRequest, asked: Query[shapes.ResolveAsked]) -> HttpResponse:
    """Find the contact that a text means: its number, name, beginning, or a fragment that only one has."""
    find = queries.resolve_company if asked.kind == "company" else queries.resolve_any
    found, candidates = None, list[Contact]()
    try:
        found = find(asked.text, by=request.actor)
    except NotFound:
        pass
    except Refused as refusal:
        candidates = list(
            queries.visible_to(request.actor).filter(number__in=refusal.facts.get("numbers", []))
        )
    return reply(
        request,
        {"contact": short(found) if found else None, "candidates": [short(each) for each in candidates]},
    )


def short(contact: Contact) -> dict[str, Any]:
    """A contact in short."""
    return {"number": contact.number, "uid": str(contact.uid), "name": contact.name, "kind": contact.kind}


@router.read("/contacts/{ref}", gives=shapes.Contact)
def read(request: ApiRequest, ref: str, asked: Query[shapes.AsOf]) -> HttpResponse:
    """One card, by its number or uid; with `as_of` as it was at that moment."""
    if asked.as_of:
        return reply(request, record_at(ref, asked.as_of, by=request.actor))
    found = records(queries.visible_to(request.actor).filter(queries.addressed(ref)))
    if not found:
        raise queries.missing(ref, by=request.actor)
    return reply(request, found[0], version=found[0]["version"], fresh=shows_others(request, found[0]))


def shows_others(request: ApiRequest, card: dict[str, Any]) -> bool:
    """Whether a card shows what changed after it: the codes of the setup, or what is counted at the company of a person."""
    if "If-None-Match" not in request.headers:
        return False
    if codes_changed_since(card["modified_at"]):
        return True
    company = queries.visible_to(request.actor).filter(number=card["company"] or "")
    return card["kind"] == "person" and queries.changed_since(company, card["modified_at"]).exists()


@router.change("/contacts/{ref}", gives=shapes.ContactWritten, needs="contacts.change")
def change(request: ApiRequest, ref: str, body: shapes.ContactInput) -> HttpResponse:
    """Change the fields that are given; they are one operation."""
    return done_to(request, change_contact, ref, values=body.values())


@router.remove("/contacts/{ref}", needs="contacts.delete")
def remove(request: ApiRequest, ref: str, asked: Query[shapes.Removal]) -> HttpResponse:
    """Delete a card with what it owns; a company's people go along unless they are kept."""
    contact = queries.by_ref(ref, by=request.actor)
    version = base_version(request, contact)
    return no_content(
        done(delete_contact, contact=contact, people=asked.people, version=version, by=request.actor)
    )


@router.read("/contacts/{ref}/deletion", gives=shapes.Deletion)
def deletion(request: ApiRequest, ref: str) -> HttpResponse:
    """What deleting the card would take along, leave, and what stands in its way."""
    return reply(request, queries.deletion_preview(queries.by_ref(ref, by=request.actor)))


@router.act("/contacts/{ref}/follow", gives=shapes.ContactWritten, needs="contacts.change")
def follow(request: ApiRequest, ref: str, body: shapes.Groups) -> HttpResponse:
    """Let a person follow his company for these field groups, from now on and with its present values."""
    return done_to(request, people.follow, ref, groups=body.groups)


@router.act("/contacts/{ref}/unfollow", gives=shapes.ContactWritten, needs="contacts.change")
def unfollow(request: ApiRequest, ref: str, body: shapes.Groups) -> HttpResponse:
    """Let a person keep what he has for these field groups."""
    return done_to(request, people.unfollow, ref, groups=body.groups)


@router.act("/contacts/{ref}/kind", gives=shapes.ContactWritten, needs="contacts.change")
def set_kind(request: ApiRequest, ref: str, body: shapes.KindInput) -> HttpResponse:
    """Make a person of a company's card, or the other way round."""
    return done_to(request, change_kind, ref, kind=body.kind)


@router.read("/contacts/{ref}/salutation", gives=shapes.Greeting)
def salutation(request: ApiRequest, ref: str, asked: Query[shapes.GreetingAsked]) -> HttpResponse:
    """How the contact is greeted."""
    contact = queries.by_ref(ref, by=request.actor)
    language = code_or_refuse(Language, asked.language, "language")
    return reply(request, {"text": queries.greeting(contact, asked.type, language)})


@router.listing("/contacts/{ref}/related", gives=shapes.Contact)
def related(request: ApiRequest, ref: str) -> HttpResponse:
    """The company of the contact and everybody else in it, at most 500."""
    contact = queries.by_ref(ref, by=request.actor)
    return listed(request, records(queries.related(contact, by=request.actor)[:500]))
