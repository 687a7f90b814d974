"""The VAT formats that a new installation starts with."""

import pytest
from stdnum import get_cc_module

from kaartenbak.setup.data.cldr import EU_MEMBERS
from kaartenbak.setup.data.vat_formats import FORMATS, matches, rows, vat_formats

EXAMPLES = [pytest.param(entry.country, entry.example, id=entry.prefix) for entry in FORMATS]

MORE_VALID = [
    ("AT", "ATU54065602"), ("BE", "BE0200068636"), ("BG", "BG7501020018"), ("CZ", "CZ7103192745"),
    ("ES", "ESX5253868R"), ("ES", "ESB64717838"), ("FR", "FRK7399859412"), ("IE", "IE8D79739I"),
    ("IE", "IE3333510LH"), ("LT", "LT100001919017"), ("NL", "NL002455799B11"), ("RO", "RO361757"),
    ("CH", "CHE-107.787.577 MWST"), ("GB", "GB980780684"), ("GB", "GBGD001"), ("SE", "SE123456789701"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "number"), [*EXAMPLES, *MORE_VALID])
def test_a_number_that_the_library_calls_valid_has_a_listed_form(country, number):
    module = get_cc_module(country.lower(), "vat")

    assert module is not None
    assert module.is_valid(number.replace("XI", "GB"))
    assert [pattern for pattern in vat_formats(country) if matches(pattern, number)]


def test_every_member_of_the_union_and_three_neighbours_have_formats():
    assert {country for country, _ in rows()} == EU_MEMBERS | {"GB", "CH", "NO"}


def test_a_pattern_is_listed_once_and_fits_in_the_field():
    patterns = list(rows())

    assert len(set(patterns)) == len(patterns)
    assert [pattern for _, pattern in patterns if not 2 <= len(pattern) <= 20] == []


@pytest.mark.parametrize(
    ("case", "pattern", "number", "fits"),
    [
        ("digits", "##", "12", True),
        ("a letter for a digit", "##", "1A", False),
        ("letter", "@", "A", True),
        ("a digit for a letter", "@", "1", False),
        ("anything", "??", "A1", True),
        ("the character itself", "BE#", "BE1", True),
        ("another character", "BE#", "NL1", False),
        ("too long", "#", "12", False),
        ("too short", "##", "1", False),
        ("a digit of another script", "#", "٣", False),
        ("a letter of another script", "@", "Б", False),
        ("blank", "#", "", False),
        ("a sign for anything", "?", "+", True),
    ],
)
def test_a_number_has_the_form_of_a_pattern(case, pattern, number, fits):
    assert matches(pattern, number) is fits, case


def test_a_country_without_formats_has_none():
    assert vat_formats("US") == ()
