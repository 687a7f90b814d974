"""A file in any of the formats that are read, as cards in the order of the file."""

import codecs
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.formats.json_cards import is_json, read_json_cards
from kaartenbak.exchange.formats.json_records import JsonFile, looks_like_json
from kaartenbak.exchange.formats.sheets import XlsxFile
from kaartenbak.exchange.formats.sheets.book import BOOK
from kaartenbak.exchange.formats.table import CsvFile
from kaartenbak.exchange.formats.table.encoding import wide_encoding
from kaartenbak.exchange.formats.table.mapping import Mapping as Columns
from kaartenbak.exchange.formats.table.reading import TableFile, with_fixed
from kaartenbak.exchange.formats.table.rows import Wanted
from kaartenbak.exchange.formats.vcard import read_vcards
from kaartenbak.exchange.rules.card import Card, Unreadable
from kaartenbak.exchange.rules.layout import AS_FOUND, Layout

CSV, XLSX, VCARD, JSON = "csv", "xlsx", "vcard", "json"
FORMATS = (CSV, XLSX, VCARD, JSON)
ENDINGS = {".csv": CSV, ".tsv": CSV, ".txt": CSV, ".vcf": VCARD, ".vcard": VCARD}
ENDINGS |= {".jcard": VCARD, ".jscontact": VCARD, ".json": JSON}
ARCHIVE = b"PK\x03\x04"
# How files begin that are none of ours although their name may say so.
FOREIGN = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
# Bytes that no text has but one in UTF-16; a stray one is forgiven.
OF_PROGRAMS = bytes({*range(0x09), *range(0x0E, 0x1B)})
MOST_STRAY = 0.01
TABLES: dict[str, Callable[[BinaryIO, Layout], TableFile]] = {XLSX: XlsxFile, JSON: JsonFile}
Choices = Mapping[str, str | None]


def format_of(path: Path, name: str = "") -> str:
    """The format of a file by what it begins with, else by its name: `name` where it is kept under another one."""
    name = name or path.name
    with path.open("rb") as file:
        start = file.read(4096)
        if start.startswith(ARCHIVE) and is_workbook(file):
            return XLSX
    if start.startswith((ARCHIVE, *FOREIGN)) or is_no_text(start):
        raise Refused("import.format", field="file", file=name)
    if b"BEGIN:VCARD" in start.upper().replace(b"\0", b"") or is_json(start):
        return VCARD
    if looks_like_json(start):
        return JSON
    return ENDINGS.get(Path(name).suffix.lower(), CSV)


def is_no_text(start: bytes) -> bool:
    """Whether a file that begins like this is a program, a database or the like."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or wide_encoding(start):
        return False
    return len(start) - len(start.translate(None, OF_PROGRAMS)) > MOST_STRAY * len(start)


def is_workbook(file: BinaryIO) -> bool:
    """Whether an archive is a workbook, and no document or backup; one that is damaged counts as one when it says so."""
    file.seek(0)
    try:
        return BOOK in zipfile.ZipFile(file).NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        file.seek(0)
        return b"xl/" in file.read(1 << 16)


def read_file(
    stream: BinaryIO,
    format: str,
    choices: Choices,
    layout: Layout = AS_FOUND,
    *,
    wanted: Wanted | None = None,
) -> Iterator[Card | Unreadable | None]:
    """The cards of a file, and what gives none. `choices` say for columns of a table where they go.

    `wanted` says which kinds of cards somebody wants; of a row that is surely of another it need not be read more than that,
    and comes as none.
    """
    if format == VCARD:
        start = stream.read(4096)
        stream.seek(0)
        return read_json_cards(stream) if is_json(start) else read_vcards(stream)
    file = table_in(stream, format, layout)
    return file.wanted_cards(columns_of(file, choices), wanted)


def table_in(stream: BinaryIO, format: str, layout: Layout = AS_FOUND) -> TableFile:
    """A table whose heading was read."""
    return TABLES.get(format, CsvFile)(stream, layout)


def columns_of(file: TableFile, choices: Choices) -> Columns:
    """Where the columns of a table go; refused when what was chosen does not exist."""
    try:
        mapping = file.mapping.changed(choices)
        with_fixed(mapping, file.layout)
    except KeyError as unknown:
        raise Refused("import.mapping", field="mapping", name=str(unknown.args[0])[:200]) from None
    return mapping


def inspect(path: Path, format: str, choices: Choices, layout: Layout = AS_FOUND) -> None:
    """Refuse a table that cannot be read at all, or not in the way that was chosen."""
    if format != VCARD:
        with path.open("rb") as stream:
            columns_of(table_in(stream, format, layout), choices)
