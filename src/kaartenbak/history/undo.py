"""Taking an operation back: every row becomes what it was, as far as nothing newer stands in the way."""

from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import about, operation
from kaartenbak.history.recording import running
from kaartenbak.history.registry import TRACKED, Row, Tracked, relations_to

Key = tuple[str, int]
BLOCK = 500


@dataclass(frozen=True)
class Conflict:
    """A value that has changed since: what the undone operation had made it, and what it is now.

    `field` is a column, or `record` when the row as a whole is gone, taken or still needed.
    """

    model: str
    row: int
    card: int | None
    field: str
    then: Any
    now: Any


@dataclass
class Net:
    """What one operation did to one row, all its changes taken together."""

    action: str
    card: int | None
    before: Row
    last: int


@dataclass
class Plan:
    """What an undo will do: rows to remove, values to put back, rows to bring back; and what stands in the way."""

    remove: dict[Key, int | None] = field(default_factory=dict)
    put_back: dict[Key, Row] = field(default_factory=dict)
    bring_back: dict[Key, Row] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def restored(self) -> int:
        """How many rows the undo changes."""
        return len(self.remove) + len(self.put_back) + len(self.bring_back)


@operation(needs="history.undo", title=_("Undid: {what}"))
def undo(*, entry: Operation, keep_newer: bool = False, by: Actor) -> Plan:
    """Take `entry` back. With conflicts nothing is done, unless `keep_newer` leaves the newer values as they are."""
    entry = Operation.objects.select_for_update().get(pk=entry.pk)
    refuse_undo(entry, by)
    plan = plan_undo(entry)
    if plan.conflicts and not keep_newer:
        raise Refused("undo.conflicts", count=len(plan.conflicts), conflicts=plan.conflicts, restored=plan.restored)
    if not plan.restored:
        raise Refused("undo.nothing")
    about(of_kind=entry.kind, of_facts=entry.facts, of=entry.pk)
    running().undoes = entry
    carry_out(plan)
    settle(entry, undone_by=running().entered())
    return plan


def refuse_undo(entry: Operation, by: Actor) -> None:
    """Refuse what is undone already, and what somebody else did unless the actor may undo anything."""
    if entry.undone_by_id:
        raise Refused("undo.already_undone")
    if entry.actor_id != by.user_id and not by.may("history.undo_any"):
        raise Refused("undo.not_yours")


def settle(entry: Operation, *, undone_by: Operation) -> None:
    """Mark `entry` as undone; if it was an undo itself, what it had undone is in force again."""
    Operation.objects.filter(pk=entry.pk).update(undone_by=undone_by)
    if entry.undoes_id:
        Operation.objects.filter(pk=entry.undoes_id).update(undone_by=None)


def carry_out(plan: Plan) -> None:
    """Remove, put back and bring back, through the gate. Foreign keys are checked when the transaction ends."""
    for label, keys in by_table(plan.remove).items():
        store.remove_unchecked(TRACKED[label].model, list(keys))
    for label, values in by_table(plan.put_back).items():
        store.update_each(TRACKED[label].model, values)
    for label, rows in by_table(plan.bring_back).items():
        store.create_many(TRACKED[label].model, [revived(TRACKED[label], row) for row in rows.values()])


def revived(table: Tracked, row: Row) -> models.Model:
    """The removed row again; its version goes on counting, so no reader takes it for the one he had."""
    if "version" in row:
        row = row | {"version": row["version"] + 1}
    return table.model(**row)


def by_table[V](found: dict[Key, V]) -> dict[str, dict[int, V]]:
    """The same, grouped by table."""
    tables: dict[str, dict[int, V]] = {}
    for (label, key), value in found.items():
        tables.setdefault(label, {})[key] = value
    return tables


def plan_undo(entry: Operation) -> Plan:
    """What undoing `entry` would do now; nothing is written."""
    plan = Plan()
    for label, rows in by_table(net_changes(entry)).items():
        if label in TRACKED:
            for block in batched(rows.items(), BLOCK):
                plan_rows(plan, TRACKED[label], dict(block))
    keep_what_is_needed(plan)
    refuse_taken_values(plan)
    return plan


def net_changes(entry: Operation) -> dict[Key, Net]:
    """What `entry` did to each row, its several changes of one row folded into one."""
    found: dict[Key, Net] = {}
    for change in entry.changes.order_by("-id").iterator(chunk_size=5_000):
        key = (change.model, change.row)
        later = found.get(key)
        before = change.before or {}
        if later is None:
            found[key] = Net(change.action, change.card, before, change.pk)
        elif change.action == Change.Action.CREATED and later.action == Change.Action.DELETED:
            del found[key]
        else:
            later.before = later.before | before
            later.action = later.action if change.action == Change.Action.UPDATED else change.action
    return found


def plan_rows(plan: Plan, table: Tracked, rows: dict[int, Net]) -> None:
    """Add to `plan` what becomes of these rows of one table."""
    present = {row["id"]: row for row in store.manager(table.model).filter(pk__in=rows).values(*table.fields)}
    since = values_since(table, rows)
    for key, net in rows.items():
        plan_row(plan, table, key, net, present.get(key), since.get(key, {}))


