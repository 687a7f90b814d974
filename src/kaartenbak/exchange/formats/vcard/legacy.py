"""vCard 2.1, and the habits of it that live on in cards that call themselves 3.0, told as lines of vCard 3.0.

Quoted-printable and character sets are undone and lines are unfolded; parameters without a name are left to the
head.
"""

import quopri
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from kaartenbak.exchange.formats.vcard.lines import (
    Head,
    clean,
    escape,
    param_text,
    parse_head,
    split_at,
    split_line,
)

OLD = re.compile(rb"^VERSION:[ \t]*2\.1[ \t]*$", re.IGNORECASE | re.MULTILINE)
QUOTED_PRINTABLE = re.compile(rb";[ \t]*(?:ENCODING=)?\"?QUOTED-PRINTABLE\"?(?:[;:]|$)", re.IGNORECASE)
IN_BASE64 = re.compile(rb";[ \t]*(?:ENCODING=)?\"?BASE64\"?(?:;|$)", re.IGNORECASE)
STRUCTURED = frozenset({"N", "ADR", "ORG", "GEO"})
AS_THEY_ARE = frozenset({"URL", "UID", "REV", "VERSION", "IMPP"})
BINARY = frozenset({"BASE64", "B"})
TEXTS = frozenset({"FN", "NOTE", "TITLE", "ROLE", "LABEL"})
"""Properties that hold one text and never octets, whatever their encoding says."""
INLINE_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT[^:]*:[ \t]*BEGIN:[ \t]*VCARD[ \t]*", re.IGNORECASE)
OF_OLD = frozenset({"CHARSET", "ENCODING"})

GoesOn = Callable[[list[bytes], bytes], bool]


class OldStyleError(Exception):
    """The card is to be read by `modern_lines`, as one of its lines shows."""


def is_old(head: Head) -> bool:
    """Whether a line with this head needs reading by this module."""
    return "QUOTED-PRINTABLE" in {value.upper() for value in head.values("ENCODING")}


def modern_lines(octets: bytes) -> list[str]:
    """The unfolded lines of the card as a vCard 3.0 would have them."""
    is_old = OLD.search(octets) is not None
    return [_modern(line, is_old) for line in _logical_lines(octets.split(b"\n"), is_old)]


def decode(octets: bytes, charset: str = "") -> str:
    """Text in its character set; without one, or with a wrong one, UTF-8, and else Windows-1252.

    Many phones name another character set than the one they write: letters beyond ASCII that are right as UTF-8 are that.
    """
    for name in (charset if octets.isascii() else "utf-8", charset, "utf-8", "cp1252"):
        try:
            return octets.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return octets.decode("latin-1")


def _logical_lines(lines: list[bytes], is_old: bool) -> Iterator[bytes]:
    """Lines put together: folds, soft breaks, base64 up to a blank line, a card inside AGENT."""
    position = 0
    while position < len(lines):
        parts = [lines[position]]
        goes_on, glue = _ways_to_go_on(parts[0], is_old)
        position += 1
        while position < len(lines) and goes_on(parts, lines[position]):
            parts.append(lines[position])
            position += 1
        yield glue(parts)


def _ways_to_go_on(first: bytes, is_old: bool) -> tuple[GoesOn, Callable[[list[bytes]], bytes]]:
    head = first.partition(b":")[0].upper()
    if QUOTED_PRINTABLE.search(head):
        return _after_soft_break, _without_soft_breaks
    if IN_BASE64.search(head):
        return _in_base64, b"".join
    if head.rpartition(b".")[2].startswith(b"AGENT"):
        is_inline = INLINE_AGENT.fullmatch(first) is not None
        if is_inline or first.rstrip().endswith(b":"):
            return _agent_reader(int(is_inline)), _agent
    return _in_fold, _with_spaces if is_old else _without_spaces


def _in_fold(_: list[bytes], line: bytes) -> bool:
    return line[:1] in {b" ", b"\t"}


def _after_soft_break(parts: list[bytes], line: bytes) -> bool:
    return parts[-1].endswith(b"=") or _in_fold(parts, line)


def _in_base64(_: list[bytes], line: bytes) -> bool:
    return b":" not in line and bool(line.strip())


