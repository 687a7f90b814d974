from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.contacts.rules.active_address import (
    COMPANY,
    DAY,
    MAIN,
    OWN,
    Period,
    address_on,
    in_year,
    overlapping,
    stretches,
)

BRANCH = Period("BRANCH", date(2026, 1, 1))
FAIR = Period("FAIR", date(2026, 7, 6), date(2026, 7, 10))
SUMMER = Period("SUMMER", date(2024, 7, 1), date(2024, 8, 31), yearly=True)
WINTER = Period("WINTER", date(2024, 12, 20), date(2025, 1, 5), yearly=True)
LEAP = Period("LEAP", date(2024, 2, 29), date(2024, 2, 29), yearly=True)
FEBRUARY = Period("FEBRUARY", date(2024, 2, 1), date(2024, 2, 29), yearly=True)
OPEN = Period("OPEN", date(2024, 5, 1), None, yearly=True)
LONG = Period("LONG", date(2024, 5, 1), date(2026, 2, 1), yearly=True)


@pytest.mark.parametrize(
    ("case", "day", "own", "source", "code", "until"),
    [
        ("no calendar", (2026, 7, 8), [], MAIN, "", None),
        ("the first day counts", (2026, 7, 6), [FAIR], OWN, "FAIR", (2026, 7, 10)),
        ("the last day counts", (2026, 7, 10), [FAIR], OWN, "FAIR", (2026, 7, 10)),
        ("the day before", (2026, 7, 5), [FAIR], MAIN, "", (2026, 7, 5)),
        ("the day after", (2026, 7, 11), [FAIR], MAIN, "", None),
        ("from then on", (2031, 3, 1), [BRANCH], OWN, "BRANCH", None),
        ("the latest start wins", (2026, 7, 8), [BRANCH, FAIR], OWN, "FAIR", (2026, 7, 10)),
        ("and the longer one goes on", (2026, 7, 11), [FAIR, BRANCH], OWN, "BRANCH", None),
        ("every summer", (2031, 7, 15), [SUMMER], OWN, "SUMMER", (2031, 8, 31)),
        ("not in autumn", (2031, 9, 15), [SUMMER], MAIN, "", (2032, 6, 30)),
        ("not before its first year", (2023, 7, 15), [SUMMER], MAIN, "", (2024, 6, 30)),
        ("before New Year", (2027, 12, 31), [WINTER], OWN, "WINTER", (2028, 1, 5)),
        ("after New Year", (2028, 1, 3), [WINTER], OWN, "WINTER", (2028, 1, 5)),
        ("not in January before it began", (2024, 1, 3), [WINTER], MAIN, "", (2024, 12, 19)),
        ("29 February in another year", (2026, 2, 28), [LEAP], OWN, "LEAP", (2026, 2, 28)),
        ("29 February in a leap year", (2028, 2, 28), [LEAP], MAIN, "", (2028, 2, 28)),
        ("to the end of February", (2028, 2, 29), [FEBRUARY], OWN, "FEBRUARY", (2028, 2, 29)),
        ("the end of a short February", (2027, 2, 28), [FEBRUARY], OWN, "FEBRUARY", (2027, 2, 28)),
        ("yearly without an end", (2030, 1, 1), [OPEN], OWN, "OPEN", None),
        ("longer than a year", (2030, 1, 1), [LONG], OWN, "LONG", None),
        ("a yearly one starts anew", (2026, 7, 1), [SUMMER, BRANCH], OWN, "SUMMER", (2026, 8, 31)),
        ("a later start of once beats it", (2026, 7, 7), [SUMMER, FAIR], OWN, "FAIR", (2026, 7, 10)),
        ("on the last day there is", (9999, 12, 31), [SUMMER, WINTER], OWN, "WINTER", None),
        ("on the first day there is", (1, 1, 1), [SUMMER], MAIN, "", (2024, 6, 30)),
    ],
)
def test_the_address_of_a_day(case, day, own, source, code, until):
    answer = address_on(date(*day), own)

    assert (answer.source, answer.code) == (source, code), case
    assert answer.valid_until == (until and date(*until)), case


def test_of_two_that_start_on_one_day_the_one_begun_later_counts():
    this_year = Period("ONCE", date(2026, 7, 1), date(2026, 7, 20))

    assert address_on(date(2026, 7, 5), [this_year, SUMMER]).code == "ONCE"
    assert address_on(date(2026, 7, 5), [SUMMER, this_year]).valid_until == date(2026, 7, 20)
    assert address_on(date(2026, 7, 21), [SUMMER, this_year]).code == "SUMMER"


@pytest.mark.parametrize(
    ("case", "day", "source", "code", "until"),
    [
        ("the company's, when there is none of his own", (2026, 3, 1), COMPANY, "BRANCH", (2026, 6, 30)),
        ("his own goes before a later start of the company", (2026, 7, 8), OWN, "SUMMER", (2026, 8, 31)),
        ("the company's again", (2026, 9, 1), COMPANY, "BRANCH", (2027, 6, 30)),
    ],
)
def test_a_person_who_follows_the_address_of_the_company(case, day, source, code, until):
    answer = address_on(date(*day), [SUMMER], [BRANCH, FAIR])

    assert (answer.source, answer.code, answer.valid_until) == (source, code, date(*until)), case


def test_the_same_address_of_person_and_company_are_two():
    answer = address_on(date(2026, 7, 8), [FAIR], [FAIR._replace(ends=None)])

    assert (answer.source, answer.valid_until) == (OWN, date(2026, 7, 10))


