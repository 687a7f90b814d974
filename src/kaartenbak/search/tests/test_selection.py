"""The selection as a plain value: whatever is ticked, it says the same on the screen, in a form and in a job."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.search.rules.selection import MOST_NUMBERS, Selection, selection_of, unpacked
from kaartenbak.search.rules.tally import Tally

NUMBERS = some.frozensets(some.text("AB09-", min_size=1, max_size=6).filter(lambda text: text.strip()))
SELECTIONS = some.builds(
    lambda numbers, everything, query: Selection(numbers, everything, query if everything else ""),
    NUMBERS,
    some.booleans(),
    some.text("a=&%é", max_size=8),
)
TALLIES = some.builds(
    Tally,
    some.integers(0, 9),
    some.integers(0, 9),
    some.dictionaries(some.sampled_from("ab"), some.integers(0, 9)),
)


@given(chosen=SELECTIONS)
def test_a_selection_comes_back_from_a_job_and_from_a_form_as_it_was(chosen):
    assert unpacked(chosen.packed()) == chosen
    assert selection_of(chosen.everything, chosen.query, chosen.lines, ()) == chosen
    assert selection_of(chosen.everything, chosen.query, chosen.lines.replace("\n", "\r\n"), ()) == chosen


@given(numbers=NUMBERS)
def test_boxes_add_to_the_numbers_but_take_nobody_out_of_all_that_match(numbers):
    assert selection_of(False, "city=Gent", "", sorted(numbers)) == Selection(numbers)
    assert selection_of(True, "city=Gent", "", sorted(numbers)) == Selection(frozenset(), True, "city=Gent")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        (" ct000001 ", {"CT000001"}),
        ("\n\n \n", set()),
        ("C\x00T1", {"CT1"}),
        ("x" * 21, set()),
        ("A\nA\nB", {"A", "B"}),
    ],
)
def test_numbers_are_read_as_cards_have_them(typed, numbers):
    assert selection_of(False, "", typed, ()).numbers == numbers


def test_a_selection_tells_when_it_is_empty_and_when_it_is_too_long():
    many = Selection(frozenset(map(str, range(MOST_NUMBERS + 1))))

    assert (Selection().is_empty, Selection(everything=True).is_empty, many.is_empty) == (True, False, False)
    assert (many.is_too_long, Selection(frozenset({"1"})).is_too_long) == (True, False)


@given(one=TALLIES, two=TALLIES)
def test_tallies_add_up(one, two):
    assert (one + two).total == one.total + two.total
    assert one + two == two + one
