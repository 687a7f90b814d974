"""Who has a code: the list of contacts for each grouping, and many of them given or taken away at once (api.md §4)."""

from collections.abc import Iterable
from itertools import batched
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import Field, create_model

from kaartenbak.api.answers import reply
from kaartenbak.api.describing import named
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Input, Notice, Output
from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.ops.bulk import change_members
from kaartenbak.classification.queries import contacts_with
from kaartenbak.classification.rules.plan import Skipped
from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.history.operations import Outcome
from kaartenbak.search.api.lists import Item, Wanted, answer
from kaartenbak.search.filters import ASKED, filtered
from kaartenbak.setup.queries import code_or_not_found

MOST = 100_000
REFS_PER_QUESTION = 500
LENGTH_OF_UID = 36
Refs = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=MOST)]


def in_body(name: str) -> Any:
    """A filter in a body; one that may have several values takes a single one as well."""
    parameter: Any = Wanted.model_fields[name]
    wanted = (
        Annotated[parameter.annotation, *parameter.metadata] if parameter.metadata else parameter.annotation
    )
    if parameter.default_factory is list:
        wanted = wanted | parameter.annotation.__args__[0]
    return (wanted | None, None)


ContactFilter: Any = create_model(
    "ContactFilter",
    __base__=Input,
    __doc__="The filters of the list of contacts; without any, all contacts.",
    __module__=__name__,
    **{name: in_body(name) for name in ASKED},
)


class MembersChanged(Input):
    """Who gets the code and who loses it: contacts by number or uid, or all that meet a filter."""

    add: Annotated[Refs | None, Field(default=None)]
    filter: Annotated[
        ContactFilter | None, Field(default=None, description="Gives the code to all that meet it.")
    ]
    remove: Annotated[Refs | None, Field(default=None)]


class SkippedContact(Output):
    """A contact that was passed over, and why: the code of the refusal that it alone would have met."""

    COMPLETE = True
    ref: str
    code: str


class MembersAnswer(Output):
    """What became of them."""

    COMPLETE = True
    added: int
    already: int
    skipped: list[SkippedContact]
    removed: int
    warnings: list[Notice]


def add_endpoints(grouping: Grouping) -> None:
    """GET and POST of who has a code."""
    path = f"/{grouping.slug}/{{code}}/contacts"

    @router.listing(path, gives=Item)
    @named(
        f"list_{grouping.name}_contacts",
        "The contacts that have this code, with the filters of the list of contacts.",
    )
    def members(request: ApiRequest, code: str, wanted: Query[Wanted]) -> HttpResponse:
        row = code_or_not_found(grouping.codes, code)
        return answer(request, wanted, contacts_with(row, by=request.actor))

    @router.create(path, gives=MembersAnswer, status=200, needs="contacts.change")
    @named(
        f"change_{grouping.name}_contacts",
        "Give this code to many contacts and take it away from others, as one operation.",
    )
    def change(request: ApiRequest, code: str, body: MembersChanged) -> HttpResponse:
        row = code_or_not_found(grouping.codes, code)
        joining, leaving = Named(body.add or (), request.actor), Named(body.remove or (), request.actor)
        add = joining.keys | keys_that_meet(body.filter, request.actor)
        done = change_members(code=row, add=add, remove=leaving.keys, by=request.actor)
        facts = {"added": done.added, "already": done.already, "removed": done.removed}
        skipped = [*joining.unknown, *leaving.unknown, *joining.told(done.skipped)]
        return reply(request, facts | {"skipped": skipped}, outcome=Outcome(done, done.operation))


class Named:
    """Contacts named by number or uid, those that somebody may see; the others are passed over and told."""

    def __init__(self, refs: Iterable[str], by: Actor) -> None:
        self.ref_of: dict[int, str] = {}
        self.unknown: list[dict[str, str]] = []
        for block in batched(dict.fromkeys(refs), REFS_PER_QUESTION):
            self.find(block, by)

    @property
    def keys(self) -> set[int]:
        """The keys of those that were found."""
        return set(self.ref_of)

    def find(self, refs: Iterable[str], by: Actor) -> None:
        """Look up some of them in four statements; one that was merged into another stands for that one."""
        wanted = {ref: address(ref) for ref in refs}
        cards, found = contacts.visible_to(by), dict[Any, int]()
        for name in ("number", "uid"):
            values = [value for which, value in wanted.values() if which == name]
            found |= dict(contacts.formerly(name, values, by=by))
            found |= dict(cards.filter(**{f"{name}__in": values}).values_list(name, "pk"))
        for ref, (_name, value) in wanted.items():
            if value in found:
                self.ref_of[found[value]] = ref
            else:
                self.unknown.append({"ref": ref, "code": "contact.not_found"})

    def told(self, skipped: Iterable[Skipped]) -> list[dict[str, str]]:
        """Contacts that were passed over, each as it was named, else by its number."""
        passed = {each.contact: each.code for each in skipped}
        others = sorted(passed.keys() - self.ref_of.keys())
        numbers = dict(self.ref_of)
        for block in batched(others, REFS_PER_QUESTION):
            numbers |= dict(Contact.objects.filter(pk__in=block).values_list("pk", "number"))
        return [{"ref": numbers[key], "code": code} for key, code in passed.items() if key in numbers]


def address(ref: str) -> tuple[str, Any]:
    """What a reference names a contact by, and the value."""
    try:
        return ("uid", UUID(ref)) if len(ref) == LENGTH_OF_UID else ("number", ref.strip().upper()[:21])
    except ValueError:
        return ("number", ref.strip().upper()[:21])


def keys_that_meet(wanted: Any, by: Actor) -> set[int]:
    """The keys of all contacts that meet a filter."""
    return set() if wanted is None else set(contacts_that_meet(wanted, by).values_list("pk", flat=True))


def contacts_that_meet(wanted: Any, by: Actor) -> Cards:
    """The contacts that meet a filter in a body."""
    lists = {name for name, field in Wanted.model_fields.items() if field.default_factory is list}
    given = {
        name: [value] if name in lists and isinstance(value, str) else value
        for name, value in wanted.given().items()
    }
    return filtered(contacts.visible_to(by), given, by=by)


for each in GROUPINGS.values():
    add_endpoints(each)
