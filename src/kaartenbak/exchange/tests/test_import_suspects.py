"""Rows of a plan whose card may be there already: told, chosen for, and done as chosen."""

import io
from itertools import chain

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import suspecting
from kaartenbak.exchange.ops.choosing import change_row
from kaartenbak.exchange.tests.files_of import plan
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db

FILE = "Naam;Plaats;Telefoon;Btw\nBakkerij Maes;Gent;09 222 33 44;\nSmet;Aalst;;\nClaes;Brugge;;\n"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


@pytest.fixture
def maes() -> Contact:
    return a_company("Bakkerij Maes BV", city="Gent", phone="+32 9 222 33 44")


def planned(client: Client, text: str = FILE, name: str = "klanten.csv") -> Import:
    """The plan of a file."""
    file = io.BytesIO(text.encode())
    file.name = name
    client.post("/import/", {"file": file})
    do_all()
    return Import.objects.latest("id")


def row(record: Import, line: int = 2) -> ImportedRow:
    return ImportedRow.objects.get(brought_by=record, line=line)


def choose(client: Client, record: Import, choice: str, line: int = 2) -> int:
    """Choose for a row; the status of the answer."""
    status: int = client.post(f"/import/{record.pk}/rows/{line}/choice/", {"choice": choice}).status_code
    record.refresh_from_db()
    return status


def test_a_row_that_may_be_there_says_so_and_is_counted_as_before(maes):
    client = visitor(EDITOR)
    record = planned(client)

    assert (record.created, record.rows, record.suspects, record.warned) == (3, 3, 1, 1)
    assert (row(record).outcome, row(record).suspect, row(record, 3).suspect) == ("created", maes.number, "")
    page = client.get(f"/import/{record.pk}/?outcome=duplicate").content.decode()
    assert f"This may be {maes}, who is there already" in page
    assert f'href="/contacts/{maes.number}/"' in page
    assert ("line-2" in page, "line-3" in page) == (True, False)


@pytest.mark.parametrize(
    ("choice", "counts", "names"),
    [
        ("create", (3, 0, 0), ["Bakkerij Maes", "Bakkerij Maes BV", "Claes", "Smet"]),
        ("update", (2, 1, 0), ["Bakkerij Maes", "Claes", "Smet"]),
        ("skip", (2, 0, 1), ["Bakkerij Maes BV", "Claes", "Smet"]),
    ],
)
def test_what_was_chosen_for_a_row_is_planned_and_done(maes, choice, counts, names):
    client = visitor(EDITOR)
    record = planned(client)

    assert choose(client, record, choice) == 302

    assert (record.created, record.updated, record.skipped) == counts
    assert (record.rows, record.suspects, row(record).choice) == (3, 1, choice)
    client.post(f"/import/{record.pk}/apply/")
    do_all()
    record.refresh_from_db()
    assert (record.created, record.updated, record.skipped, record.rows) == (*counts, 3)
    assert sorted(Contact.objects.values_list("name", flat=True)) == names


def test_a_choice_is_taken_back_and_outlives_another_plan(maes):
    client = visitor(EDITOR)
    record = planned(client)
    choose(client, record, "skip")
    columns = {"column-0": "name", "column-1": "city", "column-2": "phone", "column-3": "vat_number"}
    client.post(f"/import/{record.pk}/", {"mode": "upsert", "match": ["number"], "header": "1", **columns})
    do_all()
    record.refresh_from_db()
    assert (record.mode, record.skipped, row(record).choice) == ("upsert", 1, "skip")

    choose(client, record, "")

    assert (record.created, record.skipped, record.suspects) == (3, 0, 1)
    assert (row(record).choice, row(record).suspect) == ("", maes.number)


def test_the_same_is_chosen_for_all(maes):
    an = a_person("An Peeters", email="an@peeters.be")
    client = visitor(EDITOR)
    record = planned(client, FILE + "An Peeters;;;\n" + "Voor;;;\n")
    text = "Voornaam;Naam;E-mail\nAn;Peeters;an@peeters.be\nJan;Wouters;\nAnn;Peeters;an@peeters.be\n"
    record = planned(client, text)
    assert record.suspects == 2

    client.post(f"/import/{record.pk}/choice/", {"choice": "update"})
    do_all()

    record.refresh_from_db()
    assert (record.created, record.updated + record.skipped, record.suspects) == (1, 2, 2)
    assert set(ImportedRow.objects.filter(brought_by=record).values_list("suspect", flat=True)) == {
        an.number,
        "",
    }


def test_vcards_are_chosen_for_too(maes):
    client = visitor(EDITOR)
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Bakkerij Maes\nORG:Bakkerij Maes\nX-ABShowAs:COMPANY\nTEL:+3292223344\nEND:VCARD\n"
    record = planned(client, text, "kaart.vcf")

    choose(client, record, "skip", line=1)

    assert (record.skipped, record.rows, row(record, 1).suspect) == (1, 1, maes.number)


