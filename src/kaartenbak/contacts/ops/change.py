"""Changing a card."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.events import ContactChanged
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops import address_ranges, addresses, channels
from kaartenbak.contacts.ops.channel_rows import write_channels
from kaartenbak.contacts.ops.cleaning import cleaned
from kaartenbak.contacts.ops.create import hold_company, refuse_number, tell
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.ops.kinds import change_kind
from kaartenbak.contacts.ops.people import let_people_follow
from kaartenbak.contacts.rules.type_change import to_empty
from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.models import Change
from kaartenbak.history.operations import about, operation
from kaartenbak.history.registry import tracked

# What a change can write: every column but the keys and stamps.
NOT_WRITTEN = frozenset({"id", "uid", "version", "created_at", "modified_at", "image"})
COLUMNS = tuple(f.name for f in Contact._meta.concrete_fields if f.name not in NOT_WRITTEN)


@operation(needs="contacts.change", title=_("Changed {contact}"))
def change_contact(
    *, contact: Contact, values: Mapping[str, Any], version: int | None = None, by: Actor
) -> Contact:
    """Change the fields in `values`, by the names of the API; what is left out stays, a blank clears.

    A change of type may come along, with the fields emptied that it asks to be empty.
    With `version`, refused as stale when the card is no longer the one that was read. The people of a company take over
    what they follow.
    """
    contact = store.lock(contact, version)
    desk = Desk(by)
    about(contact=str(contact), number=contact.number)
    given = cleaned(values, desk)
    kind = given.pop("kind", "") or contact.kind
    if kind != contact.kind:
        emptied = {name: given.pop(name) for name in [*given] if name in to_empty(kind) and not given[name]}
        if emptied:
            lay_on(contact, emptied, desk)
        contact = change_kind(contact=contact, kind=kind, given=frozenset(given), by=by)
    hold_company(given, desk)
    lay_on(contact, given, desk)
    return contact


def lay_on(contact: Contact, given: dict[str, Any], desk: Desk) -> None:
    """Lay cleaned values on a stored card, write it, and let follow what follows."""
    draft = Draft(contact, queries.mains(contact.channels.all()), desk)
    before = queries.inheritable(contact, draft.mains)
    renumber(draft, given)
    draft.lay(given)
    wanted = {name: getattr(draft.contact, name) for name in COLUMNS}
    changed = frozenset(name for name in COLUMNS if getattr(draft.before, name) != wanted[name])
    store.update(contact, **wanted)
    write_channels(draft)
    if contact.is_company and concerns_people(draft, before, changed):
        let_people_follow(contact, before=before)
    tell(draft)
    publish(ContactChanged(contact, changed | {name for name in given if name in queries.SLOTS}))


def concerns_people(draft: Draft, before: dict[str, Any], changed: frozenset[str]) -> bool:
    """Whether a changed company's people have anything to take over: a value, its name, or their place in the list."""
    values = queries.inheritable(draft.contact, draft.mains) != before or draft.channels is not None
    return values or not changed.isdisjoint({"name", "list_key"})


def renumber(draft: Draft, given: dict[str, Any]) -> None:
    """Rename the card; every reference goes by key, so all of them follow."""
    if "series" in given:
        draft.contact.series = given.pop("series")
    if "number" not in given:
        return
    number = given.pop("number")
    if not number:
        raise Refused("value.required", field="number")
    if number != draft.contact.number:
        series = draft.desk.by_key("series", draft.desk.setup.series_contacts_id)
        refuse_number(number, series)
        draft.contact.number, draft.contact.series = number, None


@operation(needs="contacts.change", title=_("Put back {field_label} of {contact}"))
def put_back(
    *, contact: Contact, change: Change, field: str, version: int | None = None, by: Actor
) -> Contact:
    """Give one field of the card the value it had before `change`, by the rules of any other change."""
    if (
        change.card != contact.pk
        or change.action != Change.Action.UPDATED
        or field not in (change.before or {})
    ):
        raise Refused("put_back.nothing", field=field)
    contact = store.lock(contact, version)
    name = field.removesuffix("_id")
    if change.model == "contacts.channel":
        return put_back_channel(contact, change, by)
    if change.model in ADDRESSES:
        return put_back_address(contact, change, field, by)
    about(contact=str(contact), field_label=str(Contact._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    lay_on(contact, {name: former(name, change.before[field])}, Desk(by))
    return contact


def former(name: str, value: Any, model: type[Model] = Contact) -> Any:
    """A recorded value as the operations take it: a key as the row it points at, if that is still there."""
    column = model._meta.get_field(name)
    if column.related_model is None or value is None:
        return value
    found = store.manager(column.related_model).filter(pk=value).first()
    if found is None:
        raise Refused("put_back.nothing", field=name)
    return found


def put_back_channel(contact: Contact, change: Change, by: Actor) -> Contact:
    """Give a channel the text and label it had before `change`."""
    channel = contact.channels.filter(pk=change.row).first()
    if channel is None:
        raise Refused("put_back.nothing", field="value")
    about(contact=str(contact), field_label=str(channel.get_kind_display()))
    wanted = {name: change.before[name] for name in ("value", "label") if name in change.before}
    channels.change_channel(channel=channel, **wanted, by=by)
    return contact


ADDRESSES: dict[str, type[AlternativeAddress | AddressRange]] = {
    "contacts.alternativeaddress": AlternativeAddress,
    "contacts.addressrange": AddressRange,
}


def put_back_address(contact: Contact, change: Change, field: str, by: Actor) -> Contact:
    """Give an alternative address, or a period of one, the value it had before `change`."""
    model, name = ADDRESSES[change.model], field.removesuffix("_id")
    row = model._default_manager.filter(contact=contact, pk=change.row).first()
    if row is None:
        raise Refused("put_back.nothing", field=field)
    about(contact=str(contact), field_label=str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    value = former(name, tracked(model).read(change.before)[field], model)
    if isinstance(row, AddressRange):
        address_ranges.change_range(range=row, values={name: value}, by=by)
    else:
        addresses.change_address(address=row, values={name: value}, by=by)
    return contact
