"""What a workbook is made of: its sheets, the texts and the styles that their cells name by number."""

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO
from zipfile import ZipFile

from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.formats.sheets.container import DAMAGE, opened, pieces
from kaartenbak.exchange.formats.sheets.numbers import GENERAL, Format
from kaartenbak.exchange.formats.sheets.strings import Strings, strings_in

BOOK = "xl/workbook.xml"
MOST_SHEETS = 200


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, where it stands, and whether it is shown."""

    name: str
    path: str
    hidden: bool


class Book:
    """A workbook; damage shows as `Refused`, here or while its sheets are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.archive: ZipFile = opened(stream)
        try:
            self.parts = dict(self._relations())
            self.sheets, self.since_1904 = self._sheets()
            self.formats = self._formats()
        except DAMAGE:
            raise Refused("sheet.broken", field="file") from None
        if not self.sheets:
            raise Refused("sheet.none", field="file")

    @cached_property
    def strings(self) -> Strings:
        """The texts that cells name by number."""
        path = next((path for kind, path in self.parts.values() if kind == "sharedStrings"), "")
        try:
            return strings_in(self.archive, path)
        except DAMAGE:
            raise Refused("sheet.broken", field="file") from None

    def sheet(self, name: str) -> Sheet:
        """The sheet of a name."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise Refused(
            "sheet.unknown",
            field="sheet",
            name=name[:40],
            names=", ".join(each.name for each in self.sheets[:20]),
        )

    def _relations(self) -> list[tuple[str, tuple[str, str]]]:
        """What belongs to the workbook: by its key, the kind and the place."""
        found = pieces(self.archive, "xl/_rels/workbook.xml.rels", "Relationship")
        return [
            (each.get("Id", ""), (each.get("Type", "").rpartition("/")[2], place_of(each.get("Target", ""))))
            for each in found
        ]

    def _sheets(self) -> tuple[list[Sheet], bool]:
        sheets, since_1904 = list[Sheet](), False
        for each in pieces(self.archive, BOOK, "sheet", "workbookPr"):
            if each.tag.endswith("}workbookPr"):
                since_1904 = each.get("date1904") in {"1", "true"}
                continue
            key = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
            kind, path = self.parts.get(key, ("", ""))
            if kind == "worksheet" and len(sheets) < MOST_SHEETS:
                sheets.append(Sheet(each.get("name", ""), path, each.get("state", "visible") != "visible"))
        return sheets, since_1904

    def _formats(self) -> list[Format]:
        """How the cells of each style show numbers."""
        path = next((path for kind, path in self.parts.values() if kind == "styles"), "")
        codes: dict[int, str] = {}
        formats: list[Format] = []
        for each in pieces(self.archive, path, "numFmt", "cellXfs") if path else ():
            if each.tag.endswith("}numFmt"):
                codes[number_of(each, "numFmtId")] = each.get("formatCode", "")
            else:
                numbers = [number_of(style, "numFmtId") for style in each.iter("{*}xf")]
                formats = [Format(number, codes.get(number, "")) if number else GENERAL for number in numbers]
        return formats


def number_of(element: Any, name: str) -> int:
    """An attribute that is a number."""
    text = element.get(name, "0")
    return int(text) if text.isdigit() and len(text) < 10 else 0


def place_of(target: str) -> str:
    """Where a part stands in the archive, from how the workbook names it."""
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
