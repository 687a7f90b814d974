"""What every property is."""

from collections.abc import Callable
from typing import ClassVar

from kaartenbak.carddav.rules.hrefs import Kind, Place
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.xml import Element, hrefs

ANYWHERE = frozenset(Kind)
COLLECTIONS = ANYWHERE - {Kind.MEMBER}
PRINCIPAL, BOOK, MEMBER = frozenset({Kind.PRINCIPAL}), frozenset({Kind.BOOK}), frozenset({Kind.MEMBER})


class Property:
    """One property. `of` says what has it; one that is not `listed` must be asked for by its name.

    One that is `stamped` needs to know when a card was made or changed."""

    name: ClassVar[str]
    of: ClassVar[frozenset[Kind]] = ANYWHERE
    listed: ClassVar[bool] = False
    stamped: ClassVar[bool] = False

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        """What is in the property's element; nothing when this thing does not have it."""
        raise NotImplementedError

    def teller(self, asked: Element | None) -> Callable[[Shown], str | None]:
        """The same for many things of which it is asked alike."""
        return lambda it: self.markup(it, asked)

    def needs(self, asked: Element | None) -> str | None:
        """The version in which it needs the text of a card, blank for the one it is read back in; none when it needs none."""
        return None


class Places(Property):
    """A property that points at other things."""

    def places(self, it: Shown) -> tuple[Place, ...]:
        """Where they are."""
        raise NotImplementedError

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        return hrefs(*(place.href for place in self.places(it)))
