"""Taking an operation back: every row becomes what it was, as far as nothing newer stands in the way."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history import store
from kaartenbak.history.bulk import as_json
from kaartenbak.history.events import WHOLE, Restored
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.obstacles import clear
from kaartenbak.history.operations import OPERATIONS, about, operation
from kaartenbak.history.planning import Conflict, Plan, plan_changes, present_rows, rows_to_bring_back
from kaartenbak.history.recording import running
from kaartenbak.history.registry import TRACKED, card_table
from kaartenbak.jobs.progress import report

ROWS_PER_STEP = 2_000

__all__ = ["Conflict", "Plan", "plan_undo", "put_back", "undo"]


@operation(needs="history.undo", title=_("Undid: {what}"))
def undo(*, entry: Operation, keep_newer: bool = False, by: Actor) -> Plan:
    """Take `entry` back. With conflicts nothing is done, unless `keep_newer` leaves the newer values as they
    are.
    """
    entry = Operation.objects.select_for_update().get(pk=entry.pk)
    refuse_undo(entry, by)
    plan = plan_undo(entry, hold=True)
    refuse_conflicts(plan, keep_newer=keep_newer)
    about(of_kind=entry.kind, of_facts=entry.facts, of=entry.pk)
    running().undoes = entry
    carry_out(plan)
    settle(entry, undone_by=running().entered())
    return plan


@operation(needs="history.undo", title=_("Put back a value in {what}"))
def put_back(*, change: Change, field: str = "", by: Actor) -> Plan:
    """Give one field of a row the value that `change` took away; without `field`, bring back the row it
    removed.
    """
    refuse_without_permission(change.operation, by)
    table, plan = TRACKED[change.model], Plan()
    plan.cards[change.model, change.row] = change.card
    present = present_rows(table, [change.row], hold=True).get(change.row)
    removed = change.action == Change.Action.DELETED
    if not field and removed and present is None:
        plan.bring_back[change.model][change.row] = as_json(change.before)
    elif field in table.recorded and present is not None and field in (change.before or {}):
        former = table.read({field: change.before[field]})
        if former[field] != present[field]:
            plan.put_back[change.model][change.row] = former
            plan.mixed[change.model].add(change.row)
    clear(plan)
    refuse_conflicts(plan, keep_newer=False)
    about(table=change.model, field=field, of=change.operation_id)
    carry_out(plan)
    return plan


def plan_undo(entry: Operation, *, hold: bool = False) -> Plan:
    """What undoing `entry` would do now; nothing is written. `hold` keeps its rows from others until the
    operation ends.
    """
    plan = plan_changes(entry, hold=hold)
    clear(plan)
    return plan


def refuse_undo(entry: Operation, by: Actor) -> None:
    """Refuse what is undone already, and what the actor might not have done or may not take back."""
    if entry.undone_by_id:
        raise Refused("undo.already_undone")
    if entry.kind in OPERATIONS and not OPERATIONS[entry.kind].changes:
        raise Refused("undo.changed_nothing")
    if (entry.actor_id != by.user_id or by.user_id is None) and not by.may("history.undo_any"):
        raise Refused("undo.not_yours")
    refuse_without_permission(entry, by)


def refuse_without_permission(entry: Operation, by: Actor) -> None:
    """Taking something back needs the permission to do it; of an undo, that of what it undid."""
    while entry.undoes is not None:
        entry = entry.undoes
    spec = OPERATIONS.get(entry.kind)
    needs = spec.needs if spec else "history.undo_any"
    if not by.may(needs):
        raise NotAllowed(needs)


def refuse_conflicts(plan: Plan, *, keep_newer: bool) -> None:
    """Refuse a plan with conflicts, and one that does nothing."""
    if plan.conflicts and not keep_newer:
        raise Refused(
            "undo.conflicts", count=len(plan.conflicts), conflicts=plan.conflicts, restored=plan.restored
        )
    if not plan.restored:
        raise Refused("undo.nothing")


def settle(entry: Operation, *, undone_by: Operation) -> None:
    """Mark `entry` as undone. If it was an undo, what it had undone is in force again, and what that had
    undone is not.
    """
    Operation.objects.filter(pk=entry.pk).update(undone_by=undone_by)
    in_force = True
    while entry.undoes is not None:
        entry, former = entry.undoes, entry
        Operation.objects.filter(pk=entry.pk).update(undone_by=None if in_force else former)
        in_force = not in_force


def carry_out(plan: Plan) -> None:
    """Remove, put back and bring back, through the gate. Foreign keys are checked when the transaction
    ends.
    """
    steps = Steps(plan.restored)
    for label, keys in plan.remove.items():
        for block in steps.through(keys):
            store.remove_unchecked(TRACKED[label].model, block)
    for label, values in plan.put_back.items():
        exchanging = plan.exchanging[label] & values.keys()
        store.replace_each(TRACKED[label].model, {key: values[key] for key in exchanging})
        for block in steps.through(values.keys() - exchanging):
            store.update_each(TRACKED[label].model, {key: values[key] for key in block})
    for label in plan.bring_back:
        for rows in rows_to_bring_back(plan, TRACKED[label]):
            store.create_rows(TRACKED[label].model, list(rows.values()))
            steps.tell(len(rows))
    # A card that comes back is not new: its version goes on counting, so no reader takes it for the one he
    # had.
    running().fresh -= plan.bring_back[card_table().label].keys()
    told = (restored_rows(plan), frozen(plan.mixed), removed_from(plan))
    publish(Restored(*told, kept_newer=bool(plan.conflicts)))


@dataclass
class Steps:
    """How far an undo is, told to whoever listens; he may end it, and then nothing was done."""

    total: int
    done: int = 0

    def through(self, keys: Collection[int]) -> Iterator[tuple[int, ...]]:
        """Keys in their order, in blocks, telling of each when it has been dealt with."""
        for block in batched(sorted(keys), ROWS_PER_STEP):
            yield block
            self.tell(len(block))

    def tell(self, rows: int) -> None:
        """Tell that some more rows have been dealt with."""
        self.done += rows
        report(self.done, self.total)


def restored_rows(plan: Plan) -> dict[str, dict[frozenset[str], frozenset[int]]]:
    """The rows that were given former values, by the columns of these, or brought back whole."""
    found: dict[str, dict[frozenset[str], set[int]]] = {}
    for label, values in plan.put_back.items():
        for key, row in values.items():
            found.setdefault(label, {}).setdefault(frozenset(row), set()).add(key)
    for label, rows in plan.bring_back.items():
        if rows:
            found.setdefault(label, {}).setdefault(WHOLE, set()).update(rows)
    return {label: frozen(by_columns) for label, by_columns in found.items()}


def removed_from(plan: Plan) -> dict[str, frozenset[int]]:
    """The cards of the rows that were taken away."""
    return frozen(
        {label: {card for card in rows.values() if card is not None} for label, rows in plan.remove.items()}
    )


def frozen[K](rows: Mapping[K, Iterable[int]]) -> dict[K, frozenset[int]]:
    return {name: frozenset(keys) for name, keys in rows.items() if keys}
