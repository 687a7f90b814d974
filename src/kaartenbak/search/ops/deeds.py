"""The actions of a list, as the work of the capabilities that own them."""

from collections.abc import Sequence
from typing import Protocol

from kaartenbak.classification.ops import bulk as assigning
from kaartenbak.classification.ops.assign import refuse_reserved
from kaartenbak.classification.queries import plan_assign, plan_unassign
from kaartenbak.contacts.ops import many as changing
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history.operations import LongOperation
from kaartenbak.search.actions import Action, Verb
from kaartenbak.search.rules.tally import Tally
from kaartenbak.setup.models import CodeTable


class Deed(Protocol):
    """An action with its code: one operation, for as many blocks of contacts as there are."""

    operation: LongOperation

    def plan(self, cards: Cards) -> Tally:
        """What would become of these contacts."""

    def count(self, tally: Tally) -> None:
        """Let the title of the operation count on from what earlier blocks did."""

    def do(self, keys: Sequence[int]) -> Tally:
        """Deal with some contacts, inside a transaction of the operation."""


class Assigning:
    """Giving contacts a code, or taking it away."""

    def __init__(self, action: Action, code: CodeTable, by: Actor) -> None:
        self.adds, self.code = action.verb is Verb.ADD, code
        if self.adds:
            refuse_reserved(code)
        spec = assigning.ASSIGN if self.adds else assigning.UNASSIGN
        self.work = assigning.Work(spec.kind, [code], by)
        self.operation = self.work.entry

    def plan(self, cards: Cards) -> Tally:
        if self.adds:
            plan = plan_assign(contacts=cards, codes=[self.code])
            return Tally(plan.added, plan.already, plan.skipped)
        removal = plan_unassign(contacts=cards, codes=[self.code])
        return Tally(removal.removed, removal.absent)

    def count(self, tally: Tally) -> None:
        if self.adds:
            self.work.done.added = tally.changed
        else:
            self.work.done.removed = tally.changed

    def do(self, keys: Sequence[int]) -> Tally:
        done = self.work.told(self.work.add if self.adds else self.work.remove, keys)
        return Tally(done.added + done.removed, done.already + done.absent, done.reasons)


class Changing:
    """Setting a field of contacts to a code, or clearing it."""

    def __init__(self, action: Action, code: CodeTable | None, by: Actor) -> None:
        self.values, self.by = {action.field: code.code if code else ""}, by
        self.work = changing.Work(self.values, by)
        self.operation = self.work.entry

    def plan(self, cards: Cards) -> Tally:
        plan = changing.plan_change(contacts=cards, values=self.values, by=self.by)
        return Tally(plan.changed, plan.already, plan.skipped)

    def count(self, tally: Tally) -> None:
        self.work.done.changed = tally.changed

    def do(self, keys: Sequence[int]) -> Tally:
        done = self.work.told(keys)
        return Tally(done.changed, done.already, done.skipped)


def deed_of(action: Action, code: CodeTable | None, by: Actor) -> Deed:
    """What `by` does with an action; refused when this code cannot be given."""
    if action.verb is Verb.CHANGE:
        return Changing(action, code, by)
    if code is None:
        raise Refused("value.required", field="code")
    return Assigning(action, code, by)
