"""The filter of a query: which properties a card must have, and what they must say (RFC 6352, section 10.5)."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaartenbak.carddav.errors import DavError
from kaartenbak.carddav.xml import CARD, Element
from kaartenbak.exchange.formats.vcard.lines import Line, parse_line, unescape

Fold = Callable[[str], str]


def ascii_folded(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def unicode_folded(text: str) -> str:
    return unicodedata.normalize("NFD", text.casefold())


COLLATIONS: dict[str, Fold] = {
    "i;ascii-casemap": ascii_folded,
    "i;unicode-casemap": unicode_folded,
    "i;octet": str,
    "default": unicode_folded,
}
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, wanted: wanted in text,
    "equals": lambda text, wanted: text == wanted,
    "starts-with": lambda text, wanted: text.startswith(wanted),
    "ends-with": lambda text, wanted: text.endswith(wanted),
}


@dataclass(frozen=True)
class TextMatch:
    """What a text must say, or with `negated` must not."""

    wanted: str
    fold: Fold
    match: Callable[[str, str], bool]
    negated: bool

    def fits(self, text: str) -> bool:
        return self.match(self.fold(text), self.wanted) is not self.negated


@dataclass(frozen=True)
class ParamFilter:
    """What a parameter must say; `absent`: that it must not be there."""

    name: str
    absent: bool
    text: TextMatch | None

    def fits(self, line: Line) -> bool:
        values = line.head.values(self.name)
        if self.absent:
            return not values
        wish = self.text
        return bool(values) if wish is None else any(wish.fits(value) for value in values)


@dataclass(frozen=True)
class PropFilter:
    """What a property must say: one of its lines meets any of the wishes, or all of them."""

    name: str
    absent: bool
    every: bool
    texts: Sequence[TextMatch]
    params: Sequence[ParamFilter]

    def fits(self, lines: Sequence[Line]) -> bool:
        own = [line for line in lines if line.head.name == self.name]
        if self.absent:
            return not own
        return any(self.fits_line(line) for line in own)

    def fits_line(self, line: Line) -> bool:
        told = unescape(line.value)
        met = [wish.fits(told) for wish in self.texts] + [wish.fits(line) for wish in self.params]
        return not met or (all(met) if self.every else any(met))


@dataclass(frozen=True)
class Filter:
    """What a card must say: any of the wishes, or all of them."""

    every: bool
    props: Sequence[PropFilter]

    def fits(self, text: str) -> bool:
        """Whether a card does."""
        if not self.props:
            return True
        lines = lines_of(text)
        return (all if self.every else any)(each.fits(lines) for each in self.props)


def lines_of(text: str) -> list[Line]:
    """The lines of a card, without folds."""
    unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    return [line for each in unfolded.split("\n") if (line := parse_line(each))]


def filter_in(question: Element) -> Filter:
    """The filter of a query; refused when it asks for what is not understood."""
    found = question.find(f"{CARD}filter")
    if found is None:
        raise DavError(400, text="The query has no filter.")
    return Filter(is_every(found), [prop_filter(each) for each in children(found, "prop-filter")])


def prop_filter(found: Element) -> PropFilter:
    """What is asked of one property."""
    parts = children(found, "is-not-defined", "text-match", "param-filter")
    return PropFilter(
        name_of(found).rpartition(".")[2],
        any(each.tag == f"{CARD}is-not-defined" for each in parts),
        is_every(found),
        [text_match(each) for each in parts if each.tag == f"{CARD}text-match"],
        [param_filter(each) for each in parts if each.tag == f"{CARD}param-filter"],
    )


def param_filter(found: Element) -> ParamFilter:
    """What is asked of one parameter."""
    parts = children(found, "is-not-defined", "text-match")
    texts = [text_match(each) for each in parts if each.tag == f"{CARD}text-match"]
    absent = any(each.tag == f"{CARD}is-not-defined" for each in parts)
    return ParamFilter(name_of(found), absent, texts[0] if texts else None)


def text_match(found: Element) -> TextMatch:
    """What is asked of a text."""
    fold = COLLATIONS.get(found.get("collation", "default"))
    match = MATCHES.get(found.get("match-type", "contains"))
    if fold is None:
        raise DavError(403, "<C:supported-collation/>")
    if match is None:
        raise unsupported()
    return TextMatch(fold("".join(found.itertext())), fold, match, found.get("negate-condition") == "yes")


def children(found: Element, *names: str) -> list[Element]:
    """The parts of a filter; refused when there is one of another name."""
    known = {f"{CARD}{name}" for name in names}
    if any(each.tag not in known for each in found):
        raise unsupported()
    return list(found)


def is_every(found: Element) -> bool:
    """Whether all wishes must be met, rather than any."""
    test = found.get("test", "anyof")
    if test not in {"anyof", "allof"}:
        raise unsupported()
    return bool(test == "allof")


def name_of(found: Element) -> str:
    """Which property or parameter is meant."""
    name: str = found.get("name", "").upper()
    if not name:
        raise unsupported()
    return name


def unsupported() -> DavError:
    """The filter asks for something that is not understood."""
    return DavError(403, "<C:supported-filter/>")
