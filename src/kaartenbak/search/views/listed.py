"""A list of contacts as it was asked for, and the page of it that is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from django.db.models.functions import Upper
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.search import columns, layouts, opened, queries, reading
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.columns import COLUMNS, Layout, layout_of
from kaartenbak.search.filters import filtered
from kaartenbak.search.views.rows import Meanings
from kaartenbak.web.lists import PAGE_SIZE, Column, Heading, Listing, Page, Sort
from kaartenbak.web.requests import PageRequest

LISTING = Listing([Column(each.name, each.title, each.key) for each in COLUMNS], default="company")
BEST = Sort(Column("best", _("Best match")))
LATEST = Sort(Column("latest", _("Last opened first")))
# What a database makes of a column for its index.
MADE = {"city_upper": Upper("city")}


class Listed:
    """A list: its filters, order and columns, of its address `query`. `fixed` are filters that are the list itself."""

    def __init__(
        self, request: PageRequest, fixed: Mapping[str, Any] | None = None, query: QueryDict | None = None
    ) -> None:
        self.request, self.fixed = request, fixed or {}
        self.query = request.GET if query is None else query
        self.wanted = asked_filters(self.query, fixed)

    @property
    def sort(self) -> str:
        """The order that is asked for; blank for the usual one."""
        return self.query.get("sort", "")

    @cached_property
    def layout(self) -> Layout:
        """The columns: those of the address, else those that the reader wants."""
        asked = self.query.get("columns", "")
        return layout_of(asked) if asked else layouts.layout_for(self.request.actor)

    @property
    def found(self) -> Cards:
        """The contacts that the reader may see and that meet the filters."""
        return self.found_by(self.wanted)

    def found_by(self, wanted: Mapping[str, Any], order: str = "") -> Cards:
        by = self.request.actor
        return filtered(cards.visible_to(by), wanted, by=by, order=order)

    def page(self) -> tuple[Page[Contact], Meanings]:
        """One page: of a search the best matches, of what was opened the latest first, unless another order is asked for.

        Beside it how each contact fits what was searched for, if anything was.
        """
        query = self.wanted.get("q", "")
        if query and not self.sort:
            return self.best(query)
        if self.wanted.get("opened") and not self.sort:
            return self.latest(), {}
        sort = LISTING.sort(self.sort)
        made = {name: value for name, value in MADE.items() if name == sort.column.key}
        read = columns.reads(self.layout) | ({sort.column.key} - made.keys())
        found = self.found_by(self.wanted, sort.column.key).annotate(**made).only(*read)
        every = Contact.objects.alias(**made)
        page = LISTING.page(found, self.query, partial(reading.read, every=every), first=self.opening())
        meanings = queries.meanings([row.pk for row in page.rows], query) if query else {}
        return replace(page, headings=self.headings(page.sort)), meanings

    def opening(self) -> Callable[[], list[Contact]] | None:
        """What reads the beginning of the usual list, or of one of its two tabs; none for any other list."""
        kinds = self.wanted.get("kind", [])
        plain = self.wanted.keys() <= {"kind"} and len(kinds) < 2
        if not plain or not cards.may_see(self.request.actor):
            return None
        return reading.opening("".join(kinds), frozenset(columns.reads(self.layout)), LISTING.size + 1)

    def best(self, query: str) -> tuple[Page[Contact], Meanings]:
        """The best matches of a search."""
        rest = {name: value for name, value in self.wanted.items() if name != "q"}
        found = self.found_by(rest).only(*columns.reads(self.layout))
        ranking = queries.ranked(found, query, by=self.request.actor)
        rows = ranking[:PAGE_SIZE]
        return self.whole(rows, BEST, cut=len(ranking) > PAGE_SIZE), ranking.meanings(row.pk for row in rows)

    def latest(self) -> Page[Contact]:
        """What the reader opened, the last one first: no more than fit on a page are kept."""
        keys = opened.opened_keys(self.request.actor)
        found = self.found.only(*columns.reads(self.layout)).in_bulk(keys)
        return self.whole([found[key] for key in keys if key in found], LATEST)

    def whole(self, rows: Sequence[Contact], sort: Sort, *, cut: bool = False) -> Page[Contact]:
        """A page with none before or after it."""
        return Page(rows=rows, headings=self.headings(sort), sort=sort, cut=cut)

    def headings(self, sort: Sort) -> list[Heading]:
        """The headings of the columns that are shown."""
        shown = (Column(each.name, each.column.label, each.column.key, each.css) for each in self.layout)
        return [LISTING.heading(column, sort) for column in shown]
