"""Files that are not what they say: a sentence each, and nothing is kept of them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import uploads
from kaartenbak.exchange.ops.imports import Wanted, import_file, plan_file
from kaartenbak.exchange.tests.files_of import a_file, bring, notes, outcomes
from kaartenbak.exchange.tests.workbooks import a_workbook
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_setup
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db

CSV = "Naam;Plaats\nMaes;Gent\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:An Maes\nN:Maes;An;;;\nEND:VCARD\n"
BOOK = a_workbook(["Naam", "Plaats"], ["Maes", "Gent"])


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def sent(client: Client, octets: bytes, name: str) -> Any:
    file = io.BytesIO(octets)
    file.name = name
    return client.post("/import/", {"file": file})


@pytest.mark.parametrize(
    ("case", "octets", "ending"),
    [
        ("a table that says it is a workbook", CSV.encode(), ".xlsx"),
        ("a workbook that says it is a table", BOOK, ".csv"),
        ("a card that says it is a table", CARD.encode(), ".csv"),
        ("a workbook without an ending", BOOK, ""),
    ],
)
def test_a_wrong_ending_makes_no_difference(case, octets, ending):
    assert outcomes(bring(octets, ending=ending)) == {"created": 1}, case


@pytest.mark.parametrize(
    ("case", "octets", "how", "key"),
    [
        ("a table that is said to be a workbook", CSV.encode(), {"format": "xlsx"}, "sheet.broken"),
        ("half a workbook", BOOK[: len(BOOK) // 2], {}, "sheet.broken"),
        ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(200), {}, "import.format"),
        ("a few octets with a zero", b"a\0b", {}, "import.format"),
        ("a heading that ends in a zero", b"name\0", {}, "import.format"),
        ("nothing but zeros", bytes(400), {}, "import.format"),
        ("an old workbook", b"\xd0\xcf\x11\xe0" + bytes(200), {"ending": ".xls"}, "import.format"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(case, octets, how, key):
    with pytest.raises(Refused) as refusal:
        bring(octets, **how)

    assert refusal.value.key == key, case
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("case", "octets", "how", "told", "made"),
    [
        ("an empty table", b"", {}, [(1, "table.empty", None)], 0),
        ("an empty card", b"", {"ending": ".vcf"}, [(1, "vcard.none", None)], 0),
        (
            "a table that is said to be cards",
            CSV.encode(),
            {"format": "vcard"},
            [(1, "vcard.outside", None)],
            0,
        ),
        (
            "a card that was cut",
            (CARD + CARD[:30]).encode(),
            {"ending": ".vcf"},
            [(6, "vcard.not_closed", None)],
            1,
        ),
        (
            "a table that was cut in a cell",
            (CSV + '"Claes;Br').encode(),
            {},
            [(3, "table.quote_open", None)],
            1,
        ),
    ],
)
def test_a_file_that_was_cut_or_is_something_else_says_so_on_its_row(case, octets, how, told, made):
    record = bring(octets, **how)

    assert notes(record) == told, case
    assert (record.created, record.rows) == (made, made + len(told))


def test_a_stray_zero_in_a_table_is_passed_over():
    rows = "".join(f"Maes {n};Gent\n" for n in range(30))

    record = bring(f"Naam;Plaats\nCla\0es;Aalst\n{rows}")

    assert outcomes(record) == {"created": 31}
    assert Contact.objects.get(city="Aalst").name == "Claes"


def test_a_link_is_refused_and_what_it_leads_to_is_not_read(tmp_path):
    (tmp_path / "lijst.csv").symlink_to(a_file(CSV))

    for way in (import_file, plan_file):
        with pytest.raises(Refused) as refusal:
            way(Wanted(tmp_path / "lijst.csv"), by=EDITOR)
        assert refusal.value.key == "import.link"
    assert not Contact.objects.exists()


def test_a_name_that_climbs_is_a_name():
    answer = sent(visitor(EDITOR), CSV.encode(), "../../../../etc/klanten.csv")
    do_all()

    record = Import.objects.get()
    assert (answer.status_code, record.file_name, record.created) == (302, "klanten.csv", 1)
    assert uploads.file_of(record).parent == uploads.folder()


def test_a_file_of_three_gigabytes_is_refused_by_what_it_announces():
    program, size = api(EDITOR), str(3 * 1024**3)
    sent_as = (b"x", "multipart/form-data; boundary=x")

    page = visitor(EDITOR).generic("POST", "/import/", *sent_as, CONTENT_LENGTH=size)
    answer = program.client.generic(
        "POST", "/api/v1/imports", *sent_as, headers=program.headers, CONTENT_LENGTH=size
    )

    assert (page.status_code, "A file may be 500 MB at most." in page.content.decode()) == (413, True)
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
    assert not Import.objects.exists()


def test_a_file_that_is_longer_than_it_may_be_is_not_kept(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100)
    before = set(Path(uploads.folder()).iterdir())

    answer = sent(visitor(EDITOR), CSV.encode() * 50, "groot.csv")

    assert (answer.status_code, "The file is too large" in answer.content.decode()) == (422, True)
    assert set(Path(uploads.folder()).iterdir()) == before
