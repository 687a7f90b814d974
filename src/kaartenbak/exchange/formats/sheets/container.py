"""A workbook as an archive of parts: what is in it, and reading one part without ever holding it whole."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from kaartenbak.core.refusals import Refused

# Where an archive says how long its list of parts is: at its end, before a remark of at most 64 KB.
END, END_OF_LIST = struct.Struct("<4s4H2LH"), b"PK\x05\x06"
LONGEST_END = END.size + (1 << 16)
LONGEST_LIST = 4 << 20
LARGEST_PART = 4 << 30
# Sheets are pressed to a twentieth; what was made to burst, to a thousandth.
MOST_PRESSED, PRESSED_FROM = 250, 64 << 20
# What may stand between the end of one row and the end of the next.
LONGEST_PIECE = 32 << 20
BLOCK = 1 << 16


class PieceTooLongError(Exception):
    """More than `LONGEST_PIECE` without an end."""


# How damage shows while a part is read.
DAMAGE = (PieceTooLongError, etree.XMLSyntaxError, BadZipFile, zlib.error, EOFError, ValueError)


def opened(stream: BinaryIO) -> ZipFile:
    """The archive, refused when it is damaged, locked or made to harm."""
    refuse_long_list(stream)
    try:
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("sheet.broken", field="file") from None
    for part in archive.infolist():
        refuse_part(part)
    return archive


def refuse_long_list(stream: BinaryIO) -> None:
    """Refuse an archive of so many parts that their names alone would fill the memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - LONGEST_END))
    tail = stream.read(LONGEST_END)
    place = tail.rfind(END_OF_LIST)
    stream.seek(0)
    if place < 0 or len(tail) - place < END.size:
        raise Refused("sheet.broken", field="file")
    if END.unpack_from(tail, place)[5] > LONGEST_LIST:
        raise Refused("sheet.too_large", field="file")


def refuse_part(part: ZipInfo) -> None:
    """Refuse what is locked, and what is larger than any sheet is, or than it may become when it is unpacked."""
    if part.flag_bits & 1:
        raise Refused("sheet.locked", field="file")
    if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused("sheet.broken", field="file")
    if part.file_size > LARGEST_PART or (
        part.file_size > PRESSED_FROM and part.file_size > MOST_PRESSED * max(part.compress_size, 1)
    ):
        raise Refused("sheet.too_large", field="file")


class Piecemeal:
    """A part that is read on, as long as pieces of it come to an end."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.since, self.start = file, 0, True

    def read(self, size: int = BLOCK) -> bytes:
        octets = self.file.read(min(size, BLOCK) if size > 0 else BLOCK)
        if self.start and b"<!DOCTYPE" in octets.replace(b"\0", b"").upper():
            raise Refused("sheet.entities", field="file")
        self.start = False
        self.since += len(octets)
        if self.since > LONGEST_PIECE:
            raise PieceTooLongError
        return octets

    def ended(self) -> None:
        """A piece came to its end."""
        self.since = 0


def pieces(archive: ZipFile, path: str, *tags: str) -> Iterator[Any]:
    """The elements of a part that have one of these names, one after the other; each is forgotten when the next comes."""
    with part_of(archive, path) as file:
        source = Piecemeal(file)
        found = etree.iterparse(
            source,
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in found:
            source.ended()
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def part_of(archive: ZipFile, path: str) -> IO[bytes]:
    """One part, to be read."""
    try:
        return archive.open(path)
    except (KeyError, BadZipFile, NotImplementedError, RuntimeError, OSError):
        raise Refused("sheet.broken", field="file") from None
