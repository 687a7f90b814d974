"""An import whose program was stopped: nothing is half done, and it goes on where it was, once."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import imports
from kaartenbak.exchange.ops.imports import import_file
from kaartenbak.exchange.tests.files_of import outcomes, wanted
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
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
    monkeypatch.setattr(imports, "ROWS_PER_BLOCK", 2)


def stop_after(blocks: int):
    """A progress that ends the program after so many blocks."""
    seen = []

    def progress(part: float, record: Import) -> None:
        seen.append(part)
        if len(seen) == blocks:
            raise PowerCutError

    return progress


@pytest.mark.parametrize("blocks", [1, 2, 3, 4, 5])
def test_it_goes_on_where_it_was_and_no_row_is_taken_twice(blocks):
    file = wanted(FILE)
    with pytest.raises(PowerCutError):
        import_file(file, by=EDITOR, progress=stop_after(blocks))
    stopped = Import.objects.get()

    record = import_file(file, by=EDITOR)

    assert stopped.phase != "done"
    assert record == stopped
    assert outcomes(record) == {"created": 12}
    assert Contact.objects.count() == 13
    assert Operation.objects.filter(kind="exchange.import_contacts").count() == 1


def test_what_was_written_before_it_stopped_is_told_in_full():
    with pytest.raises(PowerCutError):
        import_file(wanted(FILE), by=EDITOR, progress=stop_after(3))

    record = Import.objects.get()
    assert record.rows == 6
    assert Contact.objects.count() == 6 + record.companies


def test_an_import_that_was_stopped_can_be_undone_and_begun_again():
    file = wanted(FILE)
    with pytest.raises(PowerCutError):
        import_file(file, by=EDITOR, progress=stop_after(3))

    undo(entry=Operation.objects.get(pk=Import.objects.get().operation_id), by=EDITOR)

    assert not Contact.objects.exists()
    assert outcomes(import_file(file, by=EDITOR)) == {"created": 12}
    assert Import.objects.count() == 2


def test_other_choices_for_a_file_that_was_stopped_are_refused():
    file = wanted(FILE)
    with pytest.raises(PowerCutError):
        import_file(file, by=EDITOR, progress=stop_after(3))

    with pytest.raises(Refused) as refusal:
        import_file(imports.Wanted(file.path, match=("email",)), by=EDITOR)

    assert refusal.value.key == "import.stopped"


def test_of_two_programs_that_deal_with_the_same_rows_one_does():
    record = imports.entered(wanted(FILE), EDITOR)
    first = imports.Importing(record, wanted(FILE), EDITOR, lambda part, record: None)
    second = imports.Importing(Import.objects.get(), wanted(FILE), EDITOR, lambda part, record: None)
    first.run()

    with pytest.raises(Refused) as refusal:
        second.run()

    assert refusal.value.key == "import.overtaken"
    assert Contact.objects.count() == 13
