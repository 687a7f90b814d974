"""The panel of alternative addresses: the one that holds on a day, the strip of that year, and all of them with their periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.queries import ActiveAddress
from kaartenbak.contacts.queries.address_words import in_words, of_every_year, period_in_words
from kaartenbak.contacts.queries.addresses import Span
from kaartenbak.contacts.rules import postal
from kaartenbak.contacts.rules.active_address import COMPANY, OWN, Period, Stretch, overlapping
from kaartenbak.contacts.rules.address_fields import PLACE
from kaartenbak.contacts.views.address_rows import ShownAddress, ShownPeriod, drawn
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.reach import href
from kaartenbak.web.addresses import address

COLOURS = 6
# What a panel shows at once; a link brings the rest.
MOST_ADDRESSES, MOST_PERIODS = 6, 4
WAYS = ("phone", "mobile", "email", "website")


@dataclass(frozen=True)
class Bar:
    """Days on end of the year strip, in days from its first."""

    start: int
    days: int
    colour: int
    words: str
    label: str


class Panel:
    """What the panel shows of a card on `day`: of very many addresses and periods the nearest, or with `whole` all."""

    def __init__(self, card: Card, day: date, *, whole: bool = False) -> None:
        self.card, self.day, self.whole = card, day, whole or card.moment is not None
        self.first, self.last = date(day.year, 1, 1), date(day.year, 12, 31)

    @cached_property
    def active(self) -> ActiveAddress:
        """The address that holds on the day."""
        return self.card.active if self.day == self.card.today else self.card.calendar.on(self.day)

    @property
    def colour(self) -> int:
        """The colour of the address that holds."""
        return self.colours[self.active.source, self.active.code]

    @property
    def lines(self) -> list[str]:
        """Its envelope."""
        return self.active.lines(self.card.by.language)

    @property
    def until(self) -> str:
        """The last day on which it holds, in words."""
        return in_words(self.active.valid_until) if self.active.valid_until else ""

    @property
    def company(self) -> Contact | None:
        """The company whose address holds for the person who follows it."""
        return self.card.company if self.active.source == COMPANY else None

    @property
    def is_empty(self) -> bool:
        """Whether no calendar says anything."""
        own, company = self.card.calendar.own, self.card.calendar.company
        return not (own.addresses or company.ranges)

    @cached_property
    def colours(self) -> dict[tuple[str, str], int]:
        """A colour for each address by source and code, the normal one without; they come again after some."""
        calendar = self.card.calendar
        keys = [(OWN, each.code) for each in calendar.own.addresses]
        keys += [(COMPANY, each.code) for each in calendar.company.addresses]
        return {("main", ""): 0} | {key: place % COLOURS + 1 for place, key in enumerate(keys)}

    # The year

    @property
    def days(self) -> int:
        """How many days the year has."""
        return (self.last - self.first).days + 1

    @property
    def today(self) -> int:
        """The chosen day's place in the year."""
        return (self.day - self.first).days

    @property
    def marks(self) -> SafeString:
        """The lines in the strip where a month begins."""
        return marks_of_months(self.days)

    @property
    def months(self) -> SafeString:
        """The first letters of the months."""
        return letters_of_months(get_language())

    @cached_property
    def bars(self) -> list[Bar]:
        """Which address holds when, through the year."""
        return [self.bar(each) for each in self.year]

    @cached_property
    def year(self) -> list[Stretch]:
        """The parts of the year in which different addresses hold."""
        return self.card.calendar.stretches(self.first, self.last)

    def bar(self, stretch: Stretch) -> Bar:
        """Some days of the strip."""
        days = f"{of_every_year(stretch.first)} – {of_every_year(stretch.last)}"
        if stretch.first == stretch.last:
            days = of_every_year(stretch.first)
        name = stretch.code or _("normal address")
        if stretch.source == COMPANY:
            name = f"{name} ({self.card.contact.company_name})"
        place = (stretch.first - self.first).days
        colour = self.colours[stretch.source, stretch.code]
        return Bar(place, (stretch.last - stretch.first).days + 1, colour, days, name)

    @property
    def shapes(self) -> list[tuple[int, str]]:
        """The strip as one path for each colour, since a year may have hundreds of parts."""
        found: dict[int, list[str]] = {}
        for bar in self.bars:
            found.setdefault(bar.colour, []).append(f"M{bar.start} 0h{bar.days}v20h-{bar.days}z")
        return [(colour, "".join(parts)) for colour, parts in found.items()]

    @property
    def in_words(self) -> SafeString:
        """The strip as a list."""
        item = '<li><span class="swatch hold-{}"></span>{}: {}</li>'
        return format_html_join("", item, ((bar.colour, bar.words, bar.label) for bar in self.bars))

    @property
    def in_one_sentence(self) -> str:
        """The strip for who cannot see it."""
        return "; ".join(f"{bar.words}: {bar.label}" for bar in self.bars)

    @property
    def years(self) -> list[tuple[str, str]]:
        """The same day a year earlier and a year later, as far as there are such days."""
        wanted = [(self.day.year - 1, "chevron-left"), (self.day.year + 1, "chevron-right")]
        return [
            (same_day(self.day, year), icon)
            for year, icon in wanted
            if date.min.year <= year <= date.max.year
        ]

    # The addresses

    @cached_property
    def meeting(self) -> dict[Period, str]:
        """The periods of the card itself that meet another one in this year."""
        return overlapping(self.card.calendar.own.periods, self.first, self.last)

    def addresses(self) -> Iterator[ShownAddress]:
        """The addresses of the card, by code; of too many go first those that hold this year, then those to come."""
        own = self.card.calendar.own
        ranges: dict[int, list[tuple[AddressRange | Span, Period]]] = {each.pk: [] for each in own.addresses}
        for each, period in zip(own.ranges, own.periods, strict=True):
            ranges[each.address_id].append((each, period))
        shown = own.addresses
        if not self.whole and len(shown) > MOST_ADDRESSES:
            holding = {stretch.code for stretch in self.year if stretch.source == OWN}
            coming = {period.code for period in own.periods if not is_over(period, self.day)}
            nearest = sorted(
                shown,
                key=lambda each: (
                    each.code != self.active.code,
                    each.code not in holding,
                    each.code not in coming,
                ),
            )
            shown = nearest[:MOST_ADDRESSES]
        return (self.shown(each, ranges[each.pk]) for each in shown)

    @property
    def rows(self) -> SafeString:
        """The addresses as they are shown."""
        return drawn(self.addresses(), self.all_at)

    @cached_property
    def all_at(self) -> str:
        """Where all of them are shown."""
        here = address("contacts:address-on", self.card.contact.number)
        return f"{here}?on={self.day.isoformat()}&all="

    @property
    def hidden(self) -> int:
        """How many addresses are not shown."""
        return 0 if self.whole else max(0, len(self.card.calendar.own.addresses) - MOST_ADDRESSES)

    def shown(
        self, held: AlternativeAddress, ranges: list[tuple[AddressRange | Span, Period]]
    ) -> ShownAddress:
        """One address with its periods; of many those that are not over yet go first."""
        nearest = sorted(ranges, key=lambda each: is_over(each[1], self.day))
        periods = ranges if self.whole else nearest[:MOST_PERIODS]
        return ShownAddress(
            held,
            self.colours[OWN, held.code],
            self.place(held),
            [(value, href(kind, value)) for kind in WAYS if (value := getattr(held, kind))],
            [self.period(each, period) for each, period in periods],
            len(ranges) - len(periods),
            (self.active.source, self.active.code) == (OWN, held.code),
            self.here("address", held.pk),
        )

    def period(self, each: AddressRange | Span, period: Period) -> ShownPeriod:
        """A period in words."""
        words = period_in_words(each.starts, each.ends, each.yearly)
        return ShownPeriod(words, self.meeting.get(period, ""), self.edit(each))

    def place(self, held: AlternativeAddress) -> str:
        """The address on one line."""
        calendar = self.card.calendar
        country = calendar.countries.get(held.country_id, "") if held.country_id else ""
        parts = {name: getattr(held, name) for name in PLACE if name != "country"} | {"country": country}
        return ", ".join(postal.lines((), parts, calendar.home_country, self.card.by.language))

    def edit(self, each: AddressRange | Span) -> str:
        """Where a period is changed."""
        return f"{self.periods_at}{each.pk}/" if self.card.editable else ""

    @cached_property
    def periods_at(self) -> str:
        """Where the periods of the card are changed: looked up once, since there may be hundreds."""
        return self.here("period", 0).removesuffix("0/")

    def here(self, view: str, key: int) -> str:
        """An address of the panel."""
        return address(f"contacts:{view}", self.card.contact.number, key) if self.card.editable else ""


