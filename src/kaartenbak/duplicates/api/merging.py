"""Making one card of two over REST (api.md §9, api-relationship.md §20)."""

from typing import Annotated, Any

from django.http import HttpResponse
from pydantic import Field

from kaartenbak.api.answers import reply
from kaartenbak.api.requests import ApiRequest
from kaartenbak.api.shapes import Input, Line, Output
from kaartenbak.contacts import queries
from kaartenbak.contacts.api import shapes
from kaartenbak.contacts.api.cards import base_version, done, written
from kaartenbak.contacts.api.routing import router
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Moved, NotFound
from kaartenbak.duplicates.ops.merging import Duplicate, merge, refuse_unlike
from kaartenbak.duplicates.queries import merging as reads
from kaartenbak.duplicates.rules.merging import Choice, Settled, fields_taken

MOST = 100
FieldName = Annotated[Line, Field(max_length=60)]


class SettledInput(Input):
    """How a conflict ends: by another key for the duplicate's row, or else that row goes, once its `take` fields were copied."""

    take: Annotated[list[FieldName], Field(max_length=MOST)] = Field(default_factory=list)
    rename: Annotated[Line, Field(max_length=40, description="The other key: a code, or a first day.")] = ""


class MergeInput(Input):
    """What becomes part of the card, and how.

    `take` names the fields whose value the duplicate has; `address` means all of the address. `resolve` settles conflicts by
    table and key: `{"alternative_addresses": {"SUMMER": {"rename": "SEA"}}}`.
    """

    duplicate: Annotated[Line, Field(max_length=60, description="Number or uid of the card that goes.")]
    take: Annotated[list[FieldName], Field(max_length=MOST)] = Field(default_factory=list)
    resolve: dict[str, dict[str, SettledInput]] = Field(default_factory=dict)
    dry_run: Annotated[bool, Field(description="Only tell what would happen.")] = False


class FieldDiffers(Output):
    """A field in which the two differ, with codes as in a card."""

    field: str
    current: Any
    duplicate: Any


class RowsOfBoth(Output):
    """How many rows of a table each card has; only tables in which the duplicate has any."""

    table: str
    current: int
    duplicate: int


class ConflictOpen(Output):
    """A row of the duplicate whose key the card has as well, with other values."""

    table: str
    key: str


class Merged(shapes.ContactWritten):
    """The card after the merge; with `dry_run`, in its place, what the merge would meet."""

    fields: list[FieldDiffers]
    related: list[RowsOfBoth]
    conflicts: list[ConflictOpen]


@router.act("/contacts/{ref}/merge", gives=Merged, needs="contacts.merge")
def merge_contact(request: ApiRequest, ref: str, body: MergeInput) -> HttpResponse:
    """Make another card part of this one; its number and uid lead here from then on."""
    contact = queries.by_ref(ref, by=request.actor)
    version = base_version(request, contact)
    duplicate = duplicate_of(body.duplicate, request.actor)
    choice = Choice(take=fields_taken(body.take, reads.FIELDS), resolve=resolved(body))
    if body.dry_run:
        return reply(request, foreseen(contact, duplicate, choice))
    duplicates = [Duplicate(duplicate, choice)]
    outcome = done(merge, contact=contact, duplicates=duplicates, version=version, by=request.actor)
    return written(request, outcome.result, outcome)


def duplicate_of(ref: str, by: Actor) -> Contact:
    """The card that goes; a number that leads to another card means that one."""
    try:
        return queries.by_ref(ref, by=by)
    except Moved as moved:
        return queries.by_ref(moved.facts["number"], by=by)
    except NotFound as missing:
        raise NotFound("merge.not_found", field="duplicate", ref=ref[:60]) from missing


def resolved(body: MergeInput) -> dict[str, dict[str, Settled]]:
    """How conflicts end, as the operation takes it."""
    return {
        table: {key: Settled(tuple(each.take), each.rename) for key, each in settled.items()}
        for table, settled in body.resolve.items()
    }


def foreseen(contact: Contact, duplicate: Contact, choice: Choice) -> dict[str, Any]:
    """What a merge would meet: fields that differ, rows that move along, conflicts that are still to be settled."""
    refuse_unlike(contact, [duplicate])
    found = reads.clashes(contact, duplicate)
    reads.refuse_unknown(found, choice.resolve)
    still_open = reads.open_after(found, choice.resolve, contact, duplicate)
    return {
        "fields": [each._asdict() for each in reads.fields_that_differ(contact, duplicate)],
        "related": [
            {"table": table, "current": counts[0], "duplicate": counts[1]}
            for table, counts in reads.related_counts(contact, duplicate).items()
        ],
        "conflicts": [{"table": each.table, "key": each.key} for each in still_open],
    }
