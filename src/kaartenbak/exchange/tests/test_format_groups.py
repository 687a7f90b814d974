"""Cells with several codes: groups, responsibilities, web sources."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_csv, write_csv
from kaartenbak.exchange.formats.table import EVERY_COLUMN
from kaartenbak.exchange.formats.table.codes import codes_in, codes_text, web_sources_in, web_sources_text
from kaartenbak.exchange.rules.card import Card, WebSource
from kaartenbak.exchange.tests.samples import rows


@pytest.mark.parametrize(
    ("cell", "wanted", "taken_off"),
    [
        ("MOVE", ["MOVE"], []),
        ("MOVE|GIFT", ["MOVE", "GIFT"], []),
        ("MOVE; GIFT ;", ["MOVE", "GIFT"], []),
        ("MOVE, Nieuwe klanten\nGIFT", ["MOVE", "Nieuwe klanten", "GIFT"], []),
        ("Beurs; 2026|", ["Beurs; 2026"], []),
        ("MOVE|MOVE| |", ["MOVE"], []),
        ("* myContacts ::: * VIP ::: Pers", ["VIP", "Pers"], []),
        ("myContacts", [], []),
        ("myContacts|", ["myContacts"], []),
        ("MOVE|!GIFT|! NEWS", ["MOVE"], ["GIFT", "NEWS"]),
        ("!", [], [""]),
        ("MOVE;!", ["MOVE"], [""]),
        ("\\!A|B\\|C|D\\E", ["!A", "B|C", "D\\E"], []),
        ("|||", [], []),
    ],
)
def test_a_cell_with_codes(cell, wanted, taken_off):
    assert codes_in(cell) == (wanted, taken_off)


@pytest.mark.parametrize(
    ("cell", "sources", "taken_off"),
    [
        ("KBO:0200.068.636|MAPS", [WebSource("KBO", "0200.068.636"), WebSource("MAPS")], []),
        ("KBO: Maes, Jan; MAPS:", [WebSource("KBO", "Maes, Jan"), WebSource("MAPS")], []),
        ("URL:https://x.be/?a=1;", [WebSource("URL", "https://x.be/?a=1")], []),
        ("KBO|!MAPS", [WebSource("KBO")], ["MAPS"]),
    ],
)
def test_a_cell_with_web_sources(cell, sources, taken_off):
    assert web_sources_in(cell) == (sources, taken_off)


texts = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
lists = st.lists(texts, min_size=1, max_size=5, unique=True)


@given(lists)
@settings(max_examples=300, deadline=None)
def test_any_codes_survive_a_cell(codes):
    assert codes_in(codes_text(codes)) == (codes, [])


@given(
    st.lists(
        st.builds(WebSource, texts, texts | st.just("")),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each.code,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_web_sources_survive_a_cell(sources):
    assert web_sources_in(web_sources_text(sources)) == (sources, [])


@given(lists, lists, st.lists(st.builds(WebSource, texts, texts), max_size=2, unique=True))
@settings(max_examples=100, deadline=None)
def test_what_a_card_belongs_to_survives_a_table(some, others, sources):
    card = Card(
        kind="company", name="Maes", mailing_groups=tuple(some), industry_groups=tuple(others), business_relations=tuple(some),
        job_responsibilities=tuple(others), web_sources=tuple(sources),
    )  # fmt: skip
    stream = BytesIO()
    write_csv([card], stream, EVERY_COLUMN)

    assert list(read_csv(BytesIO(stream.getvalue()))) == [card]


def test_several_columns_of_groups_are_one():
    (card,) = rows("Naam,Mailinggroep,Categorieën\nMaes,MOVE,GIFT;MOVE\n")

    assert card.mailing_groups == ("MOVE", "GIFT")


def test_a_code_that_a_spreadsheet_takes_for_a_formula_is_disarmed_and_comes_back():
    stream = BytesIO()
    write_csv(
        [Card(kind="person", name="Jan", mailing_groups=("=CMD",))],
        stream,
        ("kind", "name", "mailing_groups"),
    )

    assert b"'=CMD" in stream.getvalue()
    assert [card.mailing_groups for card in rows(stream.getvalue())] == [("=CMD",)]
