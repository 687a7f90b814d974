"""Workbooks that come in: what their cells show, whichever way they keep it."""

from io import BytesIO
from typing import Any

import pytest

from kaartenbak.exchange.formats import read_xlsx, xlsx_blocks
from kaartenbak.exchange.formats.sheets import XlsxFile, strings
from kaartenbak.exchange.formats.sheets.numbers import GENERAL, Format, moment, shown
from kaartenbak.exchange.formats.table import EVERY_COLUMN
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.tests.test_format_table_writing import JAN
from kaartenbak.exchange.tests.workbooks import DAY, MISTAKE, ZEROS, a_workbook, archive


def cards(octets: bytes) -> list[Any]:
    return list(read_xlsx(BytesIO(octets)))


def only_card(*rows: Any) -> Card:
    (card,) = cards(a_workbook(*rows))
    assert isinstance(card, Card), card
    return card


def test_texts_numbers_and_days_become_what_the_sheet_shows():
    card = only_card(
        ["Voornaam", "Achternaam", "Geboortedatum", "Postcode", "Minderjarig"],
        ["Jan", "Maes &amp; zoon", (29252, DAY), (900, ZEROS), True],
    )

    assert (card.first_name, card.surname, card.birthday) == ("Jan", "Maes & zoon", "1980-02-01")
    assert (card.postcode, card.minor, card.line) == ("00900", "1", 2)


@pytest.mark.parametrize(
    ("case", "row", "value"),
    [
        ("a mobile that lost its zero", {"Gsm": 470123456}, "0470123456"),
        ("a phone that lost its zero", {"Telefoon": 92223344}, "092223344"),
        ("a number that lost its plus", {"Telefoon": 3292223344}, "+3292223344"),
        ("a postcode of Saxony", {"Postcode": 1067, "Land": "DE"}, "01067"),
        ("a postcode of Belgium is whole", {"Postcode": 9000, "Land": "BE"}, "9000"),
        ("a number of Denmark has no zero", {"Telefoon": 33123456, "Land": "DK"}, "33123456"),
        ("a number with decimals that say nothing", {"Gsm": 470123456.0}, "0470123456"),
    ],
)
def test_zeros_that_a_spreadsheet_dropped_are_put_back(case, row, value):
    card = only_card(["Naam", *row], ["Maes", *row.values()])

    found = card.channels[0].value if card.channels else card.postcode
    told = [] if value in {"9000", "33123456"} else ["cell.zero"]
    assert found == value, case
    assert [each.key for each in card.remarks] == told, case


def test_a_day_without_its_style_is_read_where_a_birthday_is_expected():
    assert only_card(["Naam", "Voornaam", "Geboortedatum"], ["Maes", "Jan", 29252]).birthday == "1980-02-01"


def test_digits_that_may_be_lost_and_mistakes_are_told():
    card = only_card(["Naam", "Extern ID", "Plaats"], ["Maes", 5425000000000012, ("#N/B", MISTAKE)])

    assert (card.external_id, card.city) == ("5425000000000012", "")
    assert [(each.key, each.field) for each in card.remarks] == [
        ("cell.mistake", "city"),
        ("cell.rounded", "external_id"),
    ]


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        ("44286", 14, "2021-03-31"),
        ("44286.5", 22, "2021-03-31 12:00"),
        ("0.5", 20, "12:00"),
        ("59", 14, "1900-02-28"),
        ("1.5", 0, "1.5"),
        ("0.30000000000000004", 0, "0.3"),
        ("4.7E8", 0, "470000000"),
        ("1E+400", 0, "1E+400"),
        ("9999999", 14, "9999999"),
        ("nonsense", 0, "nonsense"),
    ],
)
def test_a_number_is_told_as_it_is_shown(number, code, said):
    assert shown(number, Format(code, ""), since_1904=False) == said


@pytest.mark.parametrize(
    ("code", "day", "zeros"),
    [
        ("yyyy-mm-dd", True, 0),
        ('"dag" 0', False, 1),
        ("[Red]#,##0", False, 0),
        ("00000", False, 5),
        ("0000 000 000", False, 10),
    ],
)
def test_a_format_tells_days_and_zeros(code, day, zeros):
    format = Format(170, code)

    assert (format.is_day, format.zeros) == (day, zeros)


def test_days_of_a_mac_begin_in_1904():
    assert moment(42824, Format(14, ""), since_1904=True) == "2021-03-31"
    assert not GENERAL.is_day


def test_the_sheet_with_known_headings_is_read_unless_another_is_chosen():
    octets = a_workbook(
        ["Uitleg"], ["Vul het tweede blad in"], name="Lees mij",
        more={"Klanten": [["Naam", "Plaats"], ["Maes", "Gent"]], "Oud": [["Naam"], ["Peeters"]]},
    )  # fmt: skip

    chosen = list(XlsxFile(BytesIO(octets), Layout(sheet="Oud")).cards())

    assert [card.name for card in cards(octets)] == ["Maes"]
    assert [card.name for card in chosen] == ["Peeters"]  # type: ignore[union-attr]


def test_a_title_above_the_headings_is_passed_over():
    card = only_card(
        ["Klantenlijst 2026"], [], ["Opgemaakt op", (44286, DAY)], ["Naam", "Plaats"], ["Maes", "Gent"]
    )

    assert (card.name, card.city, card.line) == ("Maes", "Gent", 5)


def test_a_row_that_ends_early_is_whole():
    card = only_card(["Naam", "Plaats", "Opmerking"], ["Maes"])

    assert (card.name, card.remarks) == ("Maes", ())


def test_rich_text_is_one_text_and_hints_on_speech_are_none_of_it():
    rich = "<si><r><t>Ma</t></r><r><t>es</t></r><rPh><t>mah</t></rPh></si>"
    sheet = '<sheetData><row><c t="inlineStr"><is><t>Naam</t></is></c></row><row><c t="s"><v>0</v></c></row></sheetData>'

    assert [card.name for card in cards(archive({"A": sheet}, [rich]))] == ["Maes"]


def test_many_texts_lie_in_a_file(monkeypatch):
    monkeypatch.setattr(strings, "IN_MEMORY", 150)
    names = [f"Firma é {number}" for number in range(50)]

    assert [card.name for card in cards(a_workbook(["Naam"], *[[name] for name in names]))] == names


def test_what_goes_out_comes_back_the_same():
    assert cards(b"".join(xlsx_blocks([JAN], EVERY_COLUMN))) == [JAN]
    rows = [["=1+1"], ["'s Gravenhage"], ["_x000D_"], ["a\nb <&>"]]
    again = cards(b"".join(xlsx_blocks([["company", *row] for row in rows], ["kind", "name"])))
    assert [[card.name] for card in again] == rows
