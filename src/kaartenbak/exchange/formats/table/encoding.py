"""The text of a table: its encoding, and its lines one at a time."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

SAMPLE = 1 << 16
BLOCK = 1 << 18
LONGEST_LINE = 4 << 20

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# UTF-8 that was taken for Windows-1252 and written as UTF-8 once more: "Ã©" for "é".
TWICE = re.compile(
    "[ÃÂÅâ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# In the old DOS code page accented letters lie where Windows-1252 has signs; those common in texts are left out.
OF_DOS = frozenset(
    [*range(0x81, 0x85), *range(0x86, 0x8C), *range(0x8D, 0x91), *range(0x98, 0x9C), *range(0x9D, 0xA0)]
)
LOOKED_AT = 200
# A text in UTF-16 has so many zeros, and on one side so large a part: line ends, separators and plain letters.
LEAST_ZEROS, LEAST_WIDE = 2, 0.1
OF_WINDOWS = frozenset(range(0xC0, 0x100))


class Encoding(NamedTuple):
    """The name of the character set; `twice` when the text went through it twice by mistake."""

    name: str
    twice: bool = False
    bom: int = 0


def detect(sample: bytes) -> Encoding:
    """The encoding of a file that starts with `sample`."""
    for bom, name in BOMS:
        if sample.startswith(bom):
            return Encoding(name, name == "utf-8" and _is_twice(_start(sample[len(bom) :])), len(bom))
    if found := wide_encoding(sample):
        return Encoding(found)
    text = _start(sample)
    return Encoding(_old_encoding(sample)) if text is None else Encoding("utf-8", _is_twice(text))


def wide_encoding(sample: bytes) -> str:
    """The UTF-16 that a text without a mark is in, by where its zeros lie; blank for another one, which may have a stray zero."""
    start = sample[: min(LOOKED_AT, len(sample) // 2 * 2)]
    first, second = start[::2].count(0), start[1::2].count(0)
    if max(first, second) < max(LEAST_ZEROS, len(start) // 2 * LEAST_WIDE):
        return ""
    # Letters of other scripts have no zeros, but no text has many on both sides.
    if min(first, second) > max(first, second) // 10:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _start(sample: bytes) -> str | None:
    """The sample as UTF-8, None if it is not; the last character may be cut."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        return None


def _is_twice(text: str | None) -> bool:
    if not text:
        return False
    odd = len(TWICE.findall(text))
    accented = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return odd > 0 and odd * 2 >= accented


def _old_encoding(sample: bytes) -> str:
    """Windows-1252 or the old DOS code page, by where most of the letters lie."""
    of_dos = sum(octet in OF_DOS for octet in sample)
    return "cp850" if of_dos > sum(octet in OF_WINDOWS for octet in sample) else "cp1252"


class Start(NamedTuple):
    """The start of a stream, to find out about it, and all of its octets from there on."""

    encoding: Encoding
    text: str
    octets: bytes


def start_of(stream: BinaryIO, encoding: str = "") -> Start:
    """Read the start of `stream`; `encoding` overrules what it looks like."""
    octets = stream.read(SAMPLE)
    found = detect(octets)
    if encoding:
        found = Encoding(encoding, bom=found.bom if found.name == encoding else 0)
    text = "".join(line or "" for line in _decoded_lines(iter([octets]), found))
    return Start(found, text, octets)


def lines(stream: BinaryIO, start: Start) -> Iterator[str | None]:
    """The lines with a line feed at the end; None for one that is too long. Memory holds one block."""

    def blocks() -> Iterator[bytes]:
        yield start.octets
        while block := stream.read(BLOCK):
            yield block

    return _decoded_lines(blocks(), start.encoding)


def _decoded_lines(blocks: Iterator[bytes], encoding: Encoding) -> Iterator[str | None]:
    rest, too_long = "", False
    for text in _texts(blocks, encoding):
        *whole, rest = (rest + text).split("\n")
        for line in whole:
            yield None if too_long or len(line) > LONGEST_LINE else _mended(line, encoding) + "\n"
            too_long = False
        if len(rest) > LONGEST_LINE:
            rest, too_long = "", True
    if rest or too_long:
        yield None if too_long else _mended(rest, encoding)


def _texts(blocks: Iterator[bytes], encoding: Encoding) -> Iterator[str]:
    """Decoded blocks with line feeds as the only line ends; octets that are no UTF-8 count as Windows-1252."""
    errors = WITH_OLD if encoding.name == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding.name)(errors=errors)
    held = ""
    skip = encoding.bom
    for block in blocks:
        text = held + decoder.decode(block[skip:])
        skip = 0
        held = "\r" if text.endswith("\r") else ""
        yield text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", "\n")
    yield ("\n" if held else "") + decoder.decode(b"", final=True)


def _mended(line: str, encoding: Encoding) -> str:
    if not encoding.twice or line.isascii():
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


WITH_OLD = "kaartenbak.windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(WITH_OLD, _as_windows_1252)
