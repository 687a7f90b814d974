"""Workbooks that are damaged, or made to harm: a sentence each, and memory stays flat."""

import contextlib
import io
import random
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.formats import read_xlsx
from kaartenbak.exchange.formats.files import XLSX, format_of, inspect
from kaartenbak.exchange.formats.sheets import container
from kaartenbak.exchange.rules.card import Card, RowError
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.tests.files_of import a_file
from kaartenbak.exchange.tests.workbooks import a_workbook, archive

GOOD = a_workbook(["Naam", "Plaats"], *[[f"Firma {number}", "Gent"] for number in range(40)])
BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'


def read(octets: bytes) -> list[Any]:
    return list(read_xlsx(BytesIO(octets)))


def refusal_of(octets: bytes, **layout: Any) -> str:
    path = a_file(octets, ".xlsx")
    with pytest.raises(Refused) as refusal:
        inspect(path, format_of(path), {}, Layout(**layout))
    return refusal.value.key


def locked() -> bytes:
    octets = bytearray(GOOD)
    place = octets.find(b"PK\x01\x02")
    octets[place + 8] |= 1
    return bytes(octets)


def pressed(size: int) -> bytes:
    """A workbook that is small, and has a sheet that is not."""
    buffer = io.BytesIO(archive({"A": "<sheetData/>"}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as zipped, zipped.open("xl/media/x", "w") as part:
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("case", "octets", "key"),
    [
        ("cut", GOOD[: len(GOOD) // 2], "sheet.broken"),
        ("locked", locked(), "sheet.locked"),
        ("entities", archive({"A": "<sheetData/>"}, doctype=BOMB), "sheet.entities"),
        ("no sheet", archive({}), "sheet.none"),
        ("bursts", pressed(80 << 20), "sheet.too_large"),
        ("a document", b"PK\x03\x04" + bytes(100), "import.format"),
        ("the old format of Excel", b"\xd0\xcf\x11\xe0" + bytes(600), "import.format"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(case, octets, key):
    assert refusal_of(octets) == key, case


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    assert refusal_of(GOOD, sheet="Blad9") == "sheet.unknown"


def test_a_list_of_parts_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(container, "LONGEST_LIST", 100)

    assert refusal_of(GOOD) == "sheet.too_large"


@pytest.mark.parametrize(
    ("case", "sheet", "keys"),
    [
        ("a million columns", '<row r="1"><c r="BDWGN1"><v>1</v></c></row>', ["table.too_many_columns"]),
        ("a line of a trillion", '<row r="999999999999"><c><v>1</v></c></row>', ["table.no_columns"]),
        ("no text of this number", '<row><c t="s"><v>99</v></c></row>', ["table.empty"]),
        ("no style of this number", '<row><c s="99"><v>1</v></c></row>', ["table.no_columns"]),
        ("nothing", "", ["table.empty"]),
    ],
)
def test_cells_at_odd_places_are_told(case, sheet, keys):
    found = read(archive({"A": f"<sheetData>{sheet}</sheetData>"}))

    assert [each.key for each in found if isinstance(each, RowError)] == keys, case


def test_a_sheet_that_ends_in_the_middle_tells_so_after_its_good_rows():
    cell = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    found = read(archive({"A": f"<sheetData>{cell.format('Naam')}{cell.format('Maes')}<row><c>"}))

    assert isinstance(found[0], Card)
    assert (found[1].key, found[1].line) == ("sheet.torn", 3)


def test_a_cell_of_many_megabytes_is_told_and_memory_stays_flat():
    huge = random.Random(5).randbytes(20 << 20).hex()
    cell = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    octets = archive({"A": f"<sheetData>{cell.format('Naam')}{cell.format(huge)}</sheetData>"})
    del huge
    tracemalloc.start()

    keys = [each.key for each in read(octets) if isinstance(each, RowError)]

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert keys in (["sheet.torn"], ["sheet.row_too_long"])
    assert peak < 20 << 20


def test_any_damage_gives_cards_and_errors_and_nothing_else(tmp_path: Path):
    chance = random.Random(5)
    for _ in range(150):
        octets = bytearray(GOOD)
        for _ in range(chance.randint(1, 8)):
            octets[chance.randrange(len(octets))] = chance.randrange(256)
        with contextlib.suppress(Refused):
            assert all(isinstance(each, Card | RowError) for each in read(bytes(octets)))


def test_a_workbook_is_known_by_what_is_in_it_and_not_by_its_name():
    assert format_of(a_file(GOOD, ".csv")) == XLSX
    assert format_of(a_file(b"Naam\nMaes\n", ".xlsx")) == "csv"
