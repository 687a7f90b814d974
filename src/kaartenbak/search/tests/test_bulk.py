"""A change of very many contacts in the background: once, in one operation, whatever happens to the program."""

from itertools import count

import pytest

from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import visible_to
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.jobs import worker
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import Cancelled, heard_by
from kaartenbak.search.actions import ACTIONS
from kaartenbak.search.models import BulkChange
from kaartenbak.search.ops import bulk
from kaartenbak.search.rules.selection import Selection
from kaartenbak.search.rules.tally import Tally
from kaartenbak.setup.models import Territory
from kaartenbak.setup.ops import delete_code
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db
ALL = Selection(everything=True)
GROUP, TERRITORY = "add-mailing-groups", "change-territories"


class PowerCutError(Exception):
    pass


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three companies and seven people, one of them blocked; blocks of two."""
    monkeypatch.setattr(bulk, "CONTACTS_PER_BLOCK", 2)
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    make(instance=MailingGroup(code="MOVE", description="Verhuizing"), by=SYSTEM)
    for code in "NS":
        make(instance=Territory(code=code), by=SYSTEM)
    companies = [a_company(f"Firma {number}", territory="N") for number in range(3)]
    for number in range(7):
        a_person(f"An {number}", company=companies[number % 3], privacy_blocked=number == 6)


def queued(action: str = GROUP, code: str = "MOVE", selection: Selection = ALL) -> BulkChange:
    return bulk.queue(ACTIONS[action], selection, row(action, code), by=EDITOR)


def row(action: str, code: str) -> MailingGroup | Territory:
    return ACTIONS[action].codes._base_manager.get(code=code)  # type: ignore[return-value]


def run_until_a_power_cut(record: BulkChange, *, after: int) -> None:
    """Do the work, with a program that ends after so many blocks."""
    blocks = count(1)

    def listener(done: int, total: int | None, message: str) -> None:
        if next(blocks) == after:
            raise PowerCutError

    with pytest.raises(PowerCutError), heard_by(listener, actor=EDITOR):
        bulk.change_selected(record=record.pk)


def operations(kind: str = "classification.assign_many") -> list[Operation]:
    return list(Operation.objects.filter(kind=kind))


def test_all_contacts_are_dealt_with_in_one_operation_that_one_undo_takes_back():
    record = queued()

    worker.do_all()

    record.refresh_from_db()
    (entry,) = operations()
    assert (record.over, record.operation) == (True, entry)
    assert record.tally == Tally(9, 0, {"contact.privacy_blocked": 1})
    assert (entry.contacts, entry.actor_name, entry.facts["added"]) == (9, EDITOR.name, 9)
    assert Job.objects.get().state == Job.State.DONE
    undo(entry=entry, by=EDITOR)
    assert ContactMailingGroup.objects.count() == 0


@pytest.mark.parametrize("blocks", [1, 2, 3, 4, 5])
def test_work_that_was_cut_off_goes_on_where_it_was_and_is_done_once(blocks):
    record = queued()
    run_until_a_power_cut(record, after=blocks)
    halfway = ContactMailingGroup.objects.count()

    bulk.change_selected(record=record.pk)

    record.refresh_from_db()
    assert 0 < halfway <= 9
    assert record.tally == Tally(9, 0, {"contact.privacy_blocked": 1})
    assert ContactMailingGroup.objects.count() == 9
    assert [entry.facts["added"] for entry in operations()] == [9]


def test_work_that_is_done_can_be_begun_again_without_harm():
    record = queued()
    worker.do_all()

    bulk.change_selected(record=record.pk)

    assert BulkChange.objects.get().tally == Tally(9, 0, {"contact.privacy_blocked": 1})
    assert len(operations()) == 1


def test_a_filter_that_the_work_itself_makes_untrue_leaves_nobody_out():
    record = queued(TERRITORY, "S", Selection(everything=True, query="territory=N"))
    run_until_a_power_cut(record, after=2)

    worker.do_all()

    assert set(Contact.objects.values_list("territory__code", flat=True)) == {"S"}
    assert {name for person in Contact.objects.filter(kind="person") for name in person.follows} >= {
        "territory"
    }
    assert len(operations("contacts.change_many")) == 1


def test_of_two_programs_at_the_same_work_one_does_each_block():
    record = queued()
    first = bulk.Sweep(BulkChange.objects.get(), EDITOR)
    second = bulk.Sweep(BulkChange.objects.get(), EDITOR)
    first.run()

    with pytest.raises(Refused) as refusal:
        second.run()

    assert refusal.value.key == "bulk.overtaken"
    assert BulkChange.objects.get(pk=record.pk).tally.total == 10


def test_work_that_is_stopped_keeps_what_is_done_and_can_be_undone():
    record = queued()
    blocks, client = count(1), visitor(EDITOR)

    def listener(done: int, total: int | None, message: str) -> None:
        if next(blocks) == 2:
            raise Cancelled

    with pytest.raises(Cancelled), heard_by(listener, actor=EDITOR):
        bulk.change_selected(record=record.pk)
    bulk.stop(record)

    page = client.get(f"/selection/work/{record.pk}/").content.decode()
    assert "Stopped.</strong> Verhuizing: added to 3 contacts." in page
    client.post(f"/history/{operations()[0].pk}/undo/")
    assert ContactMailingGroup.objects.count() == 0


def test_work_that_waits_is_stopped_at_once():
    record = queued()

    bulk.stop(record)
    worker.do_all()

    assert Job.objects.get().state == Job.State.CANCELLED
    assert ContactMailingGroup.objects.count() == 0


def test_a_code_that_was_removed_before_the_work_began_ends_it_with_a_reason():
    record = queued()
    delete_code(row=row(GROUP, "MOVE"), by=SYSTEM)

    worker.do_all()

    job = Job.objects.get()
    assert (job.state, job.message) == (
        Job.State.FAILED,
        f"There is no mailing group {record.code}, or you may not see it.",
    )
    assert (
        "This could not be finished." in visitor(EDITOR).get(f"/selection/work/{record.pk}/").content.decode()
    )


def test_an_operation_that_was_undone_halfway_is_not_gone_on_with():
    record = queued()
    run_until_a_power_cut(record, after=2)
    undo(entry=operations()[0], by=EDITOR)

    worker.do_all()

    assert Job.objects.get().state == Job.State.FAILED
    assert ContactMailingGroup.objects.count() == 0


def test_who_may_only_read_can_have_nothing_done():
    with pytest.raises(NotAllowed):
        bulk.queue(ACTIONS[GROUP], ALL, row(GROUP, "MOVE"), by=READER)

    assert not BulkChange.objects.exists()
    assert visible_to(READER).count() == 10
