"""Content lines: head, parameters, escapes and folds (RFC 6350 §3, RFC 2426 §2, RFC 6868)."""

import re
from typing import NamedTuple

V3, V4 = "3.0", "4.0"
FOLD_AT = 75

NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)")
HEAD = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*')
PARAM = re.compile(r';\s*([^=;:"]+)(?:=([^;"]*(?:"[^"]*"[^;"]*)*))?')
QUOTED_OR_PLAIN = re.compile(r'"([^"]*)"|([^,"]+)')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
CARET = re.compile(r"\^(.)")

# What a parameter means when it has no name, as in TEL;WORK;CELL of vCard 2.1.
BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"})


class Head(NamedTuple):
    """All of a line before its value. `text` is that part as it was, escaped as in vCard 4.0."""

    group: str
    name: str
    params: tuple[tuple[str, tuple[str, ...]], ...]
    text: str

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, wherever it stands."""
        return tuple(value for param, values in self.params if param == name for value in values)


class Line(NamedTuple):
    """A line with its value as in the file."""

    head: Head
    value: str


def parse_line(line: str, version: str = V4) -> Line | None:
    """The parts of an unfolded line; None for what is no content line."""
    head_text = split_line(line)[0]
    head = parse_head(head_text, version) if head_text is not None else None
    return Line(head, split_line(line)[1]) if head else None


def split_line(line: str) -> tuple[str | None, str]:
    """Head and value, parted at the first colon outside quotes; a head of None when there is no colon."""
    head, colon, value = line.partition(":")
    if '"' in head:
        found = HEAD.match(line)
        head = found.group() if found else ""
        colon, value = line[len(head) : len(head) + 1], line[len(head) + 1 :]
        if not colon:  # A quote without its pair: the first colon will have to do.
            head, colon, value = line.partition(":")
    return (head, value) if colon else (None, line)


def parse_head(text: str, version: str = V4) -> Head | None:
    """The name, group and parameters of a line; None when it does not begin with a name."""
    text = text.strip()
    start = NAME.match(text)
    if not start or (start.end() < len(text) and text[start.end()] != ";"):
        return None
    if version != V4 and "^" in text:
        text = text.replace("^", "^^")
    params = tuple(_param(found[1], found[2]) for found in PARAM.finditer(text, start.end()))
    return Head(start[1] or "", start[2].upper(), params, text)


def _param(name: str, value: str | None) -> tuple[str, tuple[str, ...]]:
    bare = name.strip()
    name = bare.upper()
    if value is None:
        return ("ENCODING", (name,)) if name in BARE_ENCODINGS else ("TYPE", (bare,))
    if "," not in value and '"' not in value and "^" not in value:
        return name, (value.strip(),)
    values = [quoted or plain for quoted, plain in QUOTED_OR_PLAIN.findall(value)]
    if name == "TYPE":  # TYPE="voice,home" is how many write two types.
        values = [single for value in values for single in value.split(",")]
    return name, tuple(_without_carets(value.strip()) for value in values)


def _without_carets(value: str) -> str:
    """RFC 6868: ^n is a line break, ^' a double quote, ^^ a caret."""
    return CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}.get(found[1], found[0]), value)


def param_text(value: str) -> str:
    """A value as a parameter holds it in vCard 4.0, with carets and, where needed, in quotes."""
    value = (
        UNPRINTED.sub("", value).replace("^", "^^").replace('"', "^'").replace("\r", "").replace("\n", "^n")
    )
    return f'"{value}"' if any(mark in value for mark in ",;:") else value


def head_for(version: str, head: str) -> str:
    """A head for `version`: 3.0 has no carets, so a line break becomes a space, a double quote a single."""
    if version == V4 or "^" not in head:
        return head
    return CARET.sub(lambda found: {"n": " ", "'": "'", "^": "^"}.get(found[1], found[0]), head)


def unescape(text: str) -> str:
    """A text value without its escapes (RFC 6350 §3.4)."""
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def escape(text: str) -> str:
    """A text value with its escapes; what no vCard may hold is left out."""
    if text.isalnum():
        return text
    if not text.isprintable():
        text = clean(text)
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "," in text:
        text = text.replace(",", "\\,")
    if ";" in text:
        text = text.replace(";", "\\;")
    return text.replace("\n", "\\n") if "\n" in text else text


def clean(text: str) -> str:
    """Text with line feeds for line breaks, and without characters that no vCard and no XML may hold."""
    return UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def components(value: str) -> list[str]:
    """The parts of a structured value, without escapes."""
    if "\\" not in value:
        return value.split(";")
    return [unescape(part) for part in split_at(value, ";")]


def split_at(value: str, mark: str) -> list[str]:
    """The parts of a value between each `mark` that is not escaped, still with their escapes."""
    if "\\" not in value:
        return value.split(mark)
    parts, start, skip = [], 0, -1
    for position, letter in enumerate(value):
        if position == skip:
            continue
        if letter == "\\":
            skip = position + 1
        elif letter == mark:
            parts.append(value[start:position])
            start = position + 1
    return [*parts, value[start:]]


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut inside a character (RFC 6350 §3.2)."""
    if len(line) <= FOLD_AT and line.isascii():
        return line
    if line.isascii():
        rest = range(FOLD_AT, len(line), FOLD_AT - 1)
        return "\r\n ".join([line[:FOLD_AT], *[line[start : start + FOLD_AT - 1] for start in rest]])
    return _fold_octets(line.encode(errors="replace"))


def _fold_octets(octets: bytes) -> str:
    pieces, start, room = [], 0, FOLD_AT
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, FOLD_AT - 1
    return "\r\n ".join([*pieces, octets[start:].decode()])
