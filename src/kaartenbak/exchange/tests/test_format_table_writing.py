"""Tables that we write, and cards that go out and come back."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_csv, recognise, write_csv
from kaartenbak.exchange.formats.table import COLUMNS, DEFAULT_COLUMNS, EVERY_COLUMN, heading
from kaartenbak.exchange.formats.table.lines import lines_of, safe
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Role
from kaartenbak.exchange.tests.samples import rows

JAN = Card(
    kind="person", first_name="Jan", surname="Peeters", company_name="De Haven", country="BE", birthday="--02-29",
    channels=(
        Channel("phone", "", "+32 3 555"), Channel("email", "", "jan@haven.example"), Channel("email", "", "j@thuis.example"),
        Channel("phone", "Balie", "03 66"), Channel("messaging", "Skype", "skype:jan:p"),
    ),
    mailing_groups=("Beurs; 2026",), comment="een\ntwee", extra=(Extra("X-A", "1"), Extra("Kleur", "rood", Role.CELL)),
)  # fmt: skip


def written(cards, columns=EVERY_COLUMN, **options) -> bytes:
    stream = BytesIO()
    write_csv(cards, stream, columns, **options)
    return stream.getvalue()


@pytest.mark.parametrize("language", ["", "nl", "en", "fr", "de"])
def test_a_card_survives_a_table_with_headings_in_any_language(language):
    assert rows(written([JAN], language=language)) == [JAN]


def test_the_main_channels_have_columns_and_the_others_share_one():
    text = written([JAN], ("phone", "email", "email_2", "channels")).decode("utf-8-sig")

    assert list(csv.reader(StringIO(text, newline=""))) == [
        ["phone", "email", "email_2", "channels"],
        [
            "+32 3 555",
            "jan@haven.example",
            "j@thuis.example",
            "phone:Balie:03 66\nmessaging:Skype:skype\\:jan\\:p",
        ],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+32 9 222/33.44", "-5", "+A1", "-cmd|' /C calc'!A0", "'=1", "'s Gravenhage"]
)
def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(text):
    octets = written([Card(kind="person", first_name="Jan", surname=text)], ("kind", "first_name", "surname"))

    cell = list(csv.reader(StringIO(octets.decode("utf-8-sig"))))[1][2]
    assert cell[0] not in "=@"
    assert cell[0] not in "+-" or cell.strip("+- 0123456789/.") == ""
    assert [card.surname for card in rows(octets)] == [text]


def test_rows_of_cells_are_written_as_they_come():
    assert written([["Jan", "=1"], ["An", ""]], ("name", "comment"), bom=False, delimiter=";") == (
        b"name;comment\r\nJan;'=1\r\nAn;\r\n"
    )


def test_a_formula_is_found_between_other_cells_and_beside_rows_of_other_lengths():
    plain = [["Jan", ""], ["An", "=1"], ["@Bo", "x\0=2"]]

    assert (
        written(plain, ("name", "comment"), bom=False) == b"name,comment\r\nJan,\r\nAn,'=1\r\n'@Bo,x\0=2\r\n"
    )
    assert written([*plain, ["=Cis"]], ("name", "comment"), bom=False).endswith(b"x\0=2\r\n'=Cis\r\n")


def test_a_heading_is_no_formula_either_and_is_read_as_it_was():
    octets = written([["Jan", "x"]], ("name", "=1+1"), bom=False)

    assert octets.startswith(b"name,'=1+1\r\n")
    assert recognise(["name", "'=1+1"]).names == ("name", "=1+1")


signs = st.text(st.sampled_from("ab=+-@'\t\r\n\",; 1()\0é\u2028"), max_size=5)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(signs, min_size=width, max_size=width), min_size=1)
    )
)
@settings(max_examples=300, deadline=None)
def test_lines_of_columns_are_those_of_the_standard_library(rows):
    beside = StringIO(newline="")
    csv.writer(beside).writerows(map(safe, rows))

    assert lines_of(list(zip(*rows, strict=True)), ",") == beside.getvalue()


def test_every_column_that_we_write_is_recognised_in_every_language():
    for language in ("", "nl", "en", "fr", "de"):
        headings = [heading(name, language) for name in EVERY_COLUMN]
        fields = [target.field for _, target in sorted(recognise(headings).targets.items())]
        assert fields == [name.removesuffix("_2") if name == "email_2" else name for name in EVERY_COLUMN], (
            language
        )


def test_headings_in_the_four_languages_are_complete():
    assert [
        str(column.target) for column in COLUMNS if not (column.nl and column.en and column.fr and column.de)
    ] == []
    assert set(DEFAULT_COLUMNS) < set(EVERY_COLUMN)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20).map(str.strip)
values = texts.filter(lambda text: text and ";" not in text)
channels = st.builds(
    Channel, st.sampled_from(["phone", "email", "other"]), st.sampled_from(["", "work", "Balie: 2e"]), values, st.just(False)
)  # fmt: skip
groups = texts.filter(lambda text: text and "|" not in text and ":" not in text and text[0] != "*")
persons = st.builds(
    Card,
    kind=st.just("person"), first_name=texts.filter(bool), surname=texts, company_name=texts, street=texts.filter(bool),
    postcode=texts, city=texts, vat_number=texts, comment=texts, uid=texts, job_title=texts,
    channels=st.lists(channels, max_size=3, unique_by=lambda channel: (channel.kind, channel.value)).map(tuple),
    mailing_groups=st.lists(groups, max_size=3, unique=True).map(tuple),
)  # fmt: skip


@given(persons)
@settings(max_examples=200, deadline=None)
def test_any_person_survives_a_table(person):
    (found,) = read_csv(BytesIO(written([person])))

    assert isinstance(found, Card)
    assert {*found.channels} == {*person.channels}
    found.channels = person.channels
    assert found == person
