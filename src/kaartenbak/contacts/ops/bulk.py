"""Making many cards at once, for imports: the same rules as for one, in a handful of statements."""

from collections.abc import Sequence

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.channel_rows import drafted_rows
from kaartenbak.contacts.ops.create import NUMBERED
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft, list_key
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.setup.ops.numbers import take_numbers


def create_cards(drafts: Sequence[Draft], desk: Desk) -> list[Contact]:
    """Write drafts that were laid out by `create.drafted`, inside an operation in progress; those without number get one."""
    series = desk.setup.series_contacts
    unnumbered = [draft for draft in drafts if not draft.contact.number]
    if unnumbered and series is None:
        raise Refused("setup.contact_nos_missing", field="number")
    if series is not None:
        numbers = take_numbers(series, len(unnumbered), among=NUMBERED)
        for draft, number in zip(unnumbered, numbers, strict=True):
            draft.contact.number, draft.contact.series_id = number, series.pk
    for draft in drafts:
        draft.contact.list_key = list_key(draft.contact, draft.employer)
    made = store.create_many(Contact, [draft.contact for draft in drafts])
    store.create_rows(Channel, [row for draft in drafts for row in drafted_rows(draft)])
    return made
