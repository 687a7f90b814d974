"""Workbooks that go out, and the entry of every export in the history."""

import io
import zipfile

import pytest
from django.utils.translation import override
from lxml import etree

from kaartenbak.exchange.formats import xlsx_blocks
from kaartenbak.exchange.formats.sheets import writing
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import title
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api, visitor

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets_in(octets: bytes) -> list[dict[str, str]]:
    """The cells of each sheet by their place, read as the standard says."""
    archive = zipfile.ZipFile(io.BytesIO(octets))
    assert archive.testzip() is None
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    trees = [etree.fromstring(archive.read(name)) for name in names]
    return [
        {cell.get("r", ""): "".join(map(str, cell.itertext())) for cell in tree.iter(f"{MAIN}c")}
        for tree in trees
    ]


def workbook(rows, columns) -> list[dict[str, str]]:
    return sheets_in(b"".join(xlsx_blocks(rows, columns)))


def test_every_cell_is_text_and_blank_ones_are_left_out():
    rows = [["Jan & <An>", "", "0470"], ["=1+1", "a\nb\x00", "_x000D_"]]

    assert workbook(rows, ["name", "city", "phone"]) == [
        {
            "A1": "name",
            "B1": "city",
            "C1": "phone",
            "A2": "Jan & <An>",
            "C2": "0470",
            "A3": "'=1+1",
            "B3": "a\nb",
            "C3": "_x005F_x000D_",
        }
    ]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(writing, "ROWS_OF_SHEET", 2)
    monkeypatch.setattr(writing, "BATCH", 2)

    sheets = workbook([[str(number)] for number in range(5)], ["name"])

    assert [[text for place, text in sheet.items() if place != "A1"] for sheet in sheets] == [
        ["0", "1"],
        ["2", "3"],
        ["4"],
    ]
    assert {sheet["A1"] for sheet in sheets} == {"name"}


def test_a_text_that_no_cell_of_excel_holds_is_cut():
    (sheet,) = workbook([["x " * 40_000]], ["comment"])

    assert (len(sheet["A2"]), sheet["A2"][-1]) == (32_767, "…")


def test_columns_beyond_z_have_two_letters():
    assert [writing.letters_of(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.django_db
def test_a_workbook_takes_the_filters_columns_and_headings_of_the_table():
    a_setup()
    a_company("Maes", city="Gent", postcode="09000")
    a_company("Peeters", city="Aalst")

    answer = api(READER).get("/exports/contacts.xlsx?city=Gent&columns=name,postcode&headings=nl")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts.xlsx"'
    assert sheets_in(answer.content) == [{"A1": "Naam", "B1": "Postcode", "A2": "Maes", "B2": "09000"}]
    assert api(READER).get("/exports/contacts.xlsx?columns=shoe").errors == [("field.unknown", "columns")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("format", "name"), [("csv", "CSV"), ("xlsx", "Excel"), ("vcf", "vCard"), ("json", "JSON")]
)
def test_who_exported_what_is_told(format, name):
    a_setup()
    a_company("Maes", city="Gent")
    a_company("Peeters", city="Aalst")
    a_person("Jan", city="Gent", privacy_blocked=True)

    api(READER, read_only=True).get(f"/exports/contacts.{format}?city=Gent")

    entry = Operation.objects.latest("id")
    assert (entry.kind, entry.actor_id, entry.channel) == ("exchange.enter_export", READER.user_id, "api")
    with override("en"):
        assert title(entry) == f"Exported 1 contact as {name}"
    assert entry.facts["filters"] == {"city": ["Gent"]}


@pytest.mark.django_db
def test_an_export_that_is_refused_is_not_entered():
    a_setup()

    assert api(READER).get("/exports/contacts.csv?columns=shoe").status == 422

    assert not Operation.objects.filter(kind="exchange.enter_export").exists()


@pytest.mark.django_db
def test_there_is_nothing_to_undo_in_an_export():
    a_setup()
    a_company("Maes")
    api(EDITOR).get("/exports/contacts.csv")
    entry = Operation.objects.latest("id")

    assert api(EDITOR).post(f"/operations/{entry.pk}/undo").code == "undo.changed_nothing"
    page = visitor(MANAGER).get("/history/").content.decode()
    assert "Exported 1 contact as CSV" in page
    assert f"/history/{entry.pk}/undo" not in page
