"""Tables as spreadsheets and programs write them."""

from io import BytesIO

import pytest

from kaartenbak.exchange.formats import CsvFile
from kaartenbak.exchange.formats.table.records import Record
from kaartenbak.exchange.formats.table.rows import RowReader
from kaartenbak.exchange.rules.addresses import Address
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Role, RowError
from kaartenbak.exchange.rules.offer import kind_of
from kaartenbak.exchange.tests.samples import FILES, cards_of, rows


def cell(name: str, value: str) -> Extra:
    return Extra(name, value, Role.CELL)


def test_a_dutch_outlook_gives_the_address_of_the_work_and_another_one_at_home():
    bart = cards_of("outlook-nl.csv")[0]

    assert (bart.salutation, bart.first_name, bart.surname) == ("Dhr.", "Bart", "Van Damme")
    assert (bart.company_name, bart.job_title, bart.birthday) == (
        "Garage Van Damme",
        "Zaakvoerder",
        "1975-12-31",
    )
    assert (bart.street, bart.street_2, bart.country) == ("Gentsesteenweg 100", "Industriepark", "BE")
    assert bart.comment == "Regel een\nregel twee; met een puntkomma"
    assert bart.mailing_groups == ("Klant", "VIP")
    assert bart.extra == (
        cell("Achtervoegsel", "Jr."),
        cell("Afdeling", "Verkoop"),
    )
    assert bart.addresses == (Address("HOME", street="Dorp 3", postcode="9420", city="Erpe", country="BE"),)


def test_of_an_outlook_row_the_phones_know_whether_they_are_at_work_or_at_home():
    bart, elise, _ = cards_of("outlook-nl.csv")

    assert bart.channels == (
        Channel("fax", "work", "053 21 22 23"), Channel("phone", "work", "053 21 22 24"),
        Channel("mobile", "", "0477 11 22 33"), Channel("email", "", "bart@vandamme.example"),
        Channel("email", "", "bart@thuis.example"), Channel("website", "", "http://www.vandamme.example"),
    )  # fmt: skip
    assert elise.channels == (Channel("phone", "home", "04 123 45 67"),)


def test_a_row_with_a_company_and_nobody_is_a_company():
    _, elise, paper = cards_of("outlook-nl.csv")

    assert (elise.kind, paper.kind) == ("person", "company")
    assert (paper.name, paper.company_name, paper.line) == ("Papier & Co", "", 5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "outlook-fr.csv",
            ("Mme", "Chloé", "Lefèvre", "Directrice", "1980-06-05", "1050", "BE", "0470 99 88 77"),
        ),
        ("outlook-de.csv", ("Frau", "Änne", "Schröder", "Inhaberin", "1969-05-13", "50667", "DE", "")),
        ("outlook-en.csv", ("Mr.", "John", "Smith", "Buyer", "1980-12-31", "OX1 1AA", "GB", "")),
    ],
)
def test_outlook_in_other_languages(name, expected):
    card = cards_of(name)[0]

    assert expected == (
        card.salutation, card.first_name, card.surname, card.job_title,
        card.birthday, card.postcode, card.country, card.channel("mobile"),
    )  # fmt: skip


def test_when_one_date_can_only_be_month_first_all_of_them_are():
    assert [card.birthday for card in cards_of("outlook-en.csv")] == ["1980-12-31", "1985-03-04"]


def test_google_of_today():
    (ana,) = cards_of("google-new.csv")

    assert ana.channels == (
        Channel("email", "work", "ana@cortica.example", main=True),
        Channel("email", "home", "ana@casa.example"),
        Channel("phone", "Receptie", "+351 21 000 00 00"),
    )
    assert (ana.street, ana.city, ana.country) == ("Rua Nova 2", "Lisboa", "PT")
    assert ana.mailing_groups == ("Leveranciers", "VIP")
    assert [(each.code, each.street) for each in ana.addresses] == [("HOME", "Rua Velha 1")]
    assert cell("Relation 1 - Value", "João") in ana.extra


def test_google_of_before():
    (piet,) = cards_of("google-old.csv")

    assert piet.channels == (
        Channel("email", "work", "piet@hein.example", main=True), Channel("email", "work", "p.hein@werk.example"),
        Channel("mobile", "", "+31 6 12345678"), Channel("fax", "work", "+31 20 1234567"),
        Channel("website", "", "https://hein.example"),
    )  # fmt: skip
    assert (piet.street, piet.street_2, piet.postcode, piet.city) == (
        "Dam 1",
        "3 hoog",
        "1012 JS",
        "Amsterdam",
    )
    assert (piet.company_name, piet.job_title, piet.birthday) == ("Zilvervloot BV", "Admiraal", "--11-25")
    assert cell("Custom Field 1 - Type", "Schoenmaat") in piet.extra


def test_a_spreadsheet_with_habits_of_its_own():
    tine, koen, too_long, jo = cards_of("excel-nl.csv")

    assert (tine.first_name, tine.surname, tine.street, tine.street_2) == (
        "Tine",
        "De Wolf",
        "Markt 7 bus 2",
        "Postbus 12",
    )
    assert (tine.postcode, tine.city, tine.vat_number) == ("9000", "Gent", "BE 0123.456.749")
    assert [channel.value for channel in tine.channels if channel.kind == "email"] == [
        *("tine@wolwinkel.example", "info@wolwinkel.example"),
    ]  # fmt: skip
    assert koen.channel("mobile") == "+32 15 11 22 33"
    assert (too_long.line, too_long.key, too_long.facts) == (
        6,
        "table.row_long",
        {"cells": 14, "columns": 13},
    )
    assert (jo.surname, [remark.key for remark in jo.remarks]) == ("Claes", ["table.row_short"])


