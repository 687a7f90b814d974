"""Rows whose card is there already, as the mode and the ways to match say."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.channels import add_channel
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.exchange.ops.imports import plan_file
from kaartenbak.exchange.ops.keeping import Row
from kaartenbak.exchange.tests.files_of import bring, notes, operation_of, outcomes, plan, the_card, wanted
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db


NUMBER = "0200.068.636"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def test_a_card_that_is_there_is_left_alone_when_cards_are_to_be_made():
    company = a_company("Maes", external_id="K1", city="Gent")

    record = bring("external_id,name,city\nK1,Peeters,Aalst\nK2,Claes,Aalst\n")

    company.refresh_from_db()
    assert outcomes(record) == {"created": 1, "skipped": 1}
    assert (company.name, company.city) == ("Maes", "Gent")
    assert notes(record) == [(2, "import.there", None)]


@pytest.mark.parametrize(
    ("match", "row"),
    [
        ("external_id", "external_id,name,city\nk1,Maes,Aalst\n"),
        ("number", "number,name,city\n{number},Maes,Aalst\n"),
        ("uid", "uid,name,city\n{uid},Maes,Aalst\n"),
        ("email", "email,name,city\nINFO@Maes.be,Maes,Aalst\n"),
        ("vat_number", "vat_number,name,city\nBE0200068636,Maes,Aalst\n"),
        ("vat_number", "enterprise_number,name,city\n0200 068 636,Maes,Aalst\n"),
        ("vat_number", "vat_number,name,city\n0200.068.636,Maes,Aalst\n"),
        ("vat_number", "vat_number,name,city\n200068636,Maes,Aalst\n"),
        ("name", "name,city\nMAËS bv,Aalst\n"),
    ],
)
def test_a_card_is_found_by(match, row):
    company = a_company(
        "Maes bv", external_id="K1", city="Gent", email="info@maes.be", enterprise_number=NUMBER
    )

    text = row.format(number=company.number, uid=company.uid)
    record = bring(text, mode="update", match=(match,))

    company.refresh_from_db()
    assert outcomes(record) == {"updated": 1}
    assert company.city == "Aalst"


@pytest.mark.parametrize(
    ("case", "row", "comes_to"),
    [
        ("the same company", "Annelies,van den Berg,Maes,Aalst", {"updated": 1}),
        ("written otherwise", "ANNELIES,Van Den Berg,MAES,Aalst", {"updated": 1}),
        ("another company", "Annelies,van den Berg,Peeters,Aalst", {"skipped": 1}),
        ("no company", "Annelies,van den Berg,,Aalst", {"skipped": 1}),
        ("another name", "Anne,van den Berg,Maes,Aalst", {"skipped": 1}),
    ],
)
@pytest.mark.parametrize("country", ["", "NL"])
def test_a_person_is_found_by_his_name_at_his_company(case, row, comes_to, country):
    company = a_company("Maes")
    country = a_country(country).code if country else ""
    a_person("Annelies van den Berg", company=company.number, city="Gent", country=country)
    a_company("Peeters")

    record = bring(f"first_name,surname,company,city\n{row}\n", mode="update", match=("name",))

    assert outcomes(record) == comes_to, case


def test_a_name_that_two_companies_have_is_not_taken_for_one_of_them():
    a_company("Maes", city="Gent"), a_company("Maes", city="Brugge")

    record = bring("name,city\nMaes,Aalst\n", mode="update", match=("name",))

    assert (outcomes(record), notes(record)) == ({"skipped": 1}, [(2, "import.ambiguous", None)])


@pytest.mark.parametrize(
    ("match", "row"),
    [("number", "number,name,city\n{number},Maes,Aalst\n"), ("uid", "uid,name,city\n{uid},Maes,Aalst\n")],
)
def test_a_row_of_a_merged_card_means_the_one_that_stayed(match, row):
    kept, other = a_company("Maes", city="Gent"), a_company("Maes bv")
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    record = bring(row.format(number=other.number, uid=other.uid), mode="update", match=(match,))

    kept.refresh_from_db()
    assert (outcomes(record), kept.city) == ({"updated": 1}, "Aalst")


def test_a_file_cannot_give_the_number_of_a_merged_card_again():
    kept, other = a_company("Maes"), a_company("Maes bv")
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    record = bring(f"number,external_id,name\n{other.number},K1,Peeters\n", match=("external_id",))

    assert (2, "import.number_taken", "number") in notes(record)
    assert not Contact.objects.filter(number=other.number).exists()


def test_an_update_makes_no_card():
    record = bring("external_id,name\nK1,Maes\n", mode="update")

    assert outcomes(record) == {"skipped": 1}
    assert notes(record) == [(2, "import.not_there", None)]
    assert not Contact.objects.exists()


def test_filling_leaves_what_is_there():
    company = a_company("Maes", external_id="K1", city="Gent", email="info@maes.be")

    bring("external_id,name,city,street,email,phone\nK1,X,Aalst,Markt 1,x@y.be,09 123 45 67\n", mode="fill")

    company.refresh_from_db()
    assert (company.name, company.city, company.street) == ("Maes", "Gent", "Markt 1")
    assert set(company.channels.values_list("value", flat=True)) == {"info@maes.be", "09 123 45 67"}


def test_upsert_changes_what_is_there_and_makes_what_is_not():
    a_company("Maes", external_id="K1", city="Gent")

    record = bring("external_id,name,city\nK1,Maes,Aalst\nK2,Claes,Aalst\n", mode="upsert")

    assert outcomes(record) == {"created": 1, "updated": 1}
    assert Contact.objects.filter(city="Aalst").count() == 2


def test_the_same_file_again_changes_nothing():
    text = "external_id,kind,name,company,phone,email,comment\nK1,person,An Claes,Maes,09 123 45 67,an@maes.be,Hi\n"
    bring(text)
    before = list(Contact.objects.order_by("pk").values("pk", "version", "city"))

    record = bring(text, mode="upsert")

    assert outcomes(record) == {"skipped": 1}
    assert list(Contact.objects.order_by("pk").values("pk", "version", "city")) == before
    assert the_card("An Claes").comments.count() == 1


def test_a_row_of_which_only_the_company_is_new_is_linked():
    maes = a_company("Maes")
    a_person("An Claes", external_id="K1")

    record = bring("external_id,name,company\nK1,An Claes,Maes\n", mode="update")

    assert outcomes(record) == {"linked": 1}
    assert the_card("An Claes").company == maes


def test_two_rows_of_one_card_are_taken_one_after_the_other():
    record = bring("external_id,name,city\nK1,Maes,Gent\nK1,Maes,Aalst\n", mode="upsert")

    assert outcomes(record) == {"created": 1, "updated": 1}
    assert the_card("Maes").city == "Aalst"


def test_a_row_that_several_cards_answer_to_is_left_out():
    a_company("Maes", email="info@shared.be")
    a_company("Claes", email="info@shared.be")

    record = bring("name,email\nPeeters,info@shared.be\n", mode="upsert", match=("email",))

    assert notes(record) == [(2, "import.ambiguous", None)]
    assert Contact.objects.count() == 2


def test_a_card_of_the_other_type_is_left_as_it_is():
    a_company("Maes", external_id="K1")

    record = bring("external_id,kind,name\nK1,person,An Claes\n", mode="update")

    assert outcomes(record) == {"skipped": 1}
    assert the_card("Maes").kind == "company"


def test_an_update_can_be_taken_back():
    company = a_company("Maes", external_id="K1", city="Gent", phone="09 123 45 67")
    record = bring("external_id,name,city,phone\nK1,Claes,Aalst,053 11 22 33\n", mode="update")

    undo(entry=operation_of(record), by=EDITOR)

    company.refresh_from_db()
    assert (company.name, company.city) == ("Maes", "Gent")
    assert company.channels.get().value == "09 123 45 67"


def test_a_value_that_a_rule_refuses_leaves_the_rest_of_the_update():
    company = a_company("Maes", external_id="K1", city="Gent")

    record = bring("external_id,name,city,vat_number\nK1,Maes,Aalst,BE0239934079\n", mode="update")

    company.refresh_from_db()
    assert outcomes(record) == {"updated": 1}
    assert company.city == "Aalst"
    assert [field for _line, _code, field in notes(record)] == ["vat_number"]


def test_a_plan_tells_the_same_and_writes_nothing():
    a_company("Maes", external_id="K1", city="Gent")
    text = (
        "external_id,kind,name,company,city\n"
        "K1,company,Maes,,Aalst\nK2,person,An Claes,Nieuw NV,\nK3,person,Jan,Ook NV,\nK4,company,Nieuw NV,,\n,,,,x\n"
    )

    planned = plan(text, mode="upsert").record

    assert not Contact.objects.filter(city="Aalst").exists()
    assert Contact.objects.count() == 1
    made = bring(text, mode="upsert")
    assert outcomes(planned) == outcomes(made)
    assert planned.companies == made.companies == 1


def test_a_plan_tells_from_what_into_what_and_counts_what_stays_the_same_as_skipped():
    company = a_company("Maes", external_id="K1", city="Gent", phone="09 123 45 67")
    a_person("An Claes", external_id="K2", company=company.number)
    a_person("Jan Peeters", external_id="K3")
    text = (
        "external_id,kind,name,company,city,phone,email\n"
        "K1,company,Maes,,Aalst,09 123 45 67,info@maes.be\n"
        "K2,person,An Claes,Maes,,,\nK3,person,Jan Peeters,Maes,,,\n"
    )

    found = plan(text, mode="upsert")
    kept = rows_of(text, mode="upsert")

    assert outcomes(found.record) == {"updated": 1, "linked": 1, "skipped": 1}
    assert {row.title: [tuple(each) for each in row.changes] for row in kept} == {
        "Maes": [("city", "Gent", "Aalst"), ("email", "", "info@maes.be")],
        "An Claes": [],
        "Jan Peeters": [("company", "", "Maes"), ("city", "", "Gent"), ("phone", "", "09 123 45 67")],
    }
    made = bring(text, mode="upsert")
    assert outcomes(made) == outcomes(found.record)


def rows_of(text: str, **how: str) -> list[Row]:
    """All rows of a plan."""
    rows: list[Row] = []
    plan_file(wanted(text, **how), by=EDITOR, keep=rows.extend)
    return rows


def test_a_card_that_has_one_mailbox_twice_is_one_card():
    company = a_company("Maes", email="info@maes.be")
    add_channel(contact=company, kind="email", label="Work", value="Info@maes.be", by=EDITOR)

    record = bring("email,name,city\ninfo@maes.be,Maes,Aalst\n", mode="update", match=("email",))

    assert outcomes(record) == {"updated": 1}
