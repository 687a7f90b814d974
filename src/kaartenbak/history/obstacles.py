"""What stands in the way of an undo besides newer values: rows still pointed at, values taken, targets gone,
rules broken.

Each check takes out of the plan what cannot be done and notes why; they are repeated until nothing more falls
out, since one row's staying may be another's obstacle. All of them look at many rows with one query.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import reduce
from itertools import batched
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.planning import BLOCK, Plan, present_rows, rows_to_bring_back
from kaartenbak.history.registry import TRACKED, Row, Tracked, card_table, relations_to

ROWS_PER_QUESTION = 100


def clear(plan: Plan) -> None:
    """Take out of `plan` what cannot be done."""
    while sum(check(plan) for check in CHECKS):
        pass


def keep_what_is_needed(plan: Plan) -> int:
    """A row that others still point at cannot go. How many stay."""
    stay = 0
    for label in list(plan.remove):
        for target, holder in still_pointing(plan, TRACKED[label]):
            if target in plan.remove[label]:
                plan.clash(TRACKED[label], target, "record", None, holder)
                del plan.remove[label][target]
                stay += 1
    return stay


def still_pointing(plan: Plan, table: Tracked) -> Iterator[tuple[int, str]]:
    """Of the rows to remove, those that a row outside the plan points at, each with that row's name."""
    for relation in relations_to(table.model):
        other, column = relation.related_model, relation.field.attname
        label = other._meta.label_lower
        removed, put_back = plan.remove.get(label, {}), plan.put_back.get(label, {})
        for block in batched(list(plan.remove[table.label]), BLOCK):
            pointing = store.manager(other).filter(among(column, block)).values_list("pk", column)
            holders = {
                target: key
                for key, target in pointing
                if key not in removed and put_back.get(key, {}).get(column, target) == target
            }
            names = store.manager(other).in_bulk(holders.values())
            yield from ((target, str(names[key])) for target, key in holders.items())


def keep_whole_cards(plan: Plan) -> int:
    """A card that stays keeps what it was made with. How many rows stay."""
    staying = plan.made - plan.remove[card_table().label].keys()
    stay = 0
    for rows in plan.remove.values():
        for key in [key for key, card in rows.items() if card in staying]:
            del rows[key]
            stay += 1
    return stay


def refuse_missing_targets(plan: Plan) -> int:
    """What comes back may only point at rows that are there. How many values or rows fall out."""
    fallen = 0
    for table, rows in coming(plan):
        keys = {name: f for name, f in table.fields.items() if isinstance(f, models.ForeignKey)}
        for name, column in keys.items():
            gone = missing(plan, column, {row.get(name) for row in rows.values()})
            for key in [key for key, row in rows.items() if row.get(name) in gone]:
                fallen += drop(plan, table, key, [name], str(rows[key][name]), None)
    return fallen


def missing(plan: Plan, column: Any, wanted: set[Any]) -> set[Any]:
    """Of the keys that a foreign key would point at, those that will not be there."""
    target = column.related_model
    label = target._meta.label_lower
    wanted = wanted - {None} - plan.bring_back[label].keys()
    if not wanted:
        return set()
    there = set(store.manager(target).filter(among("pk", wanted)).values_list("pk", flat=True))
    return wanted - (there - plan.remove[label].keys())


def refuse_taken_values(plan: Plan) -> int:
    """What comes back must find its unique values free. How many values or rows fall out."""
    plan.exchanging.clear()
    fallen = 0
    claimed: dict[tuple[str, tuple[str, ...], tuple[Any, ...]], int] = {}
    for table, rows in coming(plan):
        for names in unique_sets(table):
            for block in batched(complete(table, rows, names).items(), ROWS_PER_QUESTION):
                wanted = dict(block)
                taken = holders(plan, table, names, wanted)
                for key, values in wanted.items():
                    rival = claimed.setdefault((table.label, names, values), key)
                    holder = taken.get(values) or (f"{table.label} {rival}" if rival != key else None)
                    if holder is not None:
                        fallen += drop(plan, table, key, names, str(values[-1]), holder)
    return fallen


def unique_sets(table: Tracked) -> list[tuple[str, ...]]:
    """The columns, alone or together, whose values no two rows of a table share."""
    single = [(name,) for name, f in table.fields.items() if f.unique and not f.primary_key]
    return [*single, *(columns for columns, _ in unique_constraints(table))]


