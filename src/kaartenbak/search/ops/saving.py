"""Keeping a list under a name, for oneself or for everybody."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.search.columns import BY_NAME, layout_of, told
from kaartenbak.search.models import SavedView
from kaartenbak.search.saved import filters_text, may_change
from kaartenbak.setup.rules.fields import Text

NAME = Text("name", _("name"), 60)
LONGEST = 4_000


@operation(needs="own.change", title=_("Saved the view {name}"))
def save_view(
    *, name: str, query: str = "", sort: str = "", columns: str = "", shared: bool = False, by: Actor
) -> SavedView:
    """Keep a list under a name; `query` are its filters as an address has them. Words that are searched for are left out."""
    values = cleaned({"name": name, "query": query, "sort": sort, "columns": columns}) | {"shared": shared}
    refuse_taken(values["name"], by.user_id or 0)
    about(name=values["name"])
    return store.create(SavedView(owner_id=by.user_id or 0, **values))


@operation(needs="own.change", title=_("Changed the view {name}"))
def change_view(*, view: SavedView, by: Actor, **values: Any) -> SavedView:
    """Give a view another name, other filters, another order or other columns; share it, or share it no longer."""
    view = store.lock(view)
    refuse_others(view, by)
    wanted = cleaned(values)
    if wanted.get("name", view.name) != view.name:
        refuse_taken(wanted["name"], view.owner_id)
    about(name=wanted.get("name", view.name))
    store.update(view, **wanted)
    return view


@operation(needs="own.change", title=_("Removed the view {name}"))
def delete_view(*, view: SavedView, by: Actor) -> None:
    """Remove a view; the contacts in it stay."""
    view = store.lock(view)
    refuse_others(view, by)
    about(name=view.name)
    store.delete(view)


def cleaned(given: dict[str, Any]) -> dict[str, Any]:
    """What is kept of what was given."""
    values = dict(given)
    if "name" in values:
        values["name"] = NAME.clean(values["name"])
        if not values["name"]:
            raise Refused("value.required", field="name")
    if "query" in values:
        values["query"] = filters_text(QueryDict(values["query"]))
        if len(values["query"]) > LONGEST:
            label, length = _("The filters"), len(values["query"])
            raise Refused("value.too_long", field="query", field_label=label, limit=LONGEST, length=length)
    if "sort" in values and values["sort"].removeprefix("-") not in BY_NAME:
        values["sort"] = ""
    if "columns" in values:
        values["columns"] = told(layout_of(values["columns"]))
    return values


def refuse_taken(name: str, owner: int) -> None:
    """Refuse a name that another view of this owner has."""
    if SavedView.objects.filter(owner_id=owner, name=name).exists():
        raise Refused("view.exists", field="name", name=name)


def refuse_others(view: SavedView, by: Actor) -> None:
    """Refuse who is neither the owner nor an administrator."""
    if not may_change(view, by):
        raise Refused("view.not_yours", name=view.name)
