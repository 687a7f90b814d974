"""Cells that hold several codes, some of them with a word behind."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kaartenbak.exchange.rules.card import WebSource

GOOGLE_LIST = " ::: "
APART = re.compile(r"[;,|\n]| ::: ")
# Google puts every contact in this one.
GROUPS_OF_THE_SYSTEM = frozenset({"mycontacts", "my contacts"})
BETWEEN_BARS = re.compile(r"(?:\\[\\|]|[^|])+")
BEFORE_COLON = re.compile(r"((?:\\.|[^\\:])*):(.*)", re.DOTALL)
ESCAPED = re.compile(r"\\([\\|:;=!n])")
SHORT = 100
OFF = "!"
"""Before a code that the contact is no longer to have; alone, all those that the cell does not name."""


class Codes(NamedTuple):
    """The items of a cell, and the codes that are to be taken off."""

    wanted: list[str]
    taken_off: list[str]


def codes_in(cell: str) -> Codes:
    """The codes or descriptions in a cell, divided by bar, semicolon, comma or Google's three colons; none twice.

    Files repeat themselves, so what short cells hold is remembered; nobody changes the lists.
    """
    return short_cell(cell) if len(cell) <= SHORT else read_codes(cell)


@lru_cache(maxsize=4096)
def short_cell(cell: str) -> Codes:
    return read_codes(cell)


def read_codes(cell: str) -> Codes:
    if "|" in cell:
        return _sorted_out(BETWEEN_BARS.findall(cell))
    if GOOGLE_LIST in cell or cell.startswith("* "):
        groups = dict.fromkeys(part.removeprefix("* ").strip() for part in cell.split(GOOGLE_LIST))
        return Codes([each for each in groups if each and each.lower() not in GROUPS_OF_THE_SYSTEM], [])
    wanted, taken_off = _sorted_out(APART.split(cell))
    return Codes([each for each in wanted if each.lower() not in GROUPS_OF_THE_SYSTEM], taken_off)


def _sorted_out(parts: Iterable[str]) -> Codes:
    items = [item for part in parts if (item := part.strip())]
    wanted = [unescaped(item) for item in items if item[0] != OFF]
    return Codes(
        list(dict.fromkeys(wanted)), [unescaped(item[1:]).strip() for item in items if item[0] == OFF]
    )


def codes_text(codes: Iterable[str]) -> str:
    """Codes divided by bars; a single one that would not be read as one gets a bar as well."""
    return text_of(tuple(codes))


@lru_cache(maxsize=4096)
def text_of(codes: tuple[str, ...]) -> str:
    """The same; most contacts have codes that others have as well."""
    if len(codes) > 1 and "".join(codes).isalnum():
        return "|".join(codes)
    written = [_coded(code) for code in codes]
    text = "|".join(written)
    return text + "|" if len(written) == 1 and not _reads_alone(text) else text


def _coded(code: str) -> str:
    code = code.replace("\\", "\\\\").replace("|", "\\|")
    return "\\" + code if code.startswith(OFF) else code


def _reads_alone(text: str) -> bool:
    odd = APART.search(text) or "\\" in text or GOOGLE_LIST in text or text.startswith("* ")
    return not odd and text.lower() not in GROUPS_OF_THE_SYSTEM


def unescaped(text: str) -> str:
    """A text without the escapes of such cells."""
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text) if "\\" in text else text


def escaped(text: str, marks: str) -> str:
    """A text in which `marks` stand for themselves."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    for mark in marks:
        text = text.replace(mark, "\\" + mark)
    return text


def web_sources_text(sources: Iterable[WebSource]) -> str:
    """Web sources divided by bars, each with its search word: `KBO:0200068636|MAPS:`."""
    items = [f"{escaped(code, '|:')}:{escaped(word, '|')}" for code, word in sources]
    text = "|".join(["\\" + item if item.startswith(OFF) else item for item in items])
    return text + "|" if len(items) == 1 and {";", "\\"} & set(text) else text


def web_sources_in(cell: str) -> tuple[list[WebSource], list[str]]:
    """The web sources in a cell, and the codes of those that are to be taken off."""
    parts = BETWEEN_BARS.findall(cell) if "|" in cell else re.split(r"[;\n]", cell)
    items = [item for part in parts if (item := part.strip())]
    off = [unescaped(item[1:]).strip() for item in items if item.startswith(OFF)]
    return [_web_source(item) for item in items if not item.startswith(OFF)], off


def _web_source(item: str) -> WebSource:
    found = BEFORE_COLON.fullmatch(item)
    code, word = (found[1], found[2]) if found else (item, "")
    return WebSource(unescaped(code).strip(), unescaped(word).strip())