def plan_row(plan: Plan, table: Tracked, key: int, net: Net, present: Row | None, since: Row) -> None:
    """One row: `since` holds, for each value changed later, what this operation had made it."""
    where = (table.label, key)
    newer = [] if present is None else differing(table, present, since)
    clashes = [Conflict(*where, net.card, name, since[name], now) for name, now in newer]
    if net.action == Change.Action.DELETED:
        if present is None:
            plan.bring_back[where] = table.read(net.before)
    elif net.action == Change.Action.CREATED:
        plan.conflicts += clashes
        if present is not None and not clashes:
            plan.remove[where] = net.card
    elif present is None:
        plan.conflicts.append(Conflict(*where, net.card, "record", None, None))
    else:
        blocked = {clash.field for clash in clashes}
        plan.conflicts += [clash for clash in clashes if clash.field in net.before]
        former = {name: value for name, value in table.read(net.before).items() if name not in blocked}
        wanted = {name: value for name, value in former.items() if present[name] != value}
        if wanted:
            plan.put_back[where] = wanted


def differing(table: Tracked, present: Row, since: Row) -> list[tuple[str, Any]]:
    """The recorded values that are no longer what they were made, with what they are now."""
    now = table.stored(present)
    return [(name, now[name]) for name, made in since.items() if name in table.recorded and now[name] != made]


def values_since(table: Tracked, rows: dict[int, Net]) -> dict[int, Row]:
    """For each row, the values it had right after the operation, of those that were changed later."""
    later = Change.objects.filter(pk__gt=min(net.last for net in rows.values()), model=table.label, row__in=rows)
    if table.card:
        later = later.filter(card__in={net.card for net in rows.values()})
    else:
        later = later.filter(card__isnull=True)
    found: dict[int, Row] = {}
    for change in later.order_by("id"):
        if change.pk > rows[change.row].last and change.before is not None:
            found[change.row] = change.before | found.get(change.row, {})
    return found


def keep_what_is_needed(plan: Plan) -> None:
    """A row that others still point at cannot go: it stays, and so do the rows it points at in turn."""
    waiting = True
    while waiting:
        waiting = False
        for label, rows in by_table(plan.remove).items():
            for target, holder in still_pointing(plan, TRACKED[label], list(rows)):
                if plan.remove.pop((label, target), 0) != 0:
                    plan.conflicts.append(Conflict(label, target, rows[target], "record", None, holder))
                    waiting = True


def still_pointing(plan: Plan, table: Tracked, keys: list[int]) -> list[tuple[int, str]]:
    """Of `keys`, those that a row outside the plan points at, each with that row's name."""
    found = []
    for relation in relations_to(table.model):
        column = relation.field.attname
        label = relation.related_model._meta.label_lower
        for block in batched(keys, BLOCK):
            pointing = store.manager(relation.related_model).filter(**{f"{column}__in": block})
            for pk, target in pointing.values_list("pk", column):
                where = (label, pk)
                moves_away = column in plan.put_back.get(where, {}) and plan.put_back[where][column] != target
                if where not in plan.remove and not moves_away:
                    found.append((target, str(pointing.get(pk=pk))))
    return found


def refuse_taken_values(plan: Plan) -> None:
    """What comes back must find its place free: its key, its unique values and the rows it points at."""
    for wanted in (plan.bring_back, plan.put_back):
        for where, row in list(wanted.items()):
            clash = taken_value(plan, TRACKED[where[0]], where[1], row)
            if clash:
                name, holder = clash
                card = row.get(TRACKED[where[0]].card) if wanted is plan.bring_back else None
                plan.conflicts.append(Conflict(*where, card, name, str(row[name]), holder))
                del wanted[where]
    lonely = True
    while lonely:
        lonely = False
        for where, row in list(plan.bring_back.items()):
            missing = missing_target(plan, TRACKED[where[0]], row)
            if missing:
                plan.conflicts.append(Conflict(*where, row.get(TRACKED[where[0]].card), missing, str(row[missing]), None))
                del plan.bring_back[where]
                lonely = True


def taken_value(plan: Plan, table: Tracked, key: int, row: Row) -> tuple[str, str] | None:
    """The column of `row` whose unique value another row holds by now, with that row's name."""
    single = [(name,) for name, f in table.fields.items() if f.unique and not f.primary_key]
    several = [c.fields for c in table.model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    for names in (*single, *several):
        columns = [table.model._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
        if not columns or not all(name in row and row[name] is not None for name in columns):
            continue
        others = store.manager(table.model).filter(**{name: row[name] for name in columns}).exclude(pk=key)
        holder = next((o for o in others if not leaves(plan, (table.label, o.pk), columns)), None)
        if holder is not None:
            return columns[-1], str(holder)
    return None


def leaves(plan: Plan, where: Key, columns: list[str]) -> bool:
    """Whether the row at `where` gives these values up in the same undo."""
    return where in plan.remove or any(name in plan.put_back.get(where, {}) for name in columns)


def missing_target(plan: Plan, table: Tracked, row: Row) -> str | None:
    """The column of a row to bring back that points at a row which is neither there nor coming back."""
    for name, column in table.fields.items():
        target = column.related_model
        if target is None or row.get(name) is None:
            continue
        label = target._meta.label_lower  # type: ignore[union-attr]
        coming = (label, row[name]) in plan.bring_back
        if not coming and not store.manager(target).filter(pk=row[name]).exists():  # type: ignore[arg-type]
            return name
    return None
