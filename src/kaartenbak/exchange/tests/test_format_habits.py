"""How programs of different countries write tables: found out, and changed where somebody knows better."""

from io import BytesIO
from typing import Any

import pytest

from kaartenbak.exchange.formats import CsvFile, recognise
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.rules.layout import Layout

GOOGLE = {
    "nl": ("Voornaam|Organisatienaam", "E-mail", "Telefoon", "Waarde", "Label", "Adres|Straat|Plaats|Land", "Werk|Mobiel"),
    "en": ("First Name|Organization Name", "E-mail", "Phone", "Value", "Label", "Address|Street|City|Country", "Work|Mobile"),
    "fr": ("Prénom|Nom de l'organisation", "E-mail", "Téléphone", "Valeur", "Libellé", "Adresse|Rue|Ville|Pays", "Bureau|Mobile"),
    "de": ("Vorname|Name der Organisation", "E-Mail", "Telefon", "Wert", "Label", "Adresse|Straße|Stadt|Land", "Arbeit|Mobil"),
}  # fmt: skip


def cards(text: str | bytes, **layout: Any) -> list[Any]:
    octets = text if isinstance(text, bytes) else text.encode()
    return list(CsvFile(BytesIO(octets), Layout(**layout)).cards())


def phones(text: str, **layout: Any) -> list[str]:
    return [each.value for card in cards(text, **layout) for each in card.channels]


@pytest.mark.parametrize("language", GOOGLE)
def test_google_speaks_four_languages(language):
    names, email, phone, value, label, address, labels = GOOGLE[language]
    (place, *parts), (work, mobile) = address.split("|"), labels.split("|")
    pairs = [f"{each} 1 - {part}" for each in (email, phone) for part in (label, value)]
    headings = [*names.split("|"), *pairs, *(f"{place} 1 - {part}" for part in (label, *parts))]
    cells = [
        "An",
        "Maes",
        f"* {work}",
        "an@maes.be ::: info@maes.be",
        mobile,
        "0470",
        work,
        "Markt 1",
        "Gent",
        "BE",
    ]

    (card,) = cards(f"{','.join(headings)}\n{','.join(cells)}\n")

    assert (card.first_name, card.company_name, card.street, card.city, card.country) == (
        "An",
        "Maes",
        "Markt 1",
        "Gent",
        "BE",
    )
    assert [(each.kind, each.value) for each in card.channels] == [
        *(("email", "an@maes.be"), ("email", "info@maes.be"), ("mobile", "0470")),
    ]  # fmt: skip


def test_what_outlook_writes_for_everybody_says_nothing():
    (card,) = cards("First Name,Gender,Priority,Private,Hobby\nAn,Unspecified,Normal,False,Normal\n")

    assert [(each.name, each.value) for each in card.extra] == [("Hobby", "Normal")]


def test_the_place_of_appointments_is_no_city():
    mapping = recognise(["Vorname", "Ort geschäftlich", "Ort"])

    assert (str(mapping.targets[1]), mapping.unrecognised) == ("city:work", (2,))


@pytest.mark.parametrize(
    ("case", "text", "layout", "name"),
    [
        ("apostrophes around cells", "'Naam','Plaats'\n'Maes, An','Gent'\n", {}, "Maes, An"),
        ("no marks at all, as chosen", 'Naam;Plaats\n"Maes;Gent\nClaes";Gent\n', {"quote": "none"}, '"Maes'),
        ("another delimiter, as chosen", "Naam|x;Plaats\nMaes|1;Gent\n", {"delimiter": "|"}, "Maes"),
        (
            "another line of headings",
            "Naam;Plaats\nMevrouw;Stad\nNaam;Plaats\nMaes;Gent\n",
            {"header": 3},
            "Maes",
        ),
    ],
)
def test_how_lines_divide_is_found_out_or_chosen(case, text, layout, name):
    assert cards(text, **layout)[0].name == name, case


@pytest.mark.parametrize(
    ("case", "layout", "birthday"),
    [
        ("days first", {}, "1980-04-03"),
        ("months first, as chosen", {"dates": "month"}, "1980-03-04"),
    ],
)
def test_what_comes_first_in_a_date_is_chosen(case, layout, birthday):
    assert cards("Naam;Geboortedatum\nMaes;3/4/1980\n", **layout)[0].birthday == birthday, case


@pytest.mark.parametrize(
    ("written", "layout", "postcode"),
    [
        ("9000.0", {}, "9000"),
        ("9000,00", {}, "9000"),
        ("9.000", {"decimal": ","}, "9000"),
        ("9,000.0", {"decimal": "."}, "9000"),
        ("9.000", {}, "9.000"),
        ("1011 AB", {}, "1011 AB"),
    ],
)
def test_a_postcode_is_no_number_with_decimals(written, layout, postcode):
    (card,) = cards(f"Naam;Postcode\nMaes;{written}\n", **layout)

    assert card.postcode == postcode


def test_a_column_of_phones_that_lost_their_zeros_gets_them_back_with_a_word():
    found = cards("Naam;Gsm;Land\nA;470112233;BE\nB;32470112234;BE\nC;470112235,0;BE\n")

    assert [card.channels[0].value for card in found] == ["0470112233", "+32470112234", "0470112235"]
    assert [remark.key for card in found for remark in card.remarks] == ["cell.zero"] * 3


@pytest.mark.parametrize(
    ("case", "country", "number", "read"),
    [
        ("Belgian at home", "BE", "3294700058", "+3294700058"),
        ("Belgian in the Netherlands", "NL", "3294700058", "+3294700058"),
        ("Belgian where such long numbers are usual", "GB", "3294700058", "+3294700058"),
        ("of no country", "", "3294700058", "+3294700058"),
        ("no number of that country", "BE", "3204700058", "3204700058"),
        ("one of his own country", "DE", "32492637352", "32492637352"),
    ],
)
def test_a_phone_with_the_number_of_its_country_gets_its_plus(case, country, number, read):
    found = phones(f"Naam;Tel;Land\nA;09 222 33 44;BE\nB;{number};{country}\n")

    assert found == ["09 222 33 44", read], case


def test_a_column_in_which_one_phone_has_its_zero_stays_as_it_is():
    assert phones("Naam;Gsm\nA;470112233\nB;0470112234\nC;470112235\n") == [
        "470112233",
        "0470112234",
        "470112235",
    ]


def test_a_number_in_a_short_form_says_that_digits_may_be_missing():
    (card,) = cards("Naam;Gsm\nA;4,70123E+08\n")

    assert isinstance(card, Card)
    assert (card.channels[0].value, [each.key for each in card.remarks]) == ("470123000", ["cell.shortened"])


def test_one_row_is_read_by_the_habits_of_the_whole_file():
    file = CsvFile(BytesIO(b"Naam;Geboortedatum\nMaes;3/4/1980\nClaes;12/31/1980\n"))
    file.records = (each for each in file.records if each.line == 2)

    assert [card.birthday for card in file.cards() if isinstance(card, Card)] == ["1980-03-04"]
