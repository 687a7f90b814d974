"""The texts of a workbook, which its cells name by number: the first ones in memory, the others in a file."""

import re
import tempfile
from array import array
from typing import Any
from zipfile import ZipFile

from kaartenbak.exchange.formats.sheets.container import pieces

IN_MEMORY = 16_000_000
BLOCK = 1 << 16
# A character in hexadecimal, as Excel writes those that XML has no place for: "_x000D_".
CODED = re.compile("_x([0-9A-Fa-f]{4})_")


class Strings:
    """The texts by number."""

    def __init__(self) -> None:
        self.near: list[str] = []
        self.size = 0
        self.ends = array("Q", [0])
        self.far: Any = None
        self.begins, self.block = 0, b""

    def add(self, text: str) -> None:
        """The next text."""
        self.size += len(text) + 60
        if self.size <= IN_MEMORY:
            self.near.append(text)
            return
        if self.far is None:
            self.far = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the texts
        octets = text.encode(errors="replace")
        self.far.write(octets)
        self.ends.append(self.ends[-1] + len(octets))

    def __getitem__(self, number: int) -> str:
        if number < len(self.near):
            return self.near[number]
        place = number - len(self.near)
        if not 0 <= place < len(self.ends) - 1:
            return ""
        start, end = self.ends[place], self.ends[place + 1]
        if not self.begins <= start <= end <= self.begins + len(self.block):
            # Cells one after the other mostly name texts one after the other.
            self.far.seek(start)
            self.begins, self.block = start, self.far.read(max(BLOCK, end - start))
        return self.block[start - self.begins : end - self.begins].decode()


def strings_in(archive: ZipFile, path: str) -> Strings:
    """All texts of a workbook."""
    found = Strings()
    if path:
        for item in pieces(archive, path, "si"):
            found.add(text_in(item))
    return found


def text_in(item: Any) -> str:
    """The text of an element: its parts one after the other, without hints on how it is spoken."""
    if len(item) == 1 and not len(item[0]):
        return uncoded(item[0].text or "")
    told = [each.text or "" for each in item.iter("{*}t") if not str(each.getparent().tag).endswith("}rPh")]
    return uncoded("".join(told))


def uncoded(text: str) -> str:
    """A text with the characters that Excel wrote in hexadecimal."""
    return CODED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
