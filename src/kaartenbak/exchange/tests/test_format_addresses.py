"""Alternative addresses and their periods in tables."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_csv, write_csv
from kaartenbak.exchange.formats.table import heading
from kaartenbak.exchange.formats.table.addresses import address_text, addresses_in, addresses_text, columns_of
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range, code_for, ranges_in, ranges_text
from kaartenbak.exchange.rules.card import Card, Extra, Role
from kaartenbak.exchange.tests.samples import cards_of, rows

SUMMER = Address(
    "SUMMER", street="Zeedijk 12; bus 3", postcode="8400", city="Oostende", country="BE", phone="059 12 34 56",
    ranges=(Range("2026-07-01", "2026-08-31", True), Range("2027-01-01")),
)  # fmt: skip
LINE = (
    "SUMMER: street=Zeedijk 12\\; bus 3; postcode=8400; city=Oostende; country=BE; phone=059 12 34 56; "
    "ranges=2026-07-01..2026-08-31 yearly, 2027-01-01.."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-01..2026-08-31", Range("2026-07-01", "2026-08-31")),
        ("2026-07-01..2026-08-31 yearly", Range("2026-07-01", "2026-08-31", True)),
        ("2026-07-01..", Range("2026-07-01")),
        ("1/7/2026", Range("2026-07-01")),
        ("1/07/2026 - 31/08/2026 (jaarlijks)", Range("2026-07-01", "2026-08-31", True)),
        ("van 1-7-2026 tot en met 31-8-2026 elk jaar", Range("2026-07-01", "2026-08-31", True)),
        ("du 1.7.2026 au 31.8.2026 chaque année", Range("2026-07-01", "2026-08-31", True)),
        ("vom 1.7.2026 bis 31.8.2026 jährlich", Range("2026-07-01", "2026-08-31", True)),
        ("2026-07-01/2026-08-31", Range("2026-07-01", "2026-08-31")),
        ("2026-12-20 – 2027-01-05", Range("2026-12-20", "2027-01-05")),
        ("2026-08-31..2026-07-01", Range("2026-08-31", "2026-07-01")),
        ("2026-02-31..2026-03-05", None),
        ("2026-07-01..2026-02-31", None),
        ("2026-07-01..2026-08-31 soms", None),
        ("zomer", None),
        ("2026-07-01.." + " " * 100_000, Range("2026-07-01")),
        ("2026-07-01.." + "x" * 100_000, None),
    ],
)
def test_a_period_as_people_write_it(text, expected):
    found, unread = ranges_in(text)

    assert found == ((expected,) if expected else ())
    assert unread == ([] if expected else [text])


def test_periods_are_divided_by_commas_semicolons_and_lines():
    found, unread = ranges_in("2026-01-01..2026-01-31, 2026-03-01..;2026-05-01..2026-06-01\n x ")

    assert [each.starts for each in found] == ["2026-01-01", "2026-03-01", "2026-05-01"]
    assert unread == ["x"]


def test_an_address_is_a_line_that_can_be_read():
    assert address_text(SUMMER) == LINE
    assert addresses_in(LINE) == ([SUMMER], [], [])


def test_a_cell_is_read_in_words_of_four_languages():
    found = addresses_in(
        "ZOMER: straat=Zeedijk 12; Plaats: Oostende; land=België; periodes=1/7/2026 - 31/8/2026 jaarlijks"
    )

    assert found.addresses == [
        Address("ZOMER", street="Zeedijk 12", city="Oostende", country="BE", ranges=(Range("2026-07-01", "2026-08-31", True),))
    ]  # fmt: skip
    assert found.unread == []


def test_what_is_no_part_of_an_address_is_told_and_kept():
    found = addresses_in("SUMMER: city=Oostende; shoe=43; ranges=2026-02-31..\nnonsense\n!FAIR\n!")

    assert found.addresses == [Address("SUMMER", city="Oostende")]
    assert found.unread == ["SUMMER: shoe=43", "SUMMER: ranges=2026-02-31..", "nonsense"]
    assert found.taken_off == ["FAIR", ""]


def test_unread_periods_are_a_remark_and_stay_with_the_card():
    (card,) = rows("name,address_1_code,address_1_ranges\nMaes,SUMMER,2026-02-31..\n")

    assert [(each.key, each.value) for each in card.remarks] == [
        ("address.unreadable", "SUMMER: 2026-02-31..")
    ]
    assert card.extra == (Extra("ranges", "SUMMER: 2026-02-31..", Role.CELL),)


def test_a_sheet_with_columns_for_each_address():
    maes, claes = cards_of("addresses-nl.csv")

    assert maes.street == "Kerkstraat 1"
    assert maes.addresses == (
        Address("ZOMER", street="Zeedijk 12", postcode="8400", city="Oostende", country="BE",
                ranges=(Range("2026-07-01", "2026-08-31", True),)),
        Address("BEURS", company_name="Stand 12", city="Kortrijk", phone="056 24 11 11",
                ranges=(Range("2026-10-16", "2026-10-18"),)),
    )  # fmt: skip
    assert claes.addresses == ()


def test_other_programs_number_their_addresses_without_codes():
    (card,) = rows("name,address_1_street,address_1_city,address_2_city\nMaes,Markt 1,Gent,Aalst\n")

    assert (card.street, card.city) == ("Markt 1", "Gent")
    assert card.addresses == (Address("2", city="Aalst"),)


@pytest.mark.parametrize("language", ["", "nl", "en", "fr", "de"])
def test_an_address_survives_columns_of_its_own(language):
    columns = ("kind", "name", *columns_of(1), *columns_of(2))
    card = Card(
        kind="company",
        name="Maes",
        addresses=(SUMMER, Address("FAIR", fax="1", ranges=(Range("2026-01-01"),))),
    )
    stream = BytesIO()
    write_csv([card, Card(kind="company", name="Claes")], stream, columns, language=language)

    assert list(read_csv(BytesIO(stream.getvalue()))) == [card, Card(kind="company", name="Claes")]
    assert heading("address_1_street", "nl") == "Alternatief adres 1, straat"


def test_the_code_of_an_address_that_is_only_labelled():
    taken: set[str] = set()
    for label, code in (
        ("home", "HOME"),
        ("home", "HOME2"),
        ("", "OTHER"),
        ("Huis aan zee/3", "HUIS AAN ZE"),
        ("?", "OTHER2"),
    ):
        assert code_for(label, taken) == code
        taken.add(code)


def test_of_many_addresses_with_one_label_each_goes_on_at_the_number_that_was_reached():
    class Taken(set[str]):
        looks = 0

        def __contains__(self, code: object) -> bool:
            Taken.looks += 1
            return super().__contains__(code)

    taken, reached = Taken(), dict[str, int]()
    for _ in range(500):
        taken.add(code_for("home", taken, reached))

    assert taken == {"HOME", *(f"HOME{number}" for number in range(2, 501))}
    assert Taken.looks < 1_100


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=15).map(str.strip)
days = st.dates().map(str)
ranges = st.lists(st.builds(Range, days, days | st.just(""), st.booleans()), max_size=3).map(tuple)
addresses = st.builds(
    Address, texts.filter(bool), **{name: texts for name in TEXTS if name != "country"},
    country=st.sampled_from(["", "BE", "FR"]), ranges=ranges,
)  # fmt: skip


@given(st.lists(addresses, max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_addresses_survive_a_cell(found):
    assert addresses_in(addresses_text(found)) == (found, [], [])


@given(ranges)
@settings(max_examples=100, deadline=None)
def test_any_periods_survive_as_text(found):
    assert ranges_in(ranges_text(found)) == (found, [])
