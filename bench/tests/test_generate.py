"""The generated contacts are what the benchmarks say they are (`python -m pytest bench`)."""

from collections import Counter

import phonenumbers
import pytest
from stdnum import get_cc_module

from bench.generate import FIELDS, contacts
from bench.tax import NUMBERS

ROWS = list(contacts(20_000, seed=7))
COMPANIES = [row for row in ROWS if row["kind"] == "company"]
CHANNELS = ("phone", "mobile", "fax", "email", "email_2", "website")


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    assert list(contacts(50, seed=7)) == ROWS[:50]
    assert list(contacts(50, seed=8)) != ROWS[:50]


def test_there_are_as_many_rows_as_asked():
    assert [len(list(contacts(n))) for n in (0, 1, 7)] == [0, 1, 7]


def test_every_row_has_every_field():
    assert {tuple(row) for row in ROWS} == {FIELDS}


def test_a_quarter_are_companies_and_a_contact_has_two_and_a_half_channels():
    channels = sum(bool(row[field]) for row in ROWS for field in CHANNELS)

    assert 0.22 < len(COMPANIES) / len(ROWS) < 0.28
    assert 2.3 < channels / len(ROWS) < 2.7


def test_names_and_numbers_of_companies_are_their_own():
    for field in ("name", "enterprise_number", "vat_number"):
        values = Counter(row[field] for row in COMPANIES if row[field])
        assert [value for value, found in values.items() if found > 1] == []


def test_employees_name_a_company_that_came_before():
    seen = {""}
    for row in ROWS:
        assert row["company_name"] in seen
        seen.add(row["name"])


def test_surnames_are_as_unequal_as_in_life():
    surnames = Counter(row["surname"] for row in ROWS if row["surname"])

    assert surnames.most_common(1)[0][1] > 10 * surnames.most_common(40)[-1][1] / 3


@pytest.mark.parametrize(("country", "make"), NUMBERS.items())
def test_numbers_for_vat_pass_the_check_digits(country, make):
    module = get_cc_module(country.lower(), "vat")

    assert module is not None
    assert [make(index) for index in range(0, 250_000, 9973) if not module.is_valid(make(index))] == []


def test_telephone_numbers_can_be_dialled():
    numbers = [row[field] for row in ROWS[:2000] for field in ("phone", "mobile") if row[field]]

    assert [each for each in numbers if not phonenumbers.is_possible_number(phonenumbers.parse(each))] == []
