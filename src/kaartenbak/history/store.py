"""The one gate: the only code that creates, updates or deletes rows of tracked tables, single and in bulk.

Everything passes through an operation in progress (`history/operations.py`), which keeps what each row was before.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import Q

from kaartenbak.core.refusals import NotFound, Refused, Stale
from kaartenbak.history.recording import running
from kaartenbak.history.registry import Row, Tracked, relations_to, tracked

M = TypeVar("M", bound=models.Model)
BLOCK = 500


def lock(instance: M, version: int | None = None) -> M:
    """The row as it is now, held until the operation ends; refused when `version` is given and no longer the present one."""
    model = type(instance)
    present = manager(model).select_for_update(of=("self",)).filter(pk=instance.pk).first()
    if present is None:
        raise NotFound("record.not_found", what=str(model._meta.verbose_name), ref=str(instance))
    current = getattr(present, "version", None)
    if version is not None and version != current:
        raise Stale("version.stale", read=version, present=current)
    _remember(tracked(model), present)
    return present


def create(instance: M) -> M:
    """Insert one new row."""
    table = tracked(type(instance))
    instance.save(force_insert=True)
    row = table.row_of(instance)
    running().created(table, row)
    running().locked[table.label, row["id"]] = row
    return instance


def create_many(model: type[M], instances: Sequence[M]) -> list[M]:
    """Insert many new rows; each comes back with its key."""
    table = tracked(model)
    made = manager(model).bulk_create(instances, batch_size=_batch(table))
    for instance in made:
        running().created(table, table.row_of(instance))
    return made


def update(instance: models.Model, **values: Any) -> bool:
    """Change fields of one row, in the database and on `instance`; whether anything was different."""
    table = tracked(type(instance))
    row = _locked_row(table, instance)
    wanted = _columns(table, values)
    changed = {name: value for name, value in wanted.items() if row[name] != value}
    for name, value in values.items():
        setattr(instance, name, value)
    if not changed:
        return False
    manager(table.model).filter(pk=instance.pk).update(**changed)
    _note(table, row, changed)
    row |= changed
    return True


def update_many(rows: "models.QuerySet[Any]", **values: Any) -> int:
    """Give the same values to many rows; how many were different."""
    table = tracked(rows.model)
    wanted = _columns(table, values)
    differing = ~Q(**wanted) if len(wanted) == 1 and None not in wanted.values() else Q()
    found = rows.filter(differing).values_list("pk", flat=True) if wanted else []
    return update_each(rows.model, dict.fromkeys(found, wanted))


def update_each(model: type[models.Model], values: Mapping[int, Mapping[str, Any]]) -> int:
    """Give each row, by key, its own values; how many were different. Rows with equal changes share a statement."""
    table = tracked(model)
    count = 0
    for keys in batched(values, BLOCK):
        together: dict[tuple[tuple[str, Any], ...], list[int]] = {}
        unhashable: list[tuple[int, Row]] = []
        for row in manager(model).select_for_update().filter(pk__in=keys).order_by("pk").values(*table.fields):
            wanted = _columns(table, values[row["id"]])
            changed = {name: value for name, value in wanted.items() if row[name] != value}
            if not changed:
                continue
            count += 1
            _note(table, row, changed)
            running().locked.pop((table.label, row["id"]), None)
            if any(isinstance(value, (list, dict)) for value in changed.values()):
                unhashable.append((row["id"], changed))
            else:
                together.setdefault(tuple(changed.items()), []).append(row["id"])
        for pairs, found in together.items():
            manager(model).filter(pk__in=found).update(**dict(pairs))
        for key, changed in unhashable:
            manager(model).filter(pk=key).update(**changed)
    return count


def delete(instance: models.Model) -> None:
    """Remove one row; refused while others point at it."""
    delete_many(manager(type(instance)).filter(pk=instance.pk))


def delete_many(rows: "models.QuerySet[Any]") -> int:
    """Remove many rows; refused while rows outside them point at one of them."""
    table = tracked(rows.model)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for block in batched(keys, BLOCK):
        refuse_if_referenced(table, block)
        _remove(table, block)
    return len(keys)


def remove_unchecked(model: type[models.Model], keys: Iterable[int]) -> None:
    """Remove rows of which the caller knows that nothing points at them any more when the operation ends."""
    table = tracked(model)
    for block in batched(keys, BLOCK):
        _remove(table, block)


def refuse_if_referenced(table: Tracked, keys: Sequence[int]) -> None:
    """Refuse when a row of any table points at one of `keys`; those keys themselves do not count."""
    for relation in relations_to(table.model):
        other = relation.related_model
        pointing = manager(other).filter(**{f"{relation.field.name}__in": keys})
        if other is table.model:
            pointing = pointing.exclude(pk__in=keys)
        holder = pointing.first()
        if holder is not None:
            raise Refused("record.in_use", what=str(table.model._meta.verbose_name), by=str(holder))


def _remove(table: Tracked, keys: Sequence[int]) -> None:
    rows = manager(table.model).filter(pk__in=keys)
    for row in rows.select_for_update().values(*table.fields):
        running().deleted(table, table.stored(row))
        running().locked.pop((table.label, row["id"]), None)
    # The framework's own deletion would look for cascades; there are none, and what points here was checked.
    rows._raw_delete(rows.db)


def manager(model: type[M]) -> "models.Manager[M]":
    """The table's plain manager."""
    return cast("models.Manager[M]", model._base_manager)


def _columns(table: Tracked, values: Mapping[str, Any]) -> Row:
    """Field names and instances as column names and keys."""
    found = {}
    for name, value in values.items():
        column = table.model._meta.get_field(name)
        found[cast(str, column.attname)] = value.pk if isinstance(value, models.Model) else value  # type: ignore[union-attr]
    return found


def _locked_row(table: Tracked, instance: models.Model) -> Row:
    """The row as the database has it, read under a lock once per operation."""
    key = (table.label, cast(int, instance.pk))
    if key not in running().locked:
        lock(instance)
    return running().locked[key]


def _remember(table: Tracked, present: models.Model) -> None:
    running().locked[table.label, cast(int, present.pk)] = table.row_of(present)


def _note(table: Tracked, row: Row, changed: Row) -> None:
    before = {name: row[name] for name in changed if name not in table.untracked}
    if before:
        running().updated(table, row, table.stored(before))


def _batch(table: Tracked) -> int:
    return max(1, 30_000 // len(table.fields))
