"""The text of a card, whole or some of its lines, in the version that was asked for."""

from collections.abc import Callable, Iterator

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.properties.base import MEMBER, Property
from kaartenbak.carddav.shown import Shown
from kaartenbak.carddav.texts import CONTENT_TYPE, VERSIONS
from kaartenbak.carddav.xml import CARD, Element, text

# Without these a card is none.
NEEDED = frozenset({"BEGIN", "END", "VERSION", "UID", "FN", "N"})


class CardData(Property):
    """RFC 6352, section 10.4."""

    name = f"{CARD}address-data"
    of = MEMBER

    def needs(self, asked: Element | None) -> str:
        """Refused when it is asked for in a form that is not written."""
        if asked is None:
            return ""
        kind: str = asked.get("content-type", CONTENT_TYPE)
        version: str = asked.get("version", "")
        if kind.split(";", maxsplit=1)[0].strip().lower() != CONTENT_TYPE or version not in {"", *VERSIONS}:
            raise DavError(403, "<C:supported-address-data/>")
        return version

    def markup(self, it: Shown, asked: Element | None) -> str | None:
        return self.teller(asked)(it)

    def teller(self, asked: Element | None) -> Callable[[Shown], str | None]:
        version = self.needs(asked)
        lines = asked.iterfind(f"{CARD}prop") if asked is not None else ()
        names = {each.get("name", "").upper() for each in lines}

        def tell(it: Shown) -> str | None:
            found = it.texts.get(version)
            if found is None:
                return None
            return text("".join(lines_named(found, names | NEEDED)) if names else found)

        return tell


def lines_named(card: str, names: frozenset[str] | set[str]) -> Iterator[str]:
    """The lines of a card with these names, folds included."""
    is_wanted = False
    for line in card.splitlines(keepends=True):
        if line[0] not in " \t":
            head = line.partition(":")[0].partition(";")[0]
            is_wanted = head.rpartition(".")[2].upper() in names
        if is_wanted:
            yield line
