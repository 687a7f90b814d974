"""Choosing the columns of a list: which, in what order and how wide; in a dialog, or without scripts on a page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kaartenbak.search import layouts
from kaartenbak.search.columns import BY_NAME, COLUMNS, WIDTHS, Chosen, Layout, as_width, layout_of, told
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import announce, nothing, way_back

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "POST"])
@needs("contacts.view")
def arrange(request: PageRequest) -> HttpResponseBase:
    """The columns that a list has; a button moves one, and the last keeps them. A pointer sends them as it drew them."""
    if request.method == "GET":
        layout = (
            layout_of(request.GET["columns"])
            if "columns" in request.GET
            else layouts.layout_for(request.actor)
        )
        return shown(request, lines_of(layout))
    if "columns" in request.POST:
        return drawn(request, layout_of(request.POST["columns"]))
    lines = sent(request.POST)
    for step, distance in STEPS.items():
        if step in request.POST:
            return shown(request, moved(lines, request.POST[step], distance), f"{step}-{request.POST[step]}")
    return kept(request, () if "usual" in request.POST else chosen(lines))


def lines_of(layout: Layout) -> list[tuple[Chosen, bool]]:
    """Every column with whether it is shown: those that are first, in their order."""
    names = {each.name for each in layout}
    others = [(Chosen(column), False) for column in COLUMNS if column.name not in names]
    return [(each, True) for each in layout] + others


def sent(form: QueryDict) -> list[tuple[Chosen, bool]]:
    """The same of a form; what it does not name comes last."""
    names = [name for name in dict.fromkeys(form.getlist("order")) if name in BY_NAME]
    shown = set(form.getlist("shown"))
    given = [
        (
            Chosen(BY_NAME[name], as_width(form.get(f"width-{name}", ""))),
            name in shown,
        )
        for name in names
    ]
    return given + [(Chosen(column), False) for column in COLUMNS if column.name not in names]


def moved(lines: Sequence[tuple[Chosen, bool]], name: str, distance: int) -> list[tuple[Chosen, bool]]:
    """The lines with one of them a place up or down; the name stays first."""
    found = list(lines)
    at = next((place for place, (each, _on) in enumerate(found) if each.name == name), 0)
    to = at + distance
    if at > 0 and 0 < to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def chosen(lines: Sequence[tuple[Chosen, bool]]) -> Layout:
    """The columns that are shown."""
    return layout_of(",".join(str(each) for each, on in lines if on or each.name == "name"))


def shown(request: PageRequest, lines: Sequence[tuple[Chosen, bool]], focus: str = "") -> HttpResponse:
    """The form; after a move the button that moved has the focus."""
    facts: dict[str, Any] = {"lines": lines, "widths": WIDTHS, "back": back(request), "focus": focus}
    return render(
        request, "search/columns.html", facts | {"of_view": "of_view" in request.POST | request.GET}
    )


def kept(request: PageRequest, layout: Layout) -> HttpResponseBase:
    """Keep the columns for this reader; those of a saved view go into the address, where the view offers to save them."""
    if "of_view" not in request.POST:
        layouts.keep(request.actor, layout)
        return redirect(with_columns(back(request), ""))
    return redirect(with_columns(back(request), told(layout) or ",".join(map(str, layout_of("")))))


def drawn(request: PageRequest, layout: Layout) -> HttpResponseBase:
    """Keep the columns that were drawn in the list itself, which is then read again where it stands."""
    answer = kept(request, layout)
    return answer if "of_view" in request.POST else announce(nothing(), "contacts-changed")


def with_columns(address: str, text: str) -> str:
    """The address of a list with these columns; without any for blank ones."""
    path, _mark, asked = address.partition("?")
    query = QueryDict(asked, mutable=True)
    query.setlist("columns", [text] if text else [])
    rest = query.urlencode()
    return f"{path}?{rest}" if rest else path


def back(request: PageRequest) -> str:
    """The list that the columns are of."""
    return way_back(request, reverse("search:list"))
