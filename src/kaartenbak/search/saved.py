"""Views of the list of contacts: those that everybody has, and those that users saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.text import search_form
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.columns import Layout, layout_of, told
from kaartenbak.search.filters import NAMES
from kaartenbak.search.models import SavedView
from kaartenbak.search.rules.selection import query_of
from kaartenbak.web import addresses

# What an address of a view says when its filters are not those that were saved.
SAYING = (*(name for name in NAMES if name != "q"), "match", "changed")
# So many that were saved stand above the list; one more is read, to tell whether there are others.
OFFERED = 40
MOST_LISTED = 500


@dataclass(frozen=True)
class Shown:
    """A view: what it is called, its filters, order and columns; `row` is where it was saved."""

    key: str
    title: Any
    query: str = ""
    sort: str = ""
    columns: str = ""
    row: SavedView | None = None

    @property
    def address(self) -> str:
        """What one sends to somebody else."""
        return addresses.address("search:view", self.key) if self.key else addresses.address("search:list")


EVERYTHING = Shown("", _("All contacts"))
SYSTEM = (
    EVERYTHING,
    Shown("companies", _("Companies"), "kind=company"),
    Shown("persons", _("Persons"), "kind=person"),
    Shown("mine", _("My contacts"), "mine=true"),
    Shown("opened", _("Opened lately"), "opened=true"),
    Shown("changed", _("Changed lately"), "modified_days=30", "-changed"),
    # Nobody can be reached who has neither: such a card is waiting for somebody to look at it.
    Shown("review", _("To be reviewed"), "has_email=false&has_phone=false"),
)
MOST_OFFERED = len(SYSTEM) + OFFERED
BY_KEY = {view.key: view for view in SYSTEM} | {"all": EVERYTHING}
SEEN_BY = Prepared(
    lambda: SavedView.objects.filter(Q(owner_id=Given("user")) | Q(shared=True)).order_by("name", "pk")[
        : OFFERED + 1
    ]
)


def shown(row: SavedView) -> Shown:
    """A view that somebody saved."""
    return Shown(str(row.pk), row.name, row.query, row.sort, row.columns, row)


def visible(by: Actor) -> Any:
    """The saved views that somebody sees: his own, and those that are shared."""
    return SavedView.objects.filter(Q(owner_id=by.user_id or 0) | Q(shared=True))


def view_of(key: str, *, by: Actor) -> Shown:
    """The view that an address names; one that is not shared is not there for others."""
    if key in BY_KEY:
        return BY_KEY[key]
    row = visible(by).filter(pk=int(key)).first() if is_key(key) else None
    if row is None:
        raise NotFound("record.not_found", what=str(SavedView._meta.verbose_name), ref=key[:20])
    return shown(row)


def is_key(text: str) -> bool:
    """Whether a text can be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) < 19


def offered(by: Actor) -> list[Shown]:
    """The views above the list of somebody: those of everybody, his own, the shared ones."""
    rows = SEEN_BY(user=by.user_id or 0)
    return [*SYSTEM, *map(shown, sorted(rows, key=lambda row: row.owner_id != by.user_id))]


def named(text: str, *, by: Actor) -> list[Shown]:
    """The saved views that somebody sees whose names hold what was typed, his own first."""
    wanted = search_form(text)
    rows = [row for row in visible(by).order_by("name", "pk") if wanted in search_form(row.name)]
    return [shown(row) for row in sorted(rows, key=lambda row: row.owner_id != by.user_id)][:MOST_LISTED]


def may_change(row: SavedView, by: Actor) -> bool:
    """Whether somebody may change a view: its owner, and administrators."""
    return by.may("own.change") and (row.owner_id == by.user_id or by.may("accounts.change"))


def asked_of(view: Shown, given: QueryDict) -> QueryDict:
    """What the address of a view asks for: the filters that were saved, unless it has some itself; order and columns likewise."""
    if not view.key:
        return given
    says = any(name in given for name in SAYING)
    asked = QueryDict("" if says else view.query, mutable=True)
    for name, values in given.lists():
        asked.setlist(name, values)
    asked.setdefault("sort", view.sort)
    if view.columns:
        asked.setdefault("columns", view.columns)
    # The links of the list say all filters, even when that is none.
    asked["changed"] = "yes"
    return asked


def filters_text(query: QueryDict, fixed: Mapping[str, Any] | None = None) -> str:
    """The filters of a list as a view keeps them: without words that are searched for, with those that are the list itself."""
    wanted = asked_filters(query, fixed)
    return query_of({name: value for name, value in wanted.items() if name not in {"q", "always"}})


def state_of(query: QueryDict, layout: Layout, fixed: Mapping[str, Any] | None = None) -> dict[str, str]:
    """A list as it could be saved."""
    return {"query": filters_text(query, fixed), "sort": query.get("sort", ""), "columns": told(layout)}


def differs(now: Mapping[str, str], view: Shown, query: QueryDict) -> bool:
    """Whether a list is not quite the view that it was: columns count when the address has some."""
    if (now["query"], now["sort"]) != (view.query, view.sort):
        return True
    return bool(query.get("columns")) and layout_of(query.get("columns", "")) != layout_of(view.columns)
