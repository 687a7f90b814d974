"""The contact list, the first page after signing in; other pages show the same list with filters of their own."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Contact
from kaartenbak.search import columns, editing, facets, saved
from kaartenbak.search.actions import GROUPS
from kaartenbak.search.counting import counted
from kaartenbak.search.rules.selection import query_of
from kaartenbak.search.saved import Shown
from kaartenbak.search.views.listed import Listed
from kaartenbak.search.views.narrowing import adding
from kaartenbak.search.views.rows import drawn
from kaartenbak.search.views.working import in_hand
from kaartenbak.web.flat import filled
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

SORTS = (
    ("", _("Usual order")),
    ("company", _("By company")),
    ("name", _("By name")),
    ("city", _("By city")),
    ("postcode", _("By postcode")),
    ("number", _("By number")),
    ("-changed", _("Last changed first")),
    ("-created", _("Last entered first")),
)
TABS = (("", _("All")), (Contact.Kind.COMPANY, _("Companies")), (Contact.Kind.PERSON, _("Persons")))


@require_GET
@needs("contacts.view")
def contacts(request: PageRequest) -> HttpResponseBase:
    """The contacts: a company is followed by its people; or what was searched for, the best match first."""
    if "view" in request.GET:
        return redirect("search:view", request.GET["view"][:40] or "all")
    return answer(request, "search/contacts.html", view=saved.EVERYTHING)


def answer(
    request: PageRequest,
    template: str,
    fixed: Mapping[str, Any] | None = None,
    *,
    leaving: str = "",
    view: Shown | None = None,
    **more: Any,
) -> HttpResponse:
    """A list of contacts in `template`, which includes `search/_list.html`; its rows alone when these are asked for.

    `fixed` are filters, by name, that are the list itself: the reader cannot remove them. `leaving`, a sentence about
    `{name}`, lets each row be taken out of the list, by a form `leaving` that stands in the template. A `view` has filters,
    an order and columns as well, but the reader can change them.
    """
    listed = Listed(request, fixed, saved.asked_of(view, request.GET) if view else None)
    if "add" in request.GET:
        return adding(request, listed)
    counted = counts(listed) if "count" in request.GET else {}
    if counted and request.htmx:
        return render(request, "search/_total.html", counted)
    of_view = view_facts(listed, view) if view else {"saving": saving(listed)}
    facts = list_facts(listed, leaving) | counted | more | of_view
    if request.htmx:
        return render(request, "search/_contacts.html", facts)
    return render(request, template, facts | in_hand(request))


def counts(listed: Listed) -> dict[str, int]:
    """How many contacts there are; where that takes long no more than some of them, unless all shall be counted."""
    if listed.request.GET["count"] != "all":
        return counted(listed.found)
    return {"total": listed.found.count()}


def saving(listed: Listed) -> str:
    """The list as a view could keep it; blank where the filters are joined in a way that a view would read otherwise."""
    if listed.wanted.get("match"):
        return ""
    return urlencode(saved.state_of(listed.query, listed.layout, listed.fixed))


def list_facts(listed: Listed, leaving: str = "") -> dict[str, Any]:
    """What a list shows: a page of rows, the filters that are on, and what can be chosen."""
    page, meanings = listed.page()
    selecting = listed.request.actor.may("contacts.change")
    return {
        "page": page,
        "rows": drawn(page.rows, listed.layout, meanings, selecting=selecting, leaving=leaving),
        "edits": editing.told(listed.layout) if selecting else "",
        "own_columns": bool(columns.told(listed.layout)),
        "layout": ",".join(map(str, listed.layout)),
        "arranging": arranging(listed),
        "wanted": query_of(listed.wanted),
        "selecting": selecting,
        "menus": menus(get_language()) if selecting else "",
        "anything": bool(page) or anything(listed.request),
        "leaving": leaving,
        **filter_facts(listed),
    }


def filter_facts(listed: Listed) -> dict[str, Any]:
    """What a list shows of its filters and its order, and what these could be."""
    kinds = listed.wanted.get("kind", [])
    chips = facets.chips(listed.query, listed.wanted, listed.fixed)
    return {
        "query": listed.wanted.get("q", ""),
        "kind": kinds[0] if len(kinds) == 1 else "",
        "tabs": TABS,
        "sorts": sorts(listed.sort),
        "sort": listed.sort,
        "chips": chips,
        "ways": facets.joined(listed.query, chips),
        "offered": filled("search/_offered.html", *facets.offered(listed.query, listed.fixed)),
        "carried": facets.carried(listed.query, leave=("q", "kind", "sort")),
        "nobody": bool(listed.wanted.get("mine")) and not listed.request.actor.salesperson,
    }


@cache
def menus(language: str | None) -> SafeString:
    """The menus of what can be done to those selected, in `language`, which is the present one."""
    return render_to_string("search/_menus.html", {"groups": GROUPS})


def arranging(listed: Listed) -> str:
    """What the choice of columns is told of the list: its columns, where they are not those that the reader keeps."""
    return urlencode({"columns": listed.query["columns"]}) if listed.query.get("columns") else ""


def view_facts(listed: Listed, view: Shown) -> dict[str, Any]:
    """What a list shows of the view that it is, and what it offers when it is not quite that view any more."""
    by, row = listed.request.actor, view.row
    now = saved.state_of(listed.query, listed.layout)
    of_view = {"of_view": "yes"} if row else {}
    return {
        "view": view,
        "views": partial(saved.offered, by),
        "most_views": saved.MOST_OFFERED,
        "now": now,
        "changed": saved.differs(now, view, listed.query),
        "may_save": row is not None and saved.may_change(row, by),
        "saving": urlencode(now),
        "arranging": urlencode({"columns": ",".join(map(str, listed.layout))} | of_view),
    }


def sorts(now: str) -> list[tuple[str, Any]]:
    """The orders that can be chosen, with the present one where a heading led to it."""
    column = columns.BY_NAME.get(now.removeprefix("-"))
    if now in dict(SORTS) or column is None or not column.key:
        return list(SORTS)
    return [*SORTS, (now, f"{column.label} {'↓' if now.startswith('-') else '↑'}")]


def anything(request: PageRequest) -> bool:
    """Whether the register holds any contact at all."""
    return cards.visible_to(request.actor).exists()
