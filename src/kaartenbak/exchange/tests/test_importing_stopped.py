"""An import whose program was stopped: nothing is half done, and it goes on where it was, once."""

from itertools import count

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import chunks, imports
from kaartenbak.exchange.ops.imports import Wanted, import_file
from kaartenbak.exchange.tests.files_of import operation_of, outcomes, wanted
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.jobs.progress import heard_by
from kaartenbak.testing.builders import a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db

ROWS = "".join(f"K{n},person,An {n},Firma {n % 3}\n" for n in range(10))
FILE = "external_id,kind,name,company\n" + ROWS + "C1,company,Firma 1,\nC2,company,Firma 2,\n"


class PowerCutError(Exception):
    pass


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    a_setup()
    monkeypatch.setattr(chunks, "ROWS_PER_BLOCK", 2)


def import_until_a_power_cut(file: Wanted, *, after: int) -> None:
    """Bring a file in, with a program that ends after so many blocks."""
    blocks = count(1)

    def listener(done: int, total: int | None, message: str) -> None:
        if next(blocks) == after:
            raise PowerCutError

    with pytest.raises(PowerCutError), heard_by(listener):
        import_file(file, by=EDITOR)


@pytest.mark.parametrize("blocks", [1, 2, 3, 4, 5])
def test_it_goes_on_where_it_was_and_no_row_is_taken_twice(blocks):
    file = wanted(FILE)
    import_until_a_power_cut(file, after=blocks)
    stopped = Import.objects.get()

    record = import_file(file, by=EDITOR)

    assert stopped.phase != "done"
    assert record == stopped
    assert outcomes(record) == {"created": 12}
    assert Contact.objects.count() == 13
    assert Operation.objects.filter(kind="exchange.import_contacts").count() == 1


@pytest.mark.parametrize("blocks", [1, 3, 5])
def test_a_large_table_is_read_ahead_and_goes_on_where_it_was(blocks, monkeypatch):
    monkeypatch.setattr(chunks, "LARGE", 0)
    file = wanted(FILE)
    import_until_a_power_cut(file, after=blocks)

    record = import_file(file, by=EDITOR)

    assert outcomes(record) == {"created": 12}
    assert (record.rows, Contact.objects.count()) == (12, 13)


def test_what_was_written_before_it_stopped_is_told_in_full():
    import_until_a_power_cut(wanted(FILE), after=3)

    record = Import.objects.get()
    assert record.rows == 6
    assert Contact.objects.count() == 6 + record.companies


def test_an_import_that_was_stopped_can_be_undone_and_begun_again():
    file = wanted(FILE)
    import_until_a_power_cut(file, after=3)

    undo(entry=operation_of(Import.objects.get()), by=EDITOR)

    assert not Contact.objects.exists()
    assert outcomes(import_file(file, by=EDITOR)) == {"created": 12}
    assert Import.objects.count() == 2


def test_other_choices_for_a_file_that_was_stopped_are_refused():
    file = wanted(FILE)
    import_until_a_power_cut(file, after=3)

    with pytest.raises(Refused) as refusal:
        import_file(Wanted(file.path, match=("email",)), by=EDITOR)

    assert refusal.value.key == "import.stopped"


def test_of_two_programs_that_deal_with_the_same_rows_one_does():
    record = imports.entered(wanted(FILE), EDITOR)
    first = imports.Importing(record, wanted(FILE), EDITOR)
    second = imports.Importing(Import.objects.get(), wanted(FILE), EDITOR)
    first.run()

    with pytest.raises(Refused) as refusal:
        second.run()

    assert refusal.value.key == "import.overtaken"
    assert Contact.objects.count() == 13
