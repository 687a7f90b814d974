"""Which address holds on a day, why, and until when (contacts.md §13.3 and §13.6).

A calendar is a set of periods. Of those in force on a day the one that started last counts; a yearly one starts anew
every year. Of two that started on the same day, the one that was begun in a later year counts (decision 0016).
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
OWN, COMPANY, MAIN = "own", "company", "main"
# Leap years are at most eight years apart, so after nine without another answer there never will be one.
YEARS_TO_TRY = 10
# Busy calendars change soon, and looking far ahead costs little in the others.
FIRST_LOOK = timedelta(days=60)


class Period(NamedTuple):
    """When the address `code` holds, both days included; a `yearly` one repeats on the same days of all later years.

    29 February is 28 February in other years. Without `ends` it holds from `starts` on.
    """

    code: str
    starts: date
    ends: date | None = None
    yearly: bool = False


class Occurrence(NamedTuple):
    """A period in one of its years. `rank` says which of several in force counts: the smallest."""

    rank: tuple[int, int, int]
    starts: date
    ends: date
    source: str
    period: Period


class Stretch(NamedTuple):
    """Days on end, `first` to `last`, on which the same address holds; with the occurrence that says so on the first."""

    first: date
    last: date
    source: str
    code: str
    because: Occurrence | None


class Answer(NamedTuple):
    """The address of a day: `source` is `own`, `company` or `main`; `code` is blank for `main`.

    `valid_until` is the last day on which it stays the same address; none when it never changes.
    """

    source: str
    code: str
    because: Occurrence | None
    valid_until: date | None


def address_on(day: date, own: Sequence[Period], company: Sequence[Period] = ()) -> Answer:
    """The address that holds on `day`: one of the contact's own, else one of the company's, else the normal one.

    `company` is the calendar of the company whose address the person follows, and empty otherwise.
    """
    horizon = last_change(day, [*own, *company])
    reach = FIRST_LOOK
    while True:
        end = later(day, reach, most=horizon)
        now, *after = stretches(own, company, day, end)
        if after or end == horizon:
            return Answer(now.source, now.code, now.because, now.last if after else None)
        reach *= 4


def last_change(day: date, periods: Iterable[Period]) -> date:
    """A day by which every change of the calendar has been seen at least once, counted from `day`."""
    years = [day.year]
    for period in periods:
        years.append(period.starts.year)
        if period.ends and not period.yearly:
            years.append(period.ends.year)
    return date(min(max(years) + YEARS_TO_TRY, date.max.year), 12, 31)


def stretches(own: Iterable[Period], company: Iterable[Period], first: date, last: date) -> list[Stretch]:
    """The days from `first` to `last`, parted where another address begins to hold."""
    found: list[Stretch] = []
    for stretch in pieces(occurrences(own, company, first, last), first, last):
        before = found[-1] if found else None
        if before and (before.source, before.code) == (stretch.source, stretch.code):
            found[-1] = before._replace(last=stretch.last)
        else:
            found.append(stretch)
    return found


def pieces(waiting: list[Occurrence], first: date, last: date) -> Iterator[Stretch]:
    """The days from `first` to `last`, parted wherever an occurrence begins or ends."""
    begins = {max(each.starts, first) for each in waiting}
    goes_on = {each.ends + DAY for each in waiting if each.ends < last}
    marks = sorted({first, *begins, *goes_on})
    running: list[Occurrence] = []
    waiting.sort(key=lambda each: each.starts, reverse=True)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        while waiting and waiting[-1].starts <= mark:
            each = waiting.pop()
            heapq.heappush(running, each)
        while running and running[0].ends < mark:
            heapq.heappop(running)
        top = running[0] if running else None
        source, code = (top.source, top.period.code) if top else (MAIN, "")
        yield Stretch(mark, following - DAY if following else last, source, code, top)


def occurrences(
    own: Iterable[Period], company: Iterable[Period], first: date, last: date
) -> list[Occurrence]:
    """Everything that may hold between `first` and `last`."""
    found = []
    for place, (source, periods) in enumerate(((OWN, own), (COMPANY, company))):
        for period in periods:
            # Of hundreds most are over, and are not looked at any closer.
            if period.starts > last or (
                period.ends is not None and period.ends < first and not period.yearly
            ):
                continue
            for starts, ends in times(period, first, last):
                if starts <= last and ends >= first:
                    rank = (place, -starts.toordinal(), -period.starts.toordinal())
                    found.append(Occurrence(rank, starts, ends, source, period))
    return found


def times(period: Period, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and last days of a period, those that reach from `first` to `last` among them."""
    starts, ends = period.starts, period.ends
    if not period.yearly:
        yield starts, ends or date.max
        return
    # Who began the year before has begun by `first`; what began earlier has no later end.
    for year in range(max(starts.year, first.year - 1), last.year + 1):
        years = year - starts.year
        yield in_year(starts, year), in_year(ends, ends.year + years) if ends else date.max


def in_year(day: date, year: int) -> date:
    """The same day of another year, in which 29 February may be the 28th."""
    if year > date.max.year:
        return date.max
    leapless = day.month == 2 and day.day == 29 and not is_leap(year)
    return date(year, 2, 28) if leapless else date(year, day.month, day.day)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def later(day: date, by: timedelta, *, most: date) -> date:
    """`day` and so much later, but not beyond `most`."""
    return day + by if most - day > by else most


def overlapping(periods: Iterable[Period], first: date, last: date) -> dict[Period, str]:
    """Of the periods that meet one of another address between `first` and `last`: the code of such an address."""
    found: dict[Period, str] = {}
    reaching: dict[str, Occurrence] = {}
    for each in sorted(occurrences(periods, (), first, last), key=lambda each: each.starts):
        code = each.period.code
        for other, longest in reaching.items():
            if other != code and longest.ends >= each.starts:
                found.setdefault(each.period, other)
                found.setdefault(longest.period, code)
        reaching[code] = max(reaching.get(code, each), each, key=lambda one: one.ends)
    return found