def same_day(day: date, year: int) -> str:
    """The day in another year; 29 February may be the 28th."""
    return (day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)).isoformat()


@cache
def marks_of_months(days: int) -> SafeString:
    """The lines in a strip of so many days where a month begins."""
    year = 2001 if days == 365 else 2000
    firsts = [(date(year, month, 1) - date(year, 1, 1)).days for month in range(2, 13)]
    mark = '<line x1="{}" x2="{}" y1="14" y2="20"></line>'
    return format_html_join("", mark, ((each, each) for each in firsts))


@cache
def letters_of_months(language: str | None) -> SafeString:
    """The first letters of the months in `language`, which is the present one."""
    names = (date_format(date(2000, month, 1), "F") for month in range(1, 13))
    return format_html_join("", "<span>{}</span>", ((each[:1].upper(),) for each in names))


def is_over(period: Period, day: date) -> bool:
    """Whether a period lies before a day for good."""
    return not period.yearly and period.ends is not None and period.ends < day


def addresses(card: Card, day: date | None = None, *, whole: bool = False) -> SafeString:
    """The panel for a day, today when left out."""
    facts: dict[str, Any] = {"card": card, "panel": Panel(card, day or card.today, whole=whole)}
    return render_to_string("contacts/_addresses.html", facts)
