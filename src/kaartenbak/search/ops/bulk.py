"""One action on many contacts: told beforehand, done at once when they are few, else in the background as one operation."""

from functools import partial
from itertools import batched

from django.db import transaction

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.recording import running
from kaartenbak.jobs import board
from kaartenbak.jobs.definition import job
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import acting_as, report
from kaartenbak.search.actions import ACTIONS, Action
from kaartenbak.search.models import BulkChange
from kaartenbak.search.ops import keeping
from kaartenbak.search.ops.deeds import deed_of
from kaartenbak.search.rules.selection import Selection, unpacked
from kaartenbak.search.rules.tally import Tally
from kaartenbak.search.selections import cards_of
from kaartenbak.setup.models import CodeTable

# So many contacts are dealt with while the reader waits.
AT_ONCE = 500
# So many in one transaction: others who write wait for no more than one of these.
CONTACTS_PER_BLOCK = 2_000
# Their order is that of their names, so one that comes before that of the record is done.
KINDS = (Contact.Kind.COMPANY.value, Contact.Kind.PERSON.value)


def is_long(contacts: int) -> bool:
    """Whether these are too many contacts to wait for."""
    return contacts > AT_ONCE


def preview(action: Action, cards: Cards, code: CodeTable | None, *, by: Actor) -> Tally:
    """What would become of these contacts; refused when the code cannot be given."""
    return deed_of(action, code, by).plan(cards)


def make(action: Action, cards: Cards, code: CodeTable | None, *, by: Actor) -> tuple[Tally, int | None]:
    """Do it here and now, in one transaction; what came of it, and the entry in the history."""
    deed = deed_of(action, code, by)
    keys = list(cards.order_by("kind", "pk").values_list("pk", flat=True).distinct())
    tally = deed.operation.run(partial(deed.do, keys))
    return tally, deed.operation.entry.pk if deed.operation.entry else None


def queue(action: Action, selection: Selection, code: CodeTable | None, *, by: Actor) -> BulkChange:
    """Have it done in the background, acting as `by`."""
    deed_of(action, code, by)
    with transaction.atomic():
        record = keeping.begin(
            action=action.name,
            code=code.pk if code else None,
            selection=selection.packed(),
            total=cards_of(selection, by=by).count(),
            user_id=by.user_id,
        )
        keeping.keep_job(record, change_selected.queue(record=record.pk, by=by).pk)
    return record


@job
def change_selected(*, record: int) -> dict[str, int | None]:
    """Change selected contacts, from where an earlier attempt was stopped."""
    kept = BulkChange.objects.get(pk=record)
    if not kept.over:
        Sweep(kept, acting_as()).run()
    return {"bulk_change": kept.pk, "operation": kept.operation_id}


class Sweep:
    """A run through the selected contacts, block by block: companies, then people, each in the order of their keys.

    A person who is selected together with his company finds it changed already, and goes on following it.
    """

    def __init__(self, record: BulkChange, by: Actor) -> None:
        self.record = record
        self.cards = cards_of(unpacked(record.selection), by=by)
        self.deed = deed_of(ACTIONS[record.action], code_to_give(record), by)
        self.deed.operation.entry = record.operation

    def run(self) -> None:
        """Deal with all contacts that are not dealt with yet."""
        remaining = {kind: self.remaining(kind) for kind in KINDS}
        total, left = self.record.total, sum(map(len, remaining.values()))
        for kind, keys in remaining.items():
            for block in batched(keys, CONTACTS_PER_BLOCK):
                self.deed.count(self.record.tally)
                self.deed.operation.run(partial(self.deal, kind, block))
                self.record.refresh_from_db()
                left -= len(block)
                report(max(total - left, 0), total)
        keeping.finish(self.record)

    def remaining(self, kind: str) -> list[int]:
        """The keys of the contacts of one type that are still to be dealt with."""
        if kind < self.record.kind:
            return []
        after = self.record.position if kind == self.record.kind else 0
        found = self.cards.filter(kind=kind, pk__gt=after).order_by("pk")
        return list(found.values_list("pk", flat=True).distinct())

    def deal(self, kind: str, block: tuple[int, ...]) -> None:
        """Some contacts and how far they take the record, in one transaction."""
        tally = self.deed.do(block)
        entry = running().entered() if running().writes else None
        keeping.move(self.record, kind, block[-1], tally, entry)


def stop(record: BulkChange) -> None:
    """Let the work end after the block in hand; what is done stays, and can be undone."""
    job = job_of(record)
    if job is not None:
        board.ask_to_stop(job)


def job_of(record: BulkChange) -> Job | None:
    """The work on a record, as long as it is remembered."""
    return Job.objects.filter(pk=record.job_id).first() if record.job_id else None


def code_of(record: BulkChange) -> CodeTable | None:
    """The code that a record is about; none as well when it has been removed since."""
    return ACTIONS[record.action].codes._base_manager.filter(pk=record.code).first() if record.code else None


def code_to_give(record: BulkChange) -> CodeTable | None:
    """The same, refused when it has been removed: blank would clear a field."""
    found = code_of(record)
    if record.code and found is None:
        raise NotFound("record.not_found", what=str(ACTIONS[record.action].spec.what), ref=record.code)
    return found
