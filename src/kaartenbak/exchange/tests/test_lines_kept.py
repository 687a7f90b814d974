"""Lines of vCards that no field is for: kept with the card, and written again as they came."""

import pytest

from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.rules.comments import LONGEST
from kaartenbak.exchange import queries
from kaartenbak.exchange.rules.card import Extra, Role
from kaartenbak.exchange.rules.kept import extras, pieces
from kaartenbak.exchange.tests.files_of import bring, outcomes, the_card
from kaartenbak.testing.builders import a_setup
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db
LINES = (
    "ROLE:Ingenieur\\, hoofd",
    'X-PLACE;X-AT="a:b;c";TYPE=x: with a blank',
    "item7.X-SOCIALPROFILE;type=mastodon:https://example.org/@an",
    "item7.X-ABLabel:_$!<HomePage>!$_",
    f"LOGO;ENCODING=b;TYPE=PNG:{'QUJD' * 8_000}",
    "RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
)


def a_card(*lines: str) -> str:
    return "".join(
        f"{line}\r\n"
        for line in (
            "BEGIN:VCARD",
            "VERSION:3.0",
            "FN:An Claes",
            "N:Claes;An;;;",
            "EMAIL:an@claes.be",
            *lines,
            "END:VCARD",
        )
    )


def written(version: str = "3.0") -> list[str]:
    """The lines of the one card of the register, unfolded."""
    text = b"".join(queries.as_vcards(queries.chosen({}, by=EDITOR), version)).decode()
    return text.replace("\r\n ", "").split("\r\n")


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def test_what_the_register_has_no_field_for_goes_out_again_as_it_came():
    bring(a_card(*LINES, "NOTE:Belt op maandag"), ending=".vcf")

    assert [line for line in written() if line in LINES] == list(LINES)
    assert "NOTE:Belt op maandag" in written()


def test_the_units_of_a_company_go_out_again():
    bring(a_card("ORG:Maes;Verkoop;Export"), ending=".vcf")

    assert "ORG:Maes;Verkoop;Export" in written()


def test_bringing_the_same_again_changes_nothing():
    bring(a_card(*LINES), ending=".vcf")
    add_comment(contact=the_card("An Claes"), text="Belt op maandag", by=EDITOR)
    bring(a_card("X-LATER:1"), ending=".vcf", mode="update", match=("email",))

    again = "\r\n".join(written())
    record = bring(again, ending=".vcf", mode="update", match=("uid",))

    assert outcomes(record) == {"skipped": 1}
    assert {"X-LATER:1", *LINES} <= set(written())


def test_a_line_longer_than_a_comment_is_whole_again():
    lines = [f"LOGO:{'x' * n}" for n in (LONGEST - 5, LONGEST - 6, 3 * LONGEST, 1)]

    assert extras(pieces(lines)) == tuple(Extra("LOGO", line[5:], Role.LINE) for line in lines)


def test_the_report_counts_the_lines_that_were_kept_by_their_property():
    others = a_card("X-PLACE:1", "ROLE:Chef").replace("An Claes", "Jan Maes").replace("an@claes", "jan@maes")
    counts = {"LOGO": 1, "RELATED": 1, "ROLE": 2, "X-PLACE": 2, "X-SOCIALPROFILE": 1}

    record = bring(a_card(*LINES) + others, ending=".vcf")

    assert record.kept == counts
    assert api(EDITOR).get(f"/imports/{record.pk}").body["kept"] == counts
    page = visitor(EDITOR).get(f"/import/{record.pk}/").content.decode()
    assert "kept as comments: ROLE (2), X-PLACE (2), LOGO (1)" in page


def test_lines_that_a_card_has_already_are_not_counted_again():
    bring(a_card(*LINES), ending=".vcf")

    record = bring(a_card(*LINES, "X-LATER:1"), ending=".vcf", mode="update", match=("email",))

    assert record.kept == {"X-LATER": 1}
