"""Merged cards and different contacts that rows of a table tell."""

import pytest

from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.contacts.queries import by_ref
from kaartenbak.core.refusals import Moved
from kaartenbak.duplicates.models import Separation
from kaartenbak.exchange.formats.table.ties import different_in, different_text, former_in, former_text
from kaartenbak.exchange.rules.ties import Different, Former
from kaartenbak.exchange.tests.files_of import bring, kept_on, notes, operation_of, outcomes, plan, the_card
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db
UID, OTHER = "01920000-0000-7000-8000-000000000001", "01920000-0000-7000-8000-000000000002"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def test_a_number_that_led_to_a_card_leads_there_again():
    bring(f"name,former_numbers\nMaes,OLD1:{UID}:Maes NV\n")

    with pytest.raises(Moved) as moved:
        by_ref("old1", by=EDITOR)
    assert moved.value.facts["number"] == the_card("Maes").number
    assert str(FormerCard.objects.get()) == "OLD1 Maes NV"


def test_rows_that_are_not_the_same_are_separated_and_that_is_taken_back_with_the_import():
    record = bring(f"name,uid,different_from\nMaes,{UID},{OTHER}:Filiaal\nMaes,{OTHER},{UID}:Filiaal\n")

    low, high = Contact.objects.order_by("pk").values_list("pk", flat=True)
    assert list(Separation.objects.values_list("low", "high", "reason")) == [(low, high, "Filiaal")]
    undo(entry=operation_of(record), by=EDITOR)
    assert not Separation.objects.exists()


def test_a_card_that_is_there_is_told_apart_by_an_update_and_only_once():
    company = a_company("Maes")
    other = a_company("Maes Zuid")
    text = f"number,name,different_from\n{company.number},Maes,{other.uid}\n"

    assert plan(text, mode="update").record.updated == 1
    assert outcomes(bring(text, mode="update")) == {"updated": 1}
    assert outcomes(bring(text + "\n", mode="update")) == {"skipped": 1}
    assert Separation.objects.count() == 1


@pytest.mark.parametrize(
    ("cell", "remarked", "kept"),
    [
        (f"{{there}}:{UID}:Maes", [(2, "import.number_taken", "former_numbers")], True),
        (f"A/B:{UID}:Maes", [(2, "number.characters", "former_numbers")], True),
        ("CT12", [], True),
        (f":{UID}:Maes", [], True),
    ],
)
def test_what_is_no_former_number_is_kept_as_text(cell, remarked, kept):
    cell = cell.format(there=a_company("Smet").number)

    record = bring(f"name,former_numbers\nMaes,{cell}\n")

    assert (notes(record), FormerCard.objects.count()) == (remarked, 0)
    assert any(cell.partition(":")[0] in line for line in kept_on(the_card("Maes"))) is kept


def test_one_number_leads_to_one_card():
    record = bring(f"name,former_numbers\nMaes,OLD1:{UID}\nSmet,OLD1:{OTHER}\nClaes,OLD2:{UID}\n")

    assert outcomes(record) == {"created": 3}
    assert list(FormerCard.objects.values_list("number", "contact__name")) == [("OLD1", "Maes")]
    assert notes(record) == [(3, "import.number_taken", "former_numbers")]


def test_cells_say_what_was_written_into_them():
    former = [Former("A:1|2", UID, "Maes: \\NV|x"), Former("B", OTHER)]
    different = [Different(UID, "a|b:c\\"), Different(OTHER)]

    assert former_in(former_text(former)) == (former, [])
    assert different_in(different_text(different)) == (different, [])
