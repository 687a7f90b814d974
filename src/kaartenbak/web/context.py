"""What every full page knows; worked out only when a template asks, so fragments pay nothing for it."""

from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kaartenbak.core.actor import Actor
from kaartenbak.web import keys, navigation
from kaartenbak.web.navigation import ARRANGEMENT, Item
from kaartenbak.web.requests import token

THEMES = ("light", "dark")


class Shell:
    """The frame around the page of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    @property
    def signed_in(self) -> bool:
        return self.actor is not None and self.actor.user_id is not None

    @property
    def theme(self) -> str:
        """`light` or `dark` when the reader chose one; blank follows the system."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Each language by its code, under the name it has for itself."""
        return [(code, OWN_NAMES.get(code, code)) for code, _ in settings.LANGUAGES]

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """The groups of the side navigation, with the items this reader may use."""
        entries = [self.entry(item) for item in ARRANGEMENT.items if self.shows(item)]
        here = max((entry["match"] for entry in entries), default=0)
        for entry in entries:
            entry["current"] = bool(here) and entry["match"] == here
        return [
            {"title": str(title), "items": list(group)}
            for title, group in groupby(entries, lambda each: each["group"])
        ]

    @cached_property
    def sight(self) -> tuple[object, ...]:
        """All that the frame around a page depends on."""
        actor = self.actor
        reader = (actor.user_id, actor.name, actor.permissions, actor.everything) if actor else ()
        return (reader, self.language, self.theme, self.place, self.waiting)

    @property
    def place(self) -> str:
        """The address of the item of the navigation that one is at, if one is at any."""
        items = (item for group in self.navigation for item in group["items"])
        return next((item["url"] for item in items if item["current"]), "")

    @property
    def waiting(self) -> tuple[int, ...]:
        """How many things wait at the items of the navigation that count any."""
        return tuple(item["count"] for group in self.navigation for item in group["items"])

    @property
    def roomy(self) -> list[dict[str, Any]]:
        """The items that the bar of a phone leaves out; they are in the menu there."""
        return [item for group in self.navigation for item in group["items"] if item["roomy"]]

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        return [self.entry(item) for item in ARRANGEMENT.menu if self.shows(item)]

    @property
    def keys(self) -> dict[str, dict[str, str]]:
        """What the scripts know of the keys."""
        return keys.meanings()

    @property
    def months(self) -> str:
        """The months as dates name them."""
        return " ".join(date_format(date(2000, month, 1), "DATE_FORMAT").split()[1] for month in range(1, 13))

    @property
    def home(self) -> str:
        return navigation.address(ARRANGEMENT.home) or "/"

    @property
    def search(self) -> str:
        return navigation.address(ARRANGEMENT.search)

    @property
    def suggestions(self) -> str:
        return navigation.address(ARRANGEMENT.suggestions)

    @property
    def language_url(self) -> str:
        return navigation.address(ARRANGEMENT.language if self.signed_in else "web:language")

    def shows(self, item: Item) -> bool:
        return self.actor is not None and self.signed_in and (not item.needs or self.actor.may(item.needs))

    def entry(self, item: Item) -> dict[str, Any]:
        url = navigation.address(item.view)
        begins = (url, *item.covers)
        match = max((len(start) for start in begins if is_within(self.request.path, start)), default=0)
        return {
            "label": item.label,
            "url": url,
            "icon": item.icon,
            "posts": item.posts,
            "roomy": item.roomy,
            "count": self.counted(item),
            "dialog": item.dialog,
            "key": item.key,
            "group": item.group,
            "match": match,
        }

    def counted(self, item: Item) -> int:
        """How many things wait at an item; a page that tells of a failure asks the database nothing."""
        failed = getattr(self.request, "failed", False)
        return item.count(self.actor) if item.count and self.actor and not failed else 0


OWN_NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français", "de": "Deutsch"}


def is_within(path: str, start: str) -> bool:
    """Whether `path` is `start` or lies below it; the root counts only as itself."""
    return path == start or (start != "/" and path.startswith(start.rstrip("/") + "/"))


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "shell": Shell(request),
        "actor": getattr(request, "actor", None),
        "csrf_token": SimpleLazyObject(lambda: token(request)),
    }
