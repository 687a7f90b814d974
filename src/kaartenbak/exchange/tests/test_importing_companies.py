"""The company that a row names: found in the register or the file, or made."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import mains
from kaartenbak.exchange.ops import chunks
from kaartenbak.exchange.tests.files_of import bring, notes, outcomes, plan, the_card
from kaartenbak.testing.builders import a_company, a_setup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def test_a_person_joins_the_company_of_that_name_however_it_is_written():
    maes = a_company("Bakkerij D'Haene", city="Aalst")

    bring("name,company\nAn Claes,BAKKERIJ D’HAENE\n")

    assert the_card("An Claes").company == maes
    assert Contact.objects.count() == 2


def test_a_person_takes_over_what_his_company_passes_on():
    a_company("Bakkerij Maes", street="Markt 1", postcode="9300", city="Aalst", phone="053 12 34 56")

    bring("name,company\nAn Claes,Bakkerij Maes\n")

    card = the_card("An Claes")
    assert (card.street, card.city) == ("Markt 1", "Aalst")
    assert {"address", "phone"} <= set(card.follows)


def test_a_company_that_is_nowhere_is_made_once():
    record = bring("name,company\nAn Claes,Nieuw NV\nJan Maes,nieuw nv\n")

    assert outcomes(record) == {"created": 2}
    assert record.companies == 1
    assert the_card("Nieuw NV").people.count() == 2


def test_a_plan_counts_no_company_of_a_row_whose_contact_is_there():
    text = "external_id,name,company\nK1,An Claes,Nieuw NV\n"
    assert plan(text).record.companies == 1
    bring(text)

    assert (plan(text).record.companies, bring(text).companies) == (0, 0)


def test_a_company_that_stands_further_on_in_the_file_is_found(monkeypatch):
    monkeypatch.setattr(chunks, "ROWS_PER_BLOCK", 1)

    record = bring("kind,name,company,city\nperson,An Claes,Nieuw NV,\ncompany,Nieuw NV,,Gent\n")

    assert outcomes(record) == {"created": 2}
    assert record.companies == 0
    assert the_card("An Claes").company == the_card("Nieuw NV")
    assert the_card("An Claes").city == "Gent"


def test_of_several_of_one_name_the_one_with_the_same_postcode_counts():
    a_company("Garage Smet", postcode="2000", city="Antwerpen")
    ghent = a_company("Garage Smet", postcode="9000", city="Gent")

    bring("name,company,postcode\nAn Claes,Garage Smet,9000\n")

    assert the_card("An Claes").company == ghent


def test_of_several_of_one_name_one_of_the_same_file_goes_first():
    a_company("Garage Smet")

    bring("kind,name,company\ncompany,Garage Smet,\nperson,An Claes,Garage Smet\n")

    assert the_card("An Claes").company == Contact.objects.filter(name="Garage Smet").latest("pk")


def test_the_number_of_a_company_goes_before_its_name():
    maes = a_company("Maes")
    a_company("Peeters")

    bring(f"name,company,Company contact No.\nAn Claes,Peeters,{maes.number}\n")

    assert the_card("An Claes").company == maes


def test_who_follows_the_company_is_told_by_the_file():
    company = a_company("Maes", phone="09 1", email="info@maes.be", street="Markt 1")
    text = "kind,name,company,street,phone,follows\nperson,An,Maes,Markt 1,,address|website\nperson,Jan,Maes,,,none\n"

    record = bring(f"{text}person,Bo,Maes,,,shoe\nperson,Els,Maes,Kerk 2,,address\n")

    assert notes(record) == [(4, "follow.unknown_group", "follows")]
    assert [(each.follows, each.street, mains(each.channels.all())) for each in company.people.order_by("id")] == [
        (["address", "website"], "Markt 1", {}), ([], "", {}), ([], "", {}), ([], "Kerk 2", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("Aanspreking", "Mevr.", "person"),
        ("Aanspreking", "Firma", "company"),
        ("Geboortedatum", "1/2/1980", "person"),
        ("Functie", "Aankoper", "person"),
        ("Plaats", "Gent", "company"),
    ],
)
def test_what_only_people_have_makes_a_row_a_person(heading, cell, kind):
    bring(f"Naam;{heading}\nAn Claes;{cell}\n")

    assert the_card("An Claes").kind == kind
