"""Where in a text the words and figures of a query stand."""

from collections.abc import Iterable, Iterator, Sequence

from kaartenbak.core.normal.text import FOLDING
from kaartenbak.search.rules.readings import Option

Span = tuple[int, int]


def marked(text: str, options: Iterable[Option], fragments: Iterable[str]) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether the query found it."""
    spans = [span for option in options for span in spans_of_words(text, option)]
    spans += [span for fragment in fragments for span in spans_of_figures(text, fragment)]
    pieces, end = [], 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start > end:
            pieces.append((text[end:start], False))
        if stop > max(start, end):
            pieces.append((text[max(start, end) : stop], True))
        end = max(end, stop)
    return [*pieces, (text[end:], False)] if text[end:] else pieces


def folded(text: str) -> tuple[str, list[int]]:
    """The search form of `text` letter by letter, and for each letter its place in `text`."""
    found = [(letter, place) for place, sign in enumerate(text) for letter in sign.translate(FOLDING)]
    return "".join(letter for letter, _ in found), [place for _, place in found]


def spans_of_words(text: str, option: Option) -> Iterator[Span]:
    """Where the words of an option stand: the whole word, or as far as it was typed."""
    form, places = folded(text)
    last = len(option.words) - 1
    for number, word in enumerate(option.words):
        start = starting(form, word, whole=number < last or not option.begins)
        if start >= 0:
            yield places[start], places[start + len(word) - 1] + 1


def starting(form: str, word: str, *, whole: bool) -> int:
    """The place of a word that is `word`, else of one that begins so; -1 when there is none."""
    padded = f" {form} "
    place = padded.find(f" {word} ")
    return place if place >= 0 or whole else padded.find(f" {word}")


def spans_of_figures(text: str, fragment: str) -> Iterator[Span]:
    """Where the figures of a number stand, whatever is between them."""
    places: Sequence[int] = [place for place, sign in enumerate(text) if sign.isdigit()]
    start = "".join(text[place] for place in places).find(fragment)
    if start >= 0:
        yield places[start], places[start + len(fragment) - 1] + 1
