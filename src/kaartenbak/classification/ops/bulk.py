"""Giving codes to many contacts and taking them away: one operation in blocks, and one undo.

All of these take `contacts` as a queryset of `contacts.queries.visible_to`, or as keys, and `codes` as rows of one code
table. They tell how far they are by `jobs/progress.report`, so a job can run them as they are.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import batched

from django.utils.translation import gettext_lazy as _

from kaartenbak.classification.groupings import of
from kaartenbak.classification.models import BusinessRelation
from kaartenbak.classification.ops.assign import cleaned, refuse_reserved
from kaartenbak.classification.ops.summaries import keep_summaries
from kaartenbak.classification.rules.plan import Done, Skipped
from kaartenbak.classification.rules.who import left_out
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Chosen, keys_of
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.operations import LongOperation, about, declare_long
from kaartenbak.jobs.progress import report
from kaartenbak.setup.models import CodeTable

NEEDS = "contacts.change"
ASSIGN = declare_long(
    "classification.assign_many", needs=NEEDS, title=_("Added contacts to {what} {code}: {added}")
)
UNASSIGN = declare_long(
    "classification.unassign_many", needs=NEEDS, title=_("Removed contacts from {what} {code}: {removed}")
)
CHANGE = declare_long(
    "classification.change_members",
    needs=NEEDS,
    title=_("Changed who has {what} {code}: {added} added, {removed} removed"),
)
CONTACTS_PER_BLOCK = 2_000


def assign_many(*, contacts: Chosen, codes: Sequence[CodeTable], search_word: str = "", by: Actor) -> Done:
    """Give each of `contacts` each of `codes`. Who has one already keeps it; who cannot have it is skipped and named.

    Contacts who are blocked for privacy are left out of mailing groups (D9). `queries.plan_assign` tells beforehand.
    """
    work = Work(ASSIGN.kind, codes, by, search_word)
    for code in codes:
        refuse_reserved(code)
    work.run([(work.add, keys_of(contacts))])
    return work.done


def unassign_many(*, contacts: Chosen, codes: Sequence[CodeTable], by: Actor) -> Done:
    """Take `codes` away from `contacts`, from those who have them. `queries.plan_unassign` tells beforehand."""
    work = Work(UNASSIGN.kind, codes, by)
    work.run([(work.remove, keys_of(contacts))])
    return work.done


def change_members(*, code: CodeTable, add: Chosen, remove: Chosen, by: Actor) -> Done:
    """Give `code` to the contacts in `add`, then take it away from those in `remove`, as one operation."""
    work, joining = Work(CHANGE.kind, [code], by), keys_of(add)
    if joining:
        refuse_reserved(code)
    work.run([(work.add, joining), (work.remove, keys_of(remove))])
    return work.done


class Work:
    """One such operation in progress: each block of contacts is a transaction, so nobody waits long."""

    def __init__(self, kind: str, codes: Sequence[CodeTable], by: Actor, search_word: str = "") -> None:
        if not codes:
            raise Refused("value.required", field="codes")
        self.codes, self.grouping = codes, of(codes[0])
        self.values = cleaned(self.grouping, search_word)
        named = ", ".join(code.code for code in codes)
        self.entry = LongOperation(kind, by, needs=NEEDS, table=codes[0]._meta.label_lower, code=named)
        self.done = Done()

    def run(self, steps: "Sequence[tuple[Callable[[Sequence[int]], Done], list[int]]]") -> None:
        """Do each step with its contacts, block by block."""
        total, before = sum(len(keys) for _step, keys in steps), 0
        for step, keys in steps:
            for block in batched(keys, CONTACTS_PER_BLOCK):
                self.keep(self.entry.run(partial(self.told, step, block)))
                before += len(block)
                report(before, total)

    def told(self, step: "Callable[[Sequence[int]], Done]", block: Sequence[int]) -> Done:
        """One block, with the numbers for the title of the operation."""
        for code in self.codes:
            store.lock(code)
        part = step(block)
        about(added=self.done.added + part.added, removed=self.done.removed + part.removed)
        return part

    def keep(self, part: Done) -> None:
        """Add what came of a block that is committed."""
        self.done.added += part.added
        self.done.already += part.already
        self.done.removed += part.removed
        self.done.absent += part.absent
        self.done.skipped += part.skipped
        self.done.operation = self.entry.entry.pk if self.entry.entry else None

    def add(self, block: Sequence[int]) -> Done:
        """Give the codes to the contacts of a block."""
        part, fitting = Done(), list[int]()
        for key, kind, blocked in held(block):
            reason = left_out(self.grouping.name, kind, blocked=blocked)
            if reason:
                part.skipped.append(Skipped(key, reason))
            else:
                fitting.append(key)
        there = self.there(fitting)
        missing = [(key, code.pk) for key in fitting for code in self.codes if (key, code.pk) not in there]
        rows = [{"contact_id": key, "code_id": code, **self.values} for key, code in missing]
        store.create_rows(self.grouping.assignments, rows)
        part.added, part.already = len(rows), len(there)
        self.keep_in_step({key for key, _code in missing})
        return part

    def remove(self, block: Sequence[int]) -> Done:
        """Take the codes away from the contacts of a block."""
        keys = [key for key, _kind, _blocked in held(block)]
        there = self.there(keys)
        store.remove_unchecked(self.grouping.assignments, there.values())
        self.keep_in_step({key for key, _code in there})
        return Done(removed=len(there), absent=len(keys) * len(self.codes) - len(there))

    def there(self, keys: Sequence[int]) -> dict[tuple[int, int], int]:
        """The assignments that these contacts have of the codes: the key of each by contact and code."""
        found = self.grouping.assignments.objects.filter(among("contact", keys), code__in=self.codes)
        return {
            (contact, code): key for key, contact, code in found.values_list("pk", "contact_id", "code_id")
        }

    def keep_in_step(self, contacts: set[int]) -> None:
        """Let follow what follows from other relations."""
        if self.grouping.codes is BusinessRelation:
            keep_summaries(contacts)


def held(block: Sequence[int]) -> "list[tuple[int, str, bool]]":
    """Key, type and privacy block of contacts, held until the block is committed; those that are gone are left out."""
    rows = Contact.objects.select_for_update(no_key=True).filter(among("pk", block)).order_by("pk")
    return list(rows.values_list("pk", "kind", "privacy_blocked"))
