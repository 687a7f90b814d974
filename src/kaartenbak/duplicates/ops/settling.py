"""Settling what clashes when two cards become one, inside the operation that merges them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.ops.change import former as as_given
from kaartenbak.contacts.queries.removal import model_of, name_of
from kaartenbak.core.actor import Actor
from kaartenbak.core.parts import PARTS, Part
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates.queries.merging import Clash, clashes, refuse_unknown
from kaartenbak.duplicates.rules.merging import Choice, Resolved, Settled
from kaartenbak.history import store
from kaartenbak.history.registry import relations_to, tracked

SHOWN = 10


class Change(NamedTuple):
    """How rows of one table are changed by their own rules: the operation, what it calls the row, and the column of the key."""

    op: Callable[..., Any]
    row: str
    key: str
    read: Callable[[str], Any]


def day(text: str) -> Any:
    """A day in ISO form; another text stays one, and is refused where it is used."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


CHANGES: Mapping[type[Any], Change] = {
    AlternativeAddress: Change(addresses.change_address, "address", "code", str),
    AddressRange: Change(address_ranges.change_range, "range", "starts", day),
}


def settle(contact: Contact, duplicate: Contact, choice: Choice, by: Actor) -> None:
    """Leave behind, rename and drop rows of `duplicate` as `choice` says, until no key is in both cards.

    What differs in nothing goes silently. A conflict that `choice` does not settle is refused with all the others.
    """
    leave_behind(duplicate, choice)
    found = clashes(contact, duplicate)
    refuse_unknown(found, choice.resolve)
    if rename(found, choice.resolve, by):
        found = clashes(contact, duplicate)
    still_open = unsettled(found, choice.resolve)
    if still_open:
        raise conflicts(still_open)
    for clash in found:
        give_way(clash, choice.resolve.get(clash.table, {}).get(clash.key, Settled()), by)


def unsettled(found: list[Clash], resolve: Resolved) -> list[Clash]:
    """The clashes that nobody settled."""
    return [
        each
        for each in found
        if not each.same
        and (each.key not in resolve.get(each.table, {}) or resolve[each.table][each.key].rename)
    ]


def conflicts(found: list[Clash]) -> Refused:
    """The refusal that names them."""
    listed = [{"table": each.table, "key": each.key} for each in found]
    names = ", ".join(f"{shown_table(each)} {each.key}" for each in found[:SHOWN])
    return Refused("merge.conflicts", field="resolve", count=len(found), names=names, conflicts=listed)


def shown_table(clash: Clash) -> str:
    """What one row of the table is called, in the present language."""
    return str(model_of(clash.part)._meta.verbose_name)


def leave_behind(duplicate: Contact, choice: Choice) -> None:
    """Remove the rows that do not move along, with what points at them."""
    for part in PARTS:
        keys = choice.leave.get(name_of(part), frozenset())
        if keys:
            rows = store.manager(model_of(part)).filter(pk__in=keys, **{part.link: duplicate})
            remove_with_pointers(part, list(rows.values_list("pk", flat=True)))


def remove_with_pointers(part: Part, keys: list[int]) -> None:
    """Remove rows and the rows of the same card that point at them, such as the periods of an address."""
    for relation in relations_to(model_of(part)):
        pointing = {f"{relation.field.name}__in": keys}
        store.delete_many(store.manager(relation.related_model).filter(**pointing))
    store.delete_many(store.manager(model_of(part)).filter(pk__in=keys))


def rename(found: list[Clash], resolve: Resolved, by: Actor) -> bool:
    """Give rows of the duplicate another key where that was asked for; whether it was."""
    renamed = [
        (clash, settled.rename)
        for clash in found
        if (settled := resolve.get(clash.table, {}).get(clash.key)) and settled.rename
    ]
    for clash, key in renamed:
        model = model_of(clash.part)
        change = CHANGES.get(model)
        if change is None:
            raise Refused("merge.no_other_key", field="resolve", what=shown_table(clash), named=clash.key)
        row = store.manager(model).get(pk=clash.theirs["id"])
        change.op(**{change.row: row}, values={change.key: change.read(key)}, by=by)
    return bool(renamed)


def give_way(clash: Clash, settled: Settled, by: Actor) -> None:
    """Remove a row of the duplicate; what points at it points at the survivor's, which gets the fields that were picked."""
    model = model_of(clash.part)
    copy_fields(clash, settled, by)
    for relation in relations_to(model):
        pointing = store.manager(relation.related_model).filter(**{relation.field.name: clash.theirs["id"]})
        store.update_many(pointing, **{relation.field.attname: clash.mine["id"]})
    store.delete_many(store.manager(model).filter(pk=clash.theirs["id"]))


def copy_fields(clash: Clash, settled: Settled, by: Actor) -> None:
    """Give the survivor's row the picked values of the duplicate's."""
    if not settled.take:
        return
    model = model_of(clash.part)
    fields = tracked(model).fields
    wanted = {}
    for name in settled.take:
        column = next((each for each in (name, f"{name}_id") if each in fields), None)
        if column not in clash.differing:
            raise Refused("field.unknown", field="resolve", name=name[:60])
        wanted[name] = as_given(name, clash.theirs[column], model)
    row, change = store.manager(model).get(pk=clash.mine["id"]), CHANGES.get(model)
    if change is None:
        store.update(row, **wanted)
    else:
        change.op(**{change.row: row}, values=wanted, by=by)