@pytest.mark.parametrize(
    ("case", "octets"),
    [
        ("UTF-8", "Naam;Plaats\nElise;Liège\n".encode()),
        ("UTF-8 of Excel", "Naam;Plaats\nElise;Liège\n".encode("utf-8-sig")),
        ("UTF-16 of Excel", "Naam\tPlaats\r\nElise\tLiège\r\n".encode("utf-16")),
        ("UTF-16 without a mark", "Naam\tPlaats\r\nElise\tLiège\r\n".encode("utf-16-le")),
        ("Windows", "Naam,Plaats\r\nElise,Liège\r\n".encode("cp1252")),
        ("MS-DOS", "Naam;Plaats\r\nElise;Liège\r\n".encode("cp850")),
        ("old Mac", "Naam;Plaats\rElise;Liège\r".encode()),
        (
            "UTF-8 taken for Windows",
            "Naam;Plaats\nElise;Liège\n".encode().decode("cp1252", "ignore").encode(),
        ),
        (
            "one row of Windows in UTF-8",
            "Plaats;Naam\nLiège;Elise\n".encode("cp1252"),
        ),
        ("a line that names the delimiter", "sep=;\nNaam;Plaats\nElise;Liège".encode()),
        ("bars", "Naam|Plaats\nElise|Liège".encode()),
    ],
)
def test_encodings_and_delimiters_are_found_out(case, octets):
    assert [(card.name, card.city) for card in rows(octets)] == [("Elise", "Liège")], case


def test_a_heading_that_nobody_knows_is_no_table_of_contacts():
    (error,) = rows("foo;bar\n1;2\n")

    assert isinstance(error, RowError)
    assert (error.line, error.key, error.source) == (1, "table.no_columns", ("foo", "bar"))
    assert [each.key for each in rows("")] == ["table.empty"]


def test_a_birthday_that_is_none_is_kept_and_remarked_on():
    (card,) = rows("Naam;Geboortedatum\nJan;31/31/1980\n")

    assert (card.birthday, card.extra) == ("", (cell("Geboortedatum", "31/31/1980"),))
    assert [(remark.key, remark.value) for remark in card.remarks] == [("birthday.unreadable", "31/31/1980")]


def test_lines_count_the_breaks_inside_cells():
    found = rows('Naam;Notities\nA;"1\n2\n3"\nB;x\n')

    assert [card.line for card in found] == [2, 5]


def test_the_user_may_send_columns_elsewhere():
    with (FILES / "excel-nl.csv").open("rb") as stream:
        file = CsvFile(stream)
        mapping = file.mapping.changed({"Favoriete kleur": "comment", "GSM": "phone:home", "Firma": None})
        tine = next(file.cards(mapping))

    assert isinstance(tine, Card)
    assert (tine.comment, tine.company_name) == ("groen", "")
    assert Channel("phone", "home", "0470/11.22.33") in tine.channels
    assert tine.extra == (cell("Firma", "Wolwinkel"),)


def test_a_mapping_can_be_saved_and_used_again():
    with (FILES / "google-new.csv").open("rb") as stream:
        mapping = CsvFile(stream).mapping

    assert mapping.changed(mapping.as_dict()) == mapping


@pytest.mark.parametrize("choice", [{"Kleur": "comment"}, {"Naam": "no_such_field"}])
def test_a_column_or_target_that_does_not_exist_is_refused(choice):
    with pytest.raises(KeyError):
        CsvFile((FILES / "excel-nl.csv").open("rb")).mapping.changed(choice)


@pytest.mark.parametrize("kind", ["company", "person"])
@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.csv")))
def test_rows_of_a_kind_that_nobody_wants_are_passed_over_and_the_others_are_the_same(name, kind):
    with (FILES / name).open("rb") as one, (FILES / name).open("rb") as other:
        whole, file = list(CsvFile(one).cards()), CsvFile(other)
        found = list(file.wanted_cards(file.mapping, lambda each: each == kind))

    assert [kind_of(card) for card in whole if isinstance(card, Card)]
    assert found == [card if isinstance(card, RowError) or kind_of(card) == kind else None for card in whole]


@pytest.mark.parametrize(
    ("case", "table", "kinds"),
    [
        ("a particle alone makes a person", "particle,phone\nvan,1\n", ["person"]),
        ("the name of the company makes one", "name,company\nMaes,Maes\n", ["company"]),
        ("an unknown word is no kind", "kind,name,company\nalien,An,Maes\n", ["person"]),
        ("nothing but a phone is read whole", "name,phone\n,1\n", [""]),
        ("a row too long is read whole", "name,phone\nAn,1,2\n", [""]),
    ],
)
def test_the_names_of_a_row_say_of_what_kind_it_is(case, table, kinds):
    file = CsvFile(BytesIO(table.encode()))
    reader = RowReader(file.mapping)

    assert [reader.kind(each.cells) for each in file.records if isinstance(each, Record)] == kinds, case
