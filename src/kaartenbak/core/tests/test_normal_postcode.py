import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal import postcode


@pytest.mark.parametrize(
    ("typed", "country", "normal"),
    [
        ("1234AB", "NL", "1234 AB"),
        ("nl-1234 ab", "NL", "1234 AB"),
        ("B-9000", "BE", "9000"),
        ("be 9000", "be", "9000"),
        ("9000", "BE", "9000"),
        ("L-1234", "LU", "1234"),
        ("F-75 008", "FR", "75008"),
        ("D-10115", "DE", "10115"),
        ("A-1010", "AT", "1010"),
        ("sw1a1aa", "GB", "SW1A 1AA"),
        ("M25BQ", "GB", "M2 5BQ"),
        ("w1a 4zz", "GB", "W1A 4ZZ"),
        ("je23ab", "JE", "JE2 3AB"),
        ("d02x285", "IE", "D02 X285"),
        ("11455", "SE", "114 55"),
        ("00950", "PL", "00-950"),
        ("lv1010", "LV", "LV-1010"),
        ("941031234", "US", "94103-1234"),
        ("k1a0b1", "CA", "K1A 0B1"),
        ("90000", "BE", "90000"),
        (" bp  12 ", "FR", "BP 12"),
        ("abc-1", "ZZ", "ABC-1"),
        ("1234ab", "", "1234AB"),
        ("", "BE", ""),
    ],
)
def test_a_postcode_is_laid_out_as_its_country_writes_it(typed, country, normal):
    assert postcode.normal(typed, country) == normal


@pytest.mark.parametrize(
    ("typed", "country", "known"),
    [("b-9000", "BE", True), ("90000", "BE", False), ("1234AB", "NL", True), ("whatever", "ZZ", True)],
)
def test_whether_a_postcode_has_the_layout_of_its_country_is_known(typed, country, known):
    assert postcode.is_known_layout(typed, country) is known


@given(st.text(alphabet="ABL-lb 0123456789", max_size=10), st.sampled_from([*postcode.MASKS, "ZZ", ""]))
def test_a_postcode_that_is_laid_out_stays_the_same(typed, country):
    normal = postcode.normal(typed, country)
    assert postcode.normal(normal, country) == normal


@given(st.text(), st.text(max_size=3))
def test_no_text_whatever_breaks_it(typed, country):
    postcode.normal(typed, country)
    postcode.is_known_layout(typed, country)