def unique_constraints(table: Tracked) -> list[tuple[tuple[str, ...], models.UniqueConstraint]]:
    """The table's declared constraints of this sort, each with its columns."""
    columns = {f.name: name for name, f in table.fields.items()}
    declared = [each for each in table.model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return [(tuple(columns[name] for name in each.fields), each) for each in declared if each.fields]


def complete(table: Tracked, rows: dict[int, Row], names: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
    """The values that rows will have in these columns; a row that keeps them is left out, and so are empty
    ones.
    """
    changing = {key: row for key, row in rows.items() if not row.keys().isdisjoint(names)}
    partial = [key for key, row in changing.items() if not row.keys() >= set(names)]
    present = present_rows(table, partial, hold=False) if partial else {}
    values = {
        key: tuple((present.get(key, {}) | row)[name] for name in names) for key, row in changing.items()
    }
    nulls_count = not nulls_distinct(table, names)
    return {key: found for key, found in values.items() if nulls_count or None not in found}


def nulls_distinct(table: Tracked, names: tuple[str, ...]) -> bool:
    """Whether two rows may both be empty in one of these columns."""
    return all(
        columns != names or each.nulls_distinct is not False for columns, each in unique_constraints(table)
    )


def holders(
    plan: Plan, table: Tracked, names: tuple[str, ...], wanted: dict[int, tuple[Any, ...]]
) -> dict[tuple[Any, ...], str]:
    """Which of the wanted values rows hold that do not give them up in this undo, with those rows' names."""
    if not wanted:
        return {}
    places = {values: key for key, values in wanted.items()}
    found = {}
    for holder in store.manager(table.model).filter(any_of(names, places)):
        values = tuple(getattr(holder, name) for name in names)
        if holder.pk == places.get(values) or holder.pk in plan.remove[table.label]:
            continue
        if plan.put_back[table.label].get(holder.pk, {}).keys().isdisjoint(names):
            found[values] = str(holder)
        elif places[values] in plan.put_back[table.label]:
            plan.exchanging[table.label] |= {holder.pk, places[values]}
    return found


def any_of(names: Sequence[str], wanted: Collection[tuple[Any, ...]]) -> Q:
    """The condition for rows that hold one of these sets of values; of one column it is a list, which costs a tenth."""
    if len(names) == 1 and (None,) not in wanted:
        return Q(**{f"{names[0]}__in": [value for (value,) in wanted]})
    return reduce(or_, [same_values(names, values) for values in wanted])


def same_values(names: Sequence[str], values: Sequence[Any]) -> Q:
    """The condition for rows that hold `values` in these columns."""
    pairs = zip(names, values, strict=True)
    return Q(**dict((f"{name}__isnull", True) if value is None else (name, value) for name, value in pairs))


def refuse_broken_rules(plan: Plan) -> int:
    """A row that will hold newer values beside the former ones must still satisfy the checks of its table."""
    fallen = 0
    for label, keys in list(plan.mixed.items()):
        table = TRACKED[label]
        checks = [c for c in table.model._meta.constraints if isinstance(c, models.CheckConstraint)]
        put_back = plan.put_back[label]
        for key, row in present_rows(table, [key for key in keys if key in put_back], hold=False).items():
            instance = table.model(**(row | put_back[key]))
            if any(breaks(check, instance) for check in checks):
                fallen += drop(plan, table, key, list(put_back[key]), None, str(instance), named="record")
    return fallen


def breaks(check: models.CheckConstraint, instance: models.Model) -> bool:
    """Whether a row would break a check of its table."""
    try:
        check.validate(type(instance), instance)
    except ValidationError:
        return True
    return False


def coming(plan: Plan) -> Iterator[tuple[Tracked, dict[int, Row]]]:
    """The rows and values that come back, in blocks; a copy, so that what falls out may be taken from the
    plan.
    """
    for label in list(plan.bring_back):
        yield from ((TRACKED[label], rows) for rows in rows_to_bring_back(plan, TRACKED[label]))
    for label in list(plan.put_back):
        for block in batched(list(plan.put_back[label].items()), BLOCK):
            yield TRACKED[label], {key: dict(row) for key, row in block}


def drop(
    plan: Plan, table: Tracked, key: int, names: Iterable[str], then: Any, now: Any, *, named: str = ""
) -> int:
    """Take a row to bring back, or these values of a row, out of the plan; 1 when it was still in it."""
    row = plan.put_back[table.label].get(key)
    falling = [name for name in names if row is None or name in row]
    if row is None:
        if plan.bring_back[table.label].pop(key, None) is None:
            return 0
    elif falling:
        for name in falling:
            del row[name]
        if not row:
            del plan.put_back[table.label][key]
        plan.mixed[table.label].add(key)
    else:
        return 0
    plan.clash(table, key, named or falling[-1], then, now)
    return 1


CHECKS: Sequence[Callable[[Plan], int]] = (
    keep_what_is_needed,
    keep_whole_cards,
    refuse_missing_targets,
    refuse_taken_values,
    refuse_broken_rules,
)
