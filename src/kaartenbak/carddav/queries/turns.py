"""Days on which a card says another address without having been changed: an alternative one begins or ends."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Max, Q

from kaartenbak.contacts.models import AddressRange, Contact
from kaartenbak.history.feed import written
from kaartenbak.history.prepared import Prepared

LAST_CHANGE = Prepared(lambda: written().order_by("-pk").values_list("pk", "at")[:1])
DAY = timedelta(days=1)
FEBRUARY, LEAP = 2, 29


def last_turn(today: date) -> int:
    """The last day up to today on which any alternative address began to hold or no longer did, as a number; 0 when none."""
    return worked_out(today, LAST_CHANGE.first())


@lru_cache(maxsize=8)
def worked_out(today: date, _state: tuple[int, datetime] | None) -> int:
    """The same; what was found holds until something else is changed."""
    single = AddressRange.objects.aggregate(
        begun=Max("starts", filter=Q(starts__lte=today)),
        over=Max("ends", filter=Q(yearly=False, ends__lt=today)),
    )
    days = [single["begun"], single["over"] and single["over"] + DAY]
    yearly = (
        AddressRange.objects.filter(yearly=True, starts__lte=today).values_list("starts", "ends").distinct()
    )
    days += [day for starts, ends in yearly for day in turns_of(starts, ends, today.year) if day <= today]
    return max((day.toordinal() for day in days if day), default=0)


def turned(since: int, today: date) -> list[int]:
    """The keys of the cards that may say another address than on the day of number `since`: their own or their company's."""
    ranges = AddressRange.objects.filter(starts__lte=today)
    cards = {
        contact
        for contact, starts, ends, yearly in ranges.values_list(
            "contact_id", "starts", "ends", "yearly"
        ).iterator()
        if any(
            since < day.toordinal() <= today.toordinal()
            for day in all_turns(starts, ends, yearly, since, today)
        )
    }
    people = Contact.objects.filter(company__in=cards).values_list("pk", flat=True)
    return sorted({*cards, *people})


def all_turns(starts: date, ends: date | None, yearly: bool, since: int, today: date) -> Iterator[date]:
    """The days on which a period begins, or is over."""
    if not yearly:
        yield starts
        if ends:
            yield ends + DAY
        return
    for year in range(date.fromordinal(max(since, 1)).year, today.year + 1):
        yield from turns_of(starts, ends, year)


def turns_of(starts: date, ends: date | None, year: int) -> Iterator[date]:
    """The days on which a yearly period begins in the year before or in this one, and is over."""
    for each in (year - 1, year):
        if each >= starts.year:
            yield on_day(starts, each)
        if ends and each >= ends.year:
            yield on_day(ends, each) + DAY


def on_day(day: date, year: int) -> date:
    """The same day of another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=day.day - 1)