def test_periods_of_one_address_that_join_are_one_stretch():
    week = timedelta(days=7)
    weeks = [Period("HUT", date(2026, 6, 1) + n * week, date(2026, 6, 7) + n * week) for n in range(4)]

    assert address_on(date(2026, 6, 1), weeks).valid_until == date(2026, 6, 28)


def test_a_year_in_stretches():
    found = stretches([SUMMER], [FAIR, WINTER], date(2026, 1, 1), date(2026, 12, 31))

    assert [(each.first, each.last, each.source, each.code) for each in found] == [
        (date(2026, 1, 1), date(2026, 1, 5), COMPANY, "WINTER"),
        (date(2026, 1, 6), date(2026, 6, 30), MAIN, ""),
        (date(2026, 7, 1), date(2026, 8, 31), OWN, "SUMMER"),
        (date(2026, 9, 1), date(2026, 12, 19), MAIN, ""),
        (date(2026, 12, 20), date(2026, 12, 31), COMPANY, "WINTER"),
    ]


@pytest.mark.parametrize(
    ("case", "periods", "expected"),
    [
        ("within the other", [BRANCH, FAIR], {BRANCH: "FAIR", FAIR: "BRANCH"}),
        ("on one day", [FAIR, Period("X", date(2026, 7, 10), date(2026, 7, 20))], {FAIR: "X"}),
        ("the day after", [FAIR, Period("X", date(2026, 7, 11))], {}),
        ("of the same address", [FAIR, Period("FAIR", date(2026, 7, 8))], {}),
        ("every year", [SUMMER, FAIR], {SUMMER: "FAIR", FAIR: "SUMMER"}),
        ("in another year", [FAIR, Period("X", date(2025, 7, 6), date(2025, 7, 10))], {}),
    ],
)
def test_periods_of_different_addresses_that_meet(case, periods, expected):
    found = overlapping(periods, date(2026, 1, 1), date(2026, 12, 31))

    assert {each: found[each] for each in expected} == expected, case
    assert bool(found) is bool(expected), case


# The reference's rule, written down as it stands in contacts.md, and compared day by day.

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=100))
codes = st.sampled_from(["A", "B", "C"])


ONCE = st.just(False)


@st.composite
def calendars(draw, yearly=ONCE, longest=500):
    """Periods as one contact may have them: no two start on the same day."""
    found = {}
    for _ in range(draw(st.integers(0, 8))):
        starts = draw(days)
        length = draw(st.none() | st.integers(0, longest))
        ends = None if length is None else starts + timedelta(days=length)
        found[starts] = Period(draw(codes), starts, ends, draw(yearly))
    return list(found.values())


def as_the_reference_says(day, calendar):
    """The code of the range with the latest start among those that cover the day (contacts.md §13.3)."""
    covering = [each for each in calendar if each.starts <= day and (each.ends is None or each.ends >= day)]
    return max(covering, key=lambda each: each.starts).code if covering else ""


def every_day(first=FIRST, last=LAST):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@settings(max_examples=60, deadline=None)
@given(calendars(), calendars())
def test_without_yearly_periods_it_is_the_rule_of_the_reference_on_every_day(own, company):
    found: dict[date, tuple[str, str]] = {}
    for each in stretches(own, company, FIRST, LAST):
        found |= dict.fromkeys(every_day(each.first, each.last), (each.source, each.code))

    for day in every_day():
        mine, theirs = as_the_reference_says(day, own), as_the_reference_says(day, company)
        expected = (OWN, mine) if mine else (COMPANY, theirs) if theirs else (MAIN, "")
        assert found[day] == expected, day


def as_every_year_says(day, calendar):
    """The same with yearly periods written out, one for each year there is."""
    spelled = []
    for each in calendar:
        years = range(LAST.year + 2 - each.starts.year) if each.yearly else [0]
        for n in years:
            starts = in_year(each.starts, each.starts.year + n)
            ends = in_year(each.ends, each.ends.year + n) if each.ends else date.max
            if starts <= day <= ends:
                spelled.append((starts, each.starts, each.code))
    return max(spelled)[2] if spelled else ""


@settings(max_examples=60, deadline=None)
@given(calendars(st.booleans()), st.dates(FIRST, LAST))
def test_yearly_periods_are_one_for_each_year(calendar, day):
    assert address_on(day, calendar).code == as_every_year_says(day, calendar)


@settings(max_examples=40, deadline=None)
@given(calendars(st.booleans()), calendars(st.booleans()), days)
def test_an_answer_holds_until_the_day_it_names_and_no_longer(own, company, day):
    answer = address_on(day, own, company)
    until = answer.valid_until
    same = (answer.source, answer.code)

    for later in every_day(day, min(until or date.max, day + timedelta(days=800))):
        assert address_on(later, own, company)[:2] == same
    if until is None:
        assert {address_on(day + timedelta(days=n), own, company)[:2] for n in range(0, 6000, 61)} == {same}
    else:
        assert address_on(until + DAY, own, company)[:2] != same


@settings(max_examples=100, deadline=None)
@given(calendars(st.booleans()), st.dates(FIRST, LAST), st.integers(0, 400))
def test_stretches_cover_the_days_asked_without_gap_and_without_meeting_their_like(calendar, first, length):
    last = first + timedelta(days=length)

    found = stretches(calendar, [], first, last)

    assert (found[0].first, found[-1].last) == (first, last)
    for one, other in pairwise(found):
        assert one.last + DAY == other.first
        assert (one.source, one.code) != (other.source, other.code)
