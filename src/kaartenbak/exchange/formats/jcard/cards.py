"""The lines of a vCard 4.0 as the arrays of a jCard, and back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kaartenbak.exchange.formats.jcard.values import UNKNOWN, text_of, type_of, values_of
from kaartenbak.exchange.formats.vcard.lines import Line, fold, param_text, parse_line
from kaartenbak.exchange.formats.vcard.reading import lines_of

Property = list[Any]
"""A property of a jCard: name, parameters, type, values (RFC 7095 §3.3)."""

NAME = re.compile(r"[A-Za-z0-9_-]+")
PARAMETER = re.compile(r'[^\s;:=",]+')
MARKERS = frozenset({"BEGIN", "END", "VERSION"})


def jcard_of(text: str) -> list[Any]:
    """The jCard of one vCard 4.0 (§3.2)."""
    return ["vcard", [["version", {}, "text", "4.0"], *properties_in(text)]]


def properties_in(text: str) -> list[Property]:
    """The properties of one vCard 4.0, without its version."""
    lines = [parse_line(line) for line in lines_of(text.replace("\r\n", "\n").encode())]
    return [_property(line) for line in lines if line and line.head.name not in MARKERS]


def _property(line: Line) -> Property:
    """A line: names in lower case, VALUE as the type, the group among the parameters (§3.3.1.2, §3.4)."""
    head, name = line.head, line.head.name.lower()
    params: dict[str, Any] = {}
    for param, values in head.params:
        found = params.get(param.lower(), [])
        params[param.lower()] = [*found, *values]
    kind = "".join(params.pop("value", [])).lower() or type_of(name)
    told = {param: values[0] if len(values) == 1 else values for param, values in params.items()}
    if head.group:
        told["group"] = head.group
    return [name, told, kind, *values_of(name, kind, line.value)]


def vcard_of(jcard: Any) -> str:
    """The vCard 4.0 of a jCard; ValueError when it is none."""
    if not isinstance(jcard, list) or len(jcard) < 2 or jcard[0] != "vcard" or not isinstance(jcard[1], list):
        raise ValueError("no jCard")
    return text_with(jcard[1])


def text_with(properties: Iterable[Property]) -> str:
    """A vCard 4.0 of these properties."""
    lines = [line for each in properties for line in _lines(each)]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *map(fold, lines), "END:VCARD", ""])


def _lines(found: Property) -> Iterator[str]:
    if not isinstance(found, list) or len(found) < 4 or not isinstance(found[1], dict):
        raise ValueError("no property of a jCard")
    name, params, kind, *values = found
    if not (isinstance(name, str) and isinstance(kind, str) and NAME.fullmatch(name)):
        raise ValueError("no name of a property")
    if name.upper() not in MARKERS:
        yield f"{_head(name, params, kind)}:{text_of(name.lower(), kind.lower(), values)}"


def _head(name: str, params: dict[str, Any], kind: str) -> str:
    group = str(params.get("group", ""))
    pieces = [f"{group}.{name.upper()}" if NAME.fullmatch(group) else name.upper()]
    if kind not in {type_of(name.lower()), UNKNOWN} and NAME.fullmatch(kind):
        pieces.append(f"VALUE={kind}")
    for param, value in params.items():
        if param != "group" and PARAMETER.fullmatch(param):
            several = value if isinstance(value, list) else [value]
            pieces.append(f"{param.upper()}={','.join([param_text(str(each)) for each in several])}")
    return ";".join(pieces)
