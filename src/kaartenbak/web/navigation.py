"""What the shell offers on every page; `config/pages.py` fills it, so no capability knows the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kaartenbak.core.actor import Actor
from kaartenbak.web import addresses


@dataclass(frozen=True)
class Item:
    """A place to go, shown to those who have the permission `needs`.

    `view` is the name of an address (`contacts:list`). `covers` are path beginnings that count as being
    there, beside the item's own address. An item with `posts` is a button that acts, such as signing out;
    one with `dialog` opens in the dialog of the page. `key` is the name of the key that does the same (`keys.py`).

    One that is `roomy` is left out of the bar of a phone while one is elsewhere and nothing waits there, so that the others
    can be read; on a phone the user's menu leads there. `count` says how many things wait there for whoever looks, in one
    quick query.
    """

    label: Any
    view: str
    icon: str
    needs: str = ""
    group: Any = ""
    covers: tuple[str, ...] = ()
    posts: bool = False
    dialog: bool = False
    key: str = ""
    roomy: bool = False
    count: Callable[[Actor], int] | None = None


@dataclass
class Arrangement:
    """What was registered: the side navigation, the user's menu, the addresses the shell itself needs."""

    items: list[Item] = field(default_factory=list)
    menu: list[Item] = field(default_factory=list)
    search: str = ""
    suggestions: str = ""
    home: str = ""
    language: str = "web:language"


ARRANGEMENT = Arrangement()


def register(items: Iterable[Item]) -> None:
    """Add items to the side navigation, in the order given; those of one `group` stand together."""
    ARRANGEMENT.items.extend(each for each in items if each not in ARRANGEMENT.items)


def register_menu(items: Iterable[Item]) -> None:
    """Add items to the menu under the user's name, in the order given."""
    ARRANGEMENT.menu.extend(each for each in items if each not in ARRANGEMENT.menu)


def places(*, home: str = "", search: str = "", suggestions: str = "", language: str = "") -> None:
    """Name the addresses behind the brand, the search box and the choice of language.

    `search` gets what was typed as `q`; `suggestions`, if there is one, gets it while typing and answers with
    options (`choices.options`). `language` is posted to with `language` and `next`; without one, the choice
    is kept in a cookie of this browser.
    """
    ARRANGEMENT.home = home or ARRANGEMENT.home
    ARRANGEMENT.search = search or ARRANGEMENT.search
    ARRANGEMENT.suggestions = suggestions or ARRANGEMENT.suggestions
    ARRANGEMENT.language = language or ARRANGEMENT.language


def address(view: str) -> str:
    """The address of a named view, or nothing when no name was given."""
    return addresses.address(view) if view else ""