@pytest.mark.parametrize(
    ("choice", "line", "status"), [("eat", 2, 422), ("update", 3, 422), ("skip", 99, 404)]
)
def test_what_cannot_be_chosen_is_refused(maes, choice, line, status):
    client = visitor(EDITOR)
    record = planned(client)

    assert choose(client, record, choice, line) == status

    assert (record.decided, record.created) == ({}, 3)
    assert visitor(READER).post(f"/import/{record.pk}/rows/2/choice/", {"choice": "skip"}).status_code == 403


def test_a_card_that_is_gone_by_then_leaves_its_row_out(maes):
    client = visitor(EDITOR)
    record = planned(client)
    choose(client, record, "update")
    api(EDITOR).delete(f"/contacts/{maes.number}")

    client.post(f"/import/{record.pk}/apply/")
    do_all()

    record.refresh_from_db()
    assert (record.created, record.skipped) == (2, 1)
    assert row(record).notes[0]["code"] == "import.card_gone"


def test_programs_see_and_choose_the_same(maes):
    client, program = visitor(EDITOR), api(EDITOR)
    record = planned(client)
    address = f"/imports/{record.pk}/rows"
    (told,) = program.get(f"{address}?outcome=duplicate").body["items"]
    assert (told["line"], told["possible_duplicate"], told["choice"]) == (2, maes.number, "")
    assert told["notes"][0]["code"] == "import.suspect"

    answer = program.post(f"{address}/3/choice", {"choice": "update", "contact": str(maes.uid)})

    assert (answer.status, answer.body["outcome"], answer.body["choice"]) == (200, "updated", "update")
    assert program.post(f"{address}/2/choice", {"choice": "eat"}).status == 422
    assert program.post(f"{address}/x/choice", {"choice": "skip"}).code == "import.no_row"
    assert (
        program.post(f"{address}/2/choice", {"choice": "update", "contact": "CT9"}).code
        == "contact.not_found"
    )


def test_many_rows_are_looked_up_in_as_many_statements_as_one(maes):
    def statements(rows: int) -> int:
        lines = [
            f"Bakkerij Maes;Gent;09 222 33 44;BE\nKlant{each};Gent;09 222 {each:04d};BE"
            for each in range(rows)
        ]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found = plan("Naam;Plaats;Telefoon;Land\n" + "\n".join(lines))
        assert found.record.suspects == rows
        return len(seen)

    assert statements(1) == statements(60)


@pytest.mark.parametrize("name", ["Bakkerij Maes", "bakkerij maes N.V.", "BAKKERIJ MAES B.V.B.A."])
def test_a_company_is_found_by_its_name_and_place_whatever_its_legal_form(name):
    a_company("Bakkerij Maes BV", street="Markt 1", postcode="9000", city="Gent")

    found = plan(f"Naam;Straat;Postcode;Plaats\n{name};Markt 1;9000;Gent\n{name};Dorp 7;2000;Antwerpen\n")

    assert found.record.suspects == 1


TWICE = (
    "Naam;Telefoon\nBakkerij Wouters;09 222 33 44\nSmet;09 111 11 11\nBakkerij Wouters bv;09/222.33.44\n"
    "Wouters Bakkerij;09 222 33 44\n"
)


def test_rows_of_one_file_are_compared_with_those_before_them():
    rows = {each.line: each.notes for each in plan(TWICE).rows}

    assert {line: [(each.code, each.facts["line"]) for each in notes] for line, notes in rows.items()} == {
        4: [("import.suspect_row", 2)],
        5: [("import.suspect_row", 2)],
    }
    page = visitor(EDITOR).get(f"/import/{planned(visitor(EDITOR), TWICE).pk}/").content.decode()
    assert "This may be the same as row 2 (" in page


@pytest.mark.parametrize(
    ("case", "changes", "same_as"),
    [
        ("left out", [{"choice": "skip"}], [2]),
        ("left out and taken back", [{"choice": "skip"}, {"choice": ""}], [2]),
        ("made all the same", [{"choice": "create"}], [2]),
        ("mended", [{"cells": {"Naam": "Bakkerij Wouter"}}], [2]),
        ("mended to be another", [{"cells": {"Naam": "Vos", "Telefoon": "02 511 11 11"}}], []),
    ],
)
def test_a_row_that_is_changed_still_says_which_row_it_is_the_same_as(case, changes, same_as):
    record = planned(visitor(EDITOR), TWICE)

    for change in changes:
        record.refresh_from_db()
        change_row(record=record, line=4, by=EDITOR, **change)

    notes = row(record, 4).notes
    assert [each["facts"]["line"] for each in notes if each["code"] == suspecting.SAME_AS_ROW] == same_as, (
        case
    )


def test_what_is_kept_of_earlier_rows_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(suspecting, "ROWS_KEPT", 2)
    found = plan(TWICE)

    assert [(each.line, each.notes[0].facts["line"]) for each in found.rows] == [(4, 2), (5, 4)]
    assert list(found.earlier.lines) == [4, 5]
    assert set(chain.from_iterable(found.earlier.having.values())) == {4, 5}