def _agent_reader(depth: int) -> GoesOn:
    """Goes on until as many cards have ended as began; of these `depth` begin on the line itself."""

    def goes_on(parts: list[bytes], line: bytes) -> bool:
        nonlocal depth
        if len(parts) > 1 and not depth:
            return False
        marker = line.strip().upper()
        begins = marker == b"BEGIN:VCARD" or INLINE_AGENT.fullmatch(line.strip()) is not None
        depth += begins - (marker == b"END:VCARD")
        return depth > 0 or len(parts) > 1

    return goes_on


def _with_spaces(parts: list[bytes]) -> bytes:
    """In 2.1 a fold is put before a space that belongs to the text."""
    return b"".join(parts)


def _without_spaces(parts: list[bytes]) -> bytes:
    return b"".join([parts[0], *[part[1:] for part in parts[1:]]])


def _without_soft_breaks(parts: list[bytes]) -> bytes:
    folded = [part.lstrip(b" \t") if position else part for position, part in enumerate(parts)]
    return b"".join(part.removesuffix(b"=") for part in folded[:-1]) + folded[-1].removesuffix(b"=")


def _agent(parts: list[bytes]) -> bytes:
    """The inner card as one value, as vCard 3.0 writes it."""
    head, _, first = parts[0].partition(b":")
    inner = b"\n".join([first, *parts[1:]] if first.strip() else parts[1:])
    inner = inner.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
    return head + b":" + inner.replace(b",", b"\\,").replace(b";", b"\\;")


def _modern(line: bytes, is_old: bool) -> str:
    head_text, value = split_line(line.decode("latin-1"))
    head = None if head_text is None else parse_head(decode(head_text.encode("latin-1")))
    if head is None:
        return decode(line)
    charset = next(iter(head.values("CHARSET")), "")
    encodings = {encoding.upper() for encoding in head.values("ENCODING")}
    if encodings & BINARY and head.name in TEXTS:
        return f"{_head_text(head)}:{_from_base64(value, charset)}"
    if encodings & BINARY:
        return f"{_head_text(head, 'ENCODING=b')}:{''.join(decode(value.encode('latin-1')).split())}"
    if "QUOTED-PRINTABLE" in encodings:
        return f"{_head_text(head)}:{_unquoted(head.name, value.encode('latin-1'), charset)}"
    text = decode(value.encode("latin-1"), charset)
    if is_old and head.name not in AS_THEY_ARE and head.name != "AGENT":
        text = _with_commas_escaped(text)
        text = text if head.name in STRUCTURED or "\\;" in text else text.replace(";", "\\;")
    return f"{_head_text(head)}:{text}"


def _unquoted(name: str, value: bytes, charset: str) -> str:
    """The text behind quoted-printable; what only looks like a separator after decoding gets its escape."""
    if name in AS_THEY_ARE:
        return decode(quopri.decodestring(value), charset).replace("\n", "")
    parts = split_at(value.decode("latin-1"), ";") if name in STRUCTURED else [value.decode("latin-1")]
    return ";".join(_escaped(decode(quopri.decodestring(part.encode("latin-1")), charset)) for part in parts)


def _from_base64(value: str, charset: str) -> str:
    """A text that a phone wrote as base64; what is none stays as it is."""
    try:
        return _escaped(decode(b64decode("".join(value.split()), validate=True), charset))
    except ValueError:
        return _escaped(decode(value.encode("latin-1"), charset))


def _escaped(text: str) -> str:
    return escape(clean(text.replace("\\;", ";")))


def _with_commas_escaped(text: str) -> str:
    """vCard 2.1 has no lists, so a comma is a comma; a backslash is one too, except in an escape."""
    text = re.sub(r"\\(?![\\;,nN])", r"\\\\", text)
    return re.sub(r"(?<!\\),", r"\\,", text)


def _head_text(head: Head, *more: str) -> str:
    """The head without what was undone."""
    pieces = [f"{head.group}.{head.name}" if head.group else head.name]
    for name, values in head.params:
        if name not in OF_OLD:
            pieces.append(f"{name}={','.join(param_text(value) for value in values)}")
    return ";".join([*pieces, *more])
