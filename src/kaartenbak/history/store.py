"""The one gate: the only code that creates, updates or deletes rows of tracked tables, single and in bulk.

Everything passes through an operation in progress (`history/operations.py`), which keeps what each row was
before.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import batched
from operator import itemgetter
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, models

from kaartenbak.core.refusals import NotFound, Refused, Stale
from kaartenbak.history import bulk
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.history.recording import running
from kaartenbak.history.registry import Row, Tracked, own, relations_to, tracked

M = TypeVar("M", bound=models.Model)
BLOCK = 500


def lock[M: models.Model](instance: M, version: int | None = None) -> M:
    """The row as it is now, held until the operation ends; refused when `version` is given and no longer the
    present one.
    """
    model = type(instance)
    present: M | None = held_row(model).first(key=instance.pk)
    if present is None:
        raise NotFound("record.not_found", what=str(model._meta.verbose_name), ref=str(instance))
    current = getattr(present, "version", None)
    if version is not None and version != current:
        raise Stale("version.stale", read=version, present=current)
    _remember(tracked(model), present)
    return present


@cache
def held_row(model: type[models.Model]) -> Prepared[Any]:
    """The read of one row of a table that is held. Others may still refer to it, so it is not locked against that."""
    return Prepared(lambda: manager(model).select_for_update(no_key=True).filter(pk=Given("key")).order_by())


def create[M: models.Model](instance: M) -> M:
    """Insert one new row."""
    table = tracked(type(instance))
    instance.save(force_insert=True)
    running().created(table, _remember(table, instance))
    return instance


def create_many[M: models.Model](model: type[M], instances: Sequence[M]) -> list[M]:
    """Insert many new rows; each gets its key. Their values must be of the types of their columns."""
    table = tracked(model)
    values_of = itemgetter(*table.fields)
    for name, column in table.fields.items():
        if isinstance(column, models.DateField) and (column.auto_now or column.auto_now_add):
            for instance in instances:
                setattr(instance, name, column.pre_save(instance, add=True))
    # The framework asks on each reading of a key whether it was read yet; those of new rows were.
    columns = [vars(instance) for instance in instances]
    without_key = [row for row in columns if row["id"] is None]
    for row, key in zip(without_key, bulk.take_keys(model, len(without_key)), strict=True):
        row["id"] = key
    _insert(table, [values_of(row) for row in columns])
    for instance in instances:
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
    return list(instances)


def create_rows(model: type[models.Model], rows: Sequence[Row]) -> list[int]:
    """Insert many new rows given as values by column (`contact_id`), the fastest way; gives their keys, in order.

    All rows name the same columns, with values of the types of the columns; a column they leave out gets its default.
    """
    if not rows:
        return []
    table = tracked(model)
    given = [name for name in rows[0] if name != "id"]
    left_out = {name: f for name, f in table.fields.items() if name not in given and name != "id"}
    made = {name: f.get_default for name, f in left_out.items() if f.has_default() and callable(f.default)}
    fixed = {name: f.get_default() for name, f in left_out.items() if name not in made}
    keys = [row["id"] for row in rows] if "id" in rows[0] else list(bulk.take_keys(model, len(rows)))
    constants, makers = tuple(fixed.values()), tuple(made.values())
    told = [(key, *map(row.__getitem__, given), *constants) for key, row in zip(keys, rows, strict=True)]
    values = [(*row, *(make() for make in makers)) for row in told] if makers else told
    _insert(table, values, ["id", *given, *fixed, *made])
    return keys


def update(instance: models.Model, **values: Any) -> bool:
    """Change fields of one row, in the database and on `instance`; whether anything was different."""
    table = tracked(type(instance))
    row = _locked_row(table, instance)
    changed = _changed(table, row, values)
    for name, value in values.items():
        setattr(instance, name, value)
    if not changed:
        return False
    manager(table.model).filter(pk=instance.pk).update(**changed)
    running().updated(table, row, changed)
    row |= changed
    return True


def update_many(rows: "models.QuerySet[Any]", **values: Any) -> int:
    """Give the same values to many rows; how many were different."""
    return update_each(rows.model, dict.fromkeys(rows.values_list("pk", flat=True), values))


def update_each(model: type[models.Model], values: Mapping[int, Mapping[str, Any]]) -> int:
    """Give each row, by key, its own values; how many were different. Rows that change the same columns share
    a statement.

    Keys of rows that are gone are passed over.
    """
    table = tracked(model)
    count = 0
    for keys in batched(sorted(values), BLOCK):
        rows = _held(table, keys, _needed(table, (values[key] for key in keys)))
        changes = [(row, _changed(table, row, values[row["id"]])) for row in rows]
        differing = [(row, changed) for row, changed in changes if changed]
        _write(table, {row["id"]: changed for row, changed in differing})
        running().updated_many(table, differing)
        count += len(differing)
    return count


def replace_each(model: type[models.Model], values: Mapping[int, Mapping[str, Any]]) -> None:
    """As `update_each`, for rows that exchange unique values: all are taken out before they are put in again.

    Who points at them does not notice, since foreign keys are checked when the transaction ends.
    """
    table = tracked(model)
    for keys in batched(sorted(values), BLOCK):
        present = {row["id"]: row for row in _held(table, keys, table.fields)}
        changed = {key: _changed(table, row, values[key]) for key, row in present.items()}
        for key, row in present.items():
            running().updated(table, row, changed[key])
            running().locked.pop((table.label, key), None)
        rows = manager(model).filter(bulk.among("pk", keys))
        rows._raw_delete(rows.db)
        new = [tuple((row | changed[key]).values()) for key, row in present.items()]
        bulk.insert(model, list(table.fields.values()), new)


def delete(instance: models.Model) -> None:
    """Remove one row; refused while others point at it."""
    delete_many(manager(type(instance)).filter(pk=instance.pk))


def delete_many(rows: "models.QuerySet[Any]") -> int:
    """Remove many rows; refused while rows outside them point at one of them."""
    table = tracked(rows.model)
    keys = set(rows.values_list("pk", flat=True))
    for block in batched(sorted(keys), BLOCK):
        refuse_if_referenced(table, block, going=keys)
    remove_unchecked(rows.model, keys)
    return len(keys)


def remove_unchecked(model: type[models.Model], keys: Iterable[int]) -> None:
    """Remove rows of which the caller knows that nothing points at them any more when the operation ends."""
    table = tracked(model)
    for block in batched(sorted(keys), BLOCK):
        for row in _held(table, block, table.fields, for_good=True):
            running().deleted(table, row)
            running().locked.pop((table.label, row["id"]), None)
        # The framework's own deletion would look for cascades; there are none, and what points here was
        # checked.
        rows = manager(model).filter(bulk.among("pk", block))
        rows._raw_delete(rows.db)


def refuse_if_referenced(table: Tracked, keys: Sequence[int], going: Iterable[int] = ()) -> None:
    """Refuse when a row of any table points at one of `keys`; rows of the same table that are `going` do not
    count.
    """
    for relation in relations_to(table.model):
        other = relation.related_model
        pointing = manager(other).filter(bulk.among(relation.field.attname, keys))
        if other is not table.model:
            holder = pointing.first()
        else:
            staying = set(pointing.values_list("pk", flat=True)) - set(going or keys)
            holder = pointing.filter(pk=min(staying)).first() if staying else None
        if holder is not None:
            raise Refused("record.in_use", what=str(table.model._meta.verbose_name), by=str(holder))


def manager[M: models.Model](model: type[M]) -> "models.Manager[M]":
    """The table's plain manager, on the database that is written to."""
    return model._base_manager.db_manager(DEFAULT_DB_ALIAS)


