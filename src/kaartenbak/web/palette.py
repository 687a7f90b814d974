"""What the palette offers: things to do with the open card, contacts, things to make, places to go.

Each capability that has some gives them by a function of what was asked; `config/pages.py` lists these.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.text import search_form
from kaartenbak.web import navigation
from kaartenbak.web.navigation import ARRANGEMENT, Item

SHOWN_AT_ONCE = 12
SHOWN_OF_TYPED = 8
USED = 4


class Heading(Enum):
    """What entries stand under, in this order."""

    RECENT = _("Recent")
    CARD = _("This card")
    NEW = _("Make")
    GO = _("Go to")
    CONTACTS = _("Contacts")


@dataclass(frozen=True)
class Entry:
    """Something to choose, leading to `url`: a page or, with `dialog`, the dialog of the page.

    `press` says by a selector what on the open page does the same: a button, or a field to type in. `name` is what a browser
    remembers of it when it was used; without a name it is not remembered. `shown` is the label with marks in it. One that
    is `found` already was looked for by who gives it.
    """

    heading: Heading
    label: Any
    icon: str
    url: str
    name: str = ""
    hint: Any = ""
    dialog: bool = False
    press: str = ""
    shown: str = ""
    found: bool = False

    def fits(self, words: Sequence[str]) -> bool:
        """Whether each word begins a word of the label or of the hint."""
        own = search_form(f"{self.label} {self.hint}").split()
        return self.found or all(any(each.startswith(word) for each in own) for word in words)


@dataclass(frozen=True)
class Asked:
    """Who asks, what was typed, the number of the contact whose card is open, and what was used lately, by names."""

    by: Actor
    typed: str = ""
    contact: str = ""
    used: tuple[str, ...] = ()


Source = Callable[[Asked], Iterable[Entry]]
SOURCES: list[Source] = []


def register(sources: Iterable[Source]) -> None:
    """Let the palette offer what these give, in their order."""
    SOURCES.extend(source for source in sources if source not in SOURCES)


def places(asked: Asked) -> Iterator[Entry]:
    """The pages of the navigation and of the menu."""
    for item in (*ARRANGEMENT.items, *ARRANGEMENT.menu):
        if not item.posts and (not item.needs or asked.by.may(item.needs)):
            yield place(item)


def place(item: Item) -> Entry:
    url = navigation.address(item.view)
    return Entry(Heading.GO, item.label, item.icon, url, name=item.view, dialog=item.dialog)


def offered(asked: Asked) -> list[tuple[Any, list[Entry]]]:
    """What is offered, under its headings: what was used lately first or, of what was typed, what fits."""
    words = search_form(asked.typed).split()
    fitting = [entry for source in SOURCES for entry in source(asked) if entry.fits(words)]
    recent = [] if words else used(fitting, asked.used)
    most = SHOWN_OF_TYPED if words else SHOWN_AT_ONCE
    found = [(Heading.RECENT, [*recent, *of(Heading.RECENT, fitting)])]
    rest = [entry for entry in fitting if entry not in recent]
    found += [(heading, of(heading, rest)[:most]) for heading in Heading if heading is not Heading.RECENT]
    return [(heading.value, entries) for heading, entries in found if entries]


def of(heading: Heading, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.heading is heading]


def used(entries: Iterable[Entry], names: Sequence[str]) -> list[Entry]:
    """Those of the entries that were used lately, the last one first."""
    named = {entry.name: entry for entry in entries if entry.name}
    return [named[name] for name in dict.fromkeys(names) if name in named][:USED]
