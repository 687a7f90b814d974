"""Alternative addresses and their periods that come with a file."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.exchange.tests.files_of import bring, kept_on, notes, operation_of, outcomes, plan, the_card
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company, a_country, a_setup, an_address
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db

HEAD = "external_id,name,alternative_addresses\n"


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    a_setup()
    a_country("BE")
    with translation.override("en"):
        yield


def addresses(contact: Contact) -> list[tuple[str, str, str]]:
    """Code, city and phone of each address of a contact."""
    return list(contact.alternative_addresses.order_by("code").values_list("code", "city", "phone"))


def periods(contact: Contact) -> list[tuple[str, str, str, bool]]:
    """The calendar of a contact."""
    rows = AddressRange.objects.filter(contact=contact).order_by("starts")
    return [(each.address.code, str(each.starts), str(each.ends or ""), each.yearly) for each in rows]


def test_a_sheet_with_columns_for_each_address_becomes_a_calendar():
    record = bring(
        "Naam;Alternatief adres 1, code;Alternatief adres 1, straat;Alternatief adres 1, plaats;Alternatief adres 1, land;"
        "Alternatief adres 1, telefoon;Alternatief adres 1, periodes\n"
        "Maes;zomer;Zeedijk 12;Oostende;België;059 12 34 56;1/07/2026 - 31/08/2026 jaarlijks, 1/01/2027\n"
    )

    maes = the_card("Maes")
    summer = maes.alternative_addresses.get()
    assert (outcomes(record), notes(record)) == ({"created": 1}, [])
    assert (summer.code, summer.street, summer.city) == ("ZOMER", "Zeedijk 12", "Oostende")
    assert summer.country is not None
    assert (summer.country.code, summer.phone_normal) == ("BE", "+3259123456")
    assert periods(maes) == [("ZOMER", "2026-07-01", "2026-08-31", True), ("ZOMER", "2027-01-01", "", False)]


@pytest.mark.parametrize(
    ("case", "cell", "key", "there", "kept"),
    [
        (
            "a day that does not exist",
            "S: city=Gent; ranges=2026-02-31..",
            "address.unreadable",
            ["S"],
            "2026-02-31",
        ),
        (
            "an end before the start",
            "S: city=Gent; ranges=2026-03-02..2026-03-01",
            "alt_range.dates",
            ["S"],
            "2026-03-02",
        ),
        (
            "one start twice",
            "S: ranges=2026-03-02..,2026-03-02..2026-04-01",
            "alt_range.start_exists",
            ["S"],
            "2026-04-01",
        ),
        (
            "one start of two",
            "S: ranges=2026-03-02..\nT: ranges=2026-03-02..",
            "alt_range.start_exists",
            ["S", "T"],
            "T: 2026",
        ),
        ("a code twice", "S: city=Gent\ns: city=Aalst", "alt_address.exists", ["S"], "Aalst"),
        ("a code that is too long", f"{'S' * 12}: city=Gent", "value.too_long", [], "Gent"),
        ("a code of ten thousand letters", f"{'S' * 10_000}: city=Gent", "value.too_long", [], "SSSS"),
        ("a code that is none", "A/B: city=Gent", "code.signs", [], "Gent"),
        ("two e-mail addresses", "S: city=Gent; email=a@b.be\\; c@d.be", "email.invalid", ["S"], "c@d.be"),
        ("letters in a phone", "S: city=Gent; phone=bel mij", "phone.letters", ["S"], "bel mij"),
        ("a country that is none", "S: city=Gent; country=Atlantis", "reference.unknown", ["S"], "Atlantis"),
        ("a city that is too long", f"S: city={'x' * 10_000}", "value.too_long", ["S"], "xxx"),
        ("a part that is none", "S: city=Gent; shoe=43", "address.unreadable", ["S"], "shoe=43"),
        ("something else", "nonsense", "address.unreadable", [], "nonsense"),
    ],
)
def test_what_is_refused_is_noted_with_its_reason_and_kept_as_text(case, cell, key, there, kept):
    record = bring(f'{HEAD}K1,Maes,"{cell}"\n')

    maes = the_card("Maes")
    assert outcomes(record) == {"created": 1}, case
    assert [code for _line, code, _field in notes(record)] == [key]
    assert [code for code, _city, _phone in addresses(maes)] == there
    assert kept in "\n".join(kept_on(maes))


def test_an_update_adds_changes_and_takes_nothing_away():
    maes = a_company("Maes", external_id="K1")
    an_address(
        maes, "SUMMER", city="Oostende", phone="059 1", starts=date(2026, 7, 1), ends=date(2026, 8, 31)
    )
    an_address(maes, "FAIR", city="Kortrijk")

    record = bring(
        f'{HEAD}K1,Maes,"SUMMER: city=Knokke; ranges=2026-07-01..2026-09-15 yearly,2027-01-01..\nHOME: city=Gent"\n',
        mode="update",
    )

    assert outcomes(record) == {"updated": 1}
    assert addresses(maes) == [("FAIR", "Kortrijk", ""), ("HOME", "Gent", ""), ("SUMMER", "Knokke", "059 1")]
    assert periods(maes) == [
        ("SUMMER", "2026-07-01", "2026-09-15", True),
        ("SUMMER", "2027-01-01", "", False),
    ]


def test_a_start_that_another_address_of_the_card_has_is_refused():
    maes = a_company("Maes", external_id="K1")
    an_address(maes, "SUMMER", starts=date(2026, 7, 1))

    record = bring(f'{HEAD}K1,Maes,"FAIR: city=Gent; ranges=2026-07-01.."\n', mode="update")

    assert [code for _line, code, _field in notes(record)] == ["alt_range.start_exists"]
    assert periods(maes) == [("SUMMER", "2026-07-01", "", False)]
    assert [code for code, _city, _phone in addresses(maes)] == ["FAIR", "SUMMER"]


def test_filling_leaves_what_is_there():
    maes = a_company("Maes", external_id="K1")
    an_address(maes, "SUMMER", city="Oostende", starts=date(2026, 7, 1), ends=date(2026, 8, 31))

    bring(f'{HEAD}K1,Maes,"SUMMER: city=Knokke; phone=059 1; ranges=2026-07-01..\n!FAIR"\n', mode="fill")

    assert addresses(maes) == [("SUMMER", "Oostende", "059 1")]
    assert periods(maes) == [("SUMMER", "2026-07-01", "2026-08-31", False)]


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("!summer", ["FAIR"]),
        ("!", []),
        ("!\nFAIR:", ["FAIR"]),
        ("!SUMMER\nSUMMER: city=Knokke; ranges=2026-07-01..", ["FAIR", "SUMMER"]),
        ("!OTHER", ["FAIR", "SUMMER"]),
    ],
)
def test_a_cell_takes_away_what_it_says(cell, left):
    maes = a_company("Maes", external_id="K1")
    an_address(maes, "SUMMER", city="Oostende", starts=date(2026, 7, 1))
    an_address(maes, "FAIR", city="Kortrijk")

    bring(f'{HEAD}K1,Maes,"{cell}"\n', mode="update")

    assert [code for code, _city, _phone in addresses(maes)] == left
    assert AddressRange.objects.count() == int("SUMMER" in left)


def test_an_import_that_is_taken_back_takes_its_addresses_along():
    maes = a_company("Maes", external_id="K1")
    an_address(maes, "SUMMER", city="Oostende", starts=date(2026, 7, 1))
    before = [
        list(model._base_manager.order_by("pk").values()) for model in (AlternativeAddress, AddressRange)
    ]
    record = bring(
        f'{HEAD}K1,Maes,"SUMMER: city=Knokke; ranges=2026-07-01..2026-08-31,2027-01-01..\nFAIR: city=Gent"\n'
        'K2,Claes,"FAIR: ranges=2026-01-01.."\n',
        mode="upsert",
    )
    assert AddressRange.objects.count() == 3

    undo(entry=operation_of(record), by=EDITOR)

    assert before == [
        list(model._base_manager.order_by("pk").values()) for model in (AlternativeAddress, AddressRange)
    ]


def test_a_plan_writes_no_address():
    a_company("Maes", external_id="K1")

    planned = plan(
        f'{HEAD}K1,Maes,"S: ranges=2026-03-02..2026-03-01"\nK2,Claes,"S: city=Gent"\n', mode="upsert"
    )

    assert [note.code for row in planned.rows for note in row.notes] == ["alt_range.dates"]
    assert not AlternativeAddress.objects.exists()


def test_home_and_work_of_another_program_are_two_addresses():
    bring(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:An Claes\r\nN:Claes;An;;;\r\nADR;TYPE=HOME:;;Dorp 3;Erpe;;9420;Belgium\r\n"
        "ADR;TYPE=WORK:;;Meir 1;Antwerpen;;2000;Belgium\r\nEND:VCARD\r\n",
        ending=".vcf",
    )

    an = the_card("An Claes")
    assert (an.street, an.city) == ("Meir 1", "Antwerpen")
    assert addresses(an) == [("HOME", "Erpe", "")]
    assert kept_on(an) == []


@pytest.mark.parametrize("rows", [2, 40])
def test_many_rows_need_the_same_statements_as_few(rows, django_assert_max_num_queries):
    for n in range(rows):
        an_address(a_company(f"Firma {n}", external_id=f"K{n}"), "SUMMER", starts=date(2026, 7, 1))
    text = HEAD + "".join(
        f'N{n},Nieuw {n},"S: postcode=9000; city=Gent; ranges=2026-01-01.."\n' for n in range(rows)
    )

    with django_assert_max_num_queries(60):
        bring(text)

    assert AlternativeAddress.objects.filter(code="S").count() == rows
