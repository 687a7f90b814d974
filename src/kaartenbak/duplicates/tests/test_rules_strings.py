"""The reference's search strings (contacts.md §16.1, §16.2, §16.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates.rules.strings import (
    DEFAULT_ROWS,
    checked,
    equal_strings,
    needed,
    pairs,
    string_of,
    strings_of,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Bakkerij De Smet", "BAKKE", "ESMET"),
        ("2000", "2000", "2000"),
        ("info@desmet.be", "INFO@", "METBE"),
        ('+ "&/,.;:-_(){}#!£$\\', "", ""),
        ("", "", ""),
        ("Ij", "IJ", "IJ"),
        ("Zoë & Zn", "ZOËZN", "ZOËZN"),
    ],
)
def test_a_string_is_the_first_or_last_signs_without_punctuation(text, first, last):
    assert (string_of(text, "first", 5), string_of(text, "last", 5)) == (first, last)


@pytest.mark.parametrize(("percentage", "least"), [(60, 10), (10, 2), (90, 15), (100, 16), (1, 1)])
def test_how_many_strings_must_be_equal(percentage, least):
    assert needed(16, percentage) == least


def test_blank_fields_have_no_string_and_an_enterprise_number_stands_for_that_of_the_vat():
    found = strings_of({"name": "De Smet", "city": "", "enterprise_number": "0200.068.636"}, DEFAULT_ROWS())

    assert found == {
        "name first": "DESME",
        "name last": "ESMET",
        "vat_number first": "02000",
        "vat_number last": "68636",
    }


STRINGS = some.dictionaries(
    some.sampled_from(["name first", "name last", "city first", "city last", "phone last"]),
    some.sampled_from(["A", "B", "C"]),
)


@given(some.dictionaries(some.integers(1, 40), STRINGS, max_size=25), some.integers(1, 6))
def test_the_pairs_are_those_that_comparing_everybody_finds(cards, least):
    everybody = {
        (low, high, equal_strings(cards[low], cards[high]))
        for low in cards
        for high in cards
        if low < high and equal_strings(cards[low], cards[high]) >= least
    }

    assert sorted(pairs(cards, least)) == sorted(everybody)


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (("name", "first", 1), "duplicates.setup_range"),
        (("name", "first", 11), "duplicates.setup_range"),
        (("kind", "first", 5), "duplicates.field_unknown"),
        (("city", "last", 5), "duplicates.setup_twice"),
    ],
)
def test_rows_that_cannot_be_are_refused(row, refusal):
    with pytest.raises(Refused) as refused:
        checked([("city", "last", 4), row])

    assert [each.key for each in refused.value.all] == [refusal]