def _held(
    table: Tracked, keys: Sequence[int], names: Iterable[str], *, for_good: bool = False
) -> Iterable[Row]:
    """The rows with these keys as they are now, held until the operation ends, in the order of their keys."""
    rows = manager(table.model).select_for_update(no_key=not for_good)
    return rows.filter(bulk.among("pk", keys)).order_by("pk").values(*names)


def _needed(table: Tracked, values: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """The columns to look at before rows get these values: all of them when rows go to another card."""
    changing = {table.columns[name][0] for name in set().union(*values)}
    return table.fields if table.card in changing else changing | {"id", table.card or "id"}


def _insert(table: Tracked, rows: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> None:
    """Insert and note rows given as values in the order of `names` (of the fields, when left out)."""
    names = names or list(table.fields)
    bulk.insert(table.model, [table.fields[name] for name in names], rows)
    recorder, key = running(), names.index("id")
    card = names.index(table.card) if table.card else None
    cards = {row[key]: None if card is None else row[card] for row in rows}
    back = recorder.noted[table.label].keys() & cards.keys()
    recorder.created_many(table, {row: of for row, of in cards.items() if row not in back} if back else cards)
    if table.card and not recorder.made.add(table.label, names, rows):
        recorder.made.others |= set(cards.values())
    for row in rows if back else ():
        # Only a row that this operation had removed is compared with what it was.
        if row[key] in back:
            recorder.created(table, dict(zip(names, row, strict=True)))


def _write(table: Tracked, changes: Mapping[int, Row]) -> None:
    """Give rows their new values: those that change the same columns together, those that become equal at
    once.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for key, changed in changes.items():
        groups.setdefault(tuple(changed), []).append(key)
    for names, keys in groups.items():
        first = changes[keys[0]]
        if all(changes[key] == first for key in keys):
            manager(table.model).filter(bulk.among("pk", keys)).update(**first)
        else:
            columns = [table.fields[name] for name in names]
            bulk.update(table.model, columns, [(*changes[key].values(), key) for key in keys])


def _changed(table: Tracked, row: Row, values: Mapping[str, Any]) -> Row:
    """Of `values` by field name those that `row` does not have, by column name and in the column's type."""
    found, columns = {}, table.columns
    for name, value in values.items():
        own_name, taken, column = columns[name]
        if value.__class__ is not taken and value is not None:
            value = value.pk if isinstance(value, models.Model) else own(column.to_python(value))
        if row[own_name] != value:
            found[own_name] = value
    return found


def _locked_row(table: Tracked, instance: models.Model) -> Row:
    """The row as the database has it, read under a lock once per operation."""
    key = (table.label, cast(int, instance.pk))
    if key not in running().locked:
        lock(instance)
    return running().locked[key]


def _remember(table: Tracked, present: models.Model) -> Row:
    row = running().locked[table.label, cast(int, present.pk)] = table.row_of(present)
    return row
