"""Contacts as JSON: what `contacts.json` holds comes back, and what other programs write is a table."""

import io
import json

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.exchange import queries
from kaartenbak.exchange.formats.files import CSV, JSON, format_of
from kaartenbak.exchange.formats.json_records import JsonFile, values_in
from kaartenbak.exchange.rules.card import RowError
from kaartenbak.exchange.tests.files_of import a_file, bring, kept_on, outcomes, plan, the_card
from kaartenbak.exchange.tests.test_exporting import FULL, snapshot
from kaartenbak.setup.models import Salutation
from kaartenbak.testing.builders import a_company, a_country, a_language, a_person, a_setup, an_address, make
from kaartenbak.testing.cast import READER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()
    a_country("BE")


def as_rows(text: str | bytes) -> list[tuple[int, str]]:
    """What each object of a file becomes: its line, and its name or what is wrong."""
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return [
        (each.line, each.key if isinstance(each, RowError) else each.name)
        for each in JsonFile(stream).cards()
    ]


def test_a_register_goes_out_as_json_and_comes_back_equal():
    a_language("ENG", region_tag="en-GB")
    make(instance=Salutation(code="COMPANY"), by=SYSTEM)
    company = a_company("Maes", **FULL)
    a_person("'=An \"Claes\"", company=company.number, phone="09 7", minor=True, channels=[
        {"kind": "phone", "label": "home", "value": "09:2"}, {"kind": "email", "label": "", "value": "an@claes.be"},
    ])  # fmt: skip
    before, text = snapshot(), b"".join(queries.as_json(Contact.objects.all()))
    assert outcomes(bring(text, ending=".json", mode="update")) == {"skipped": 2}
    delete_contact(contact=company, by=SYSTEM)

    record = bring(text, ending=".json")

    assert (record.format, outcomes(record), record.warned) == ("json", {"created": 2}, 0)
    assert snapshot() == before


def test_it_tells_what_belongs_to_a_card():
    an_address(a_company("Maes"), "FAIR", city="Kortrijk")
    a_company("Smet")

    maes, smet = json.loads(b"".join(queries.as_json(queries.chosen({}, by=READER))))

    assert [(each["code"], each["city"], each["ranges"]) for each in maes["alternative_addresses"]] == [
        ("FAIR", "Kortrijk", [])
    ]
    assert (smet["alternative_addresses"], smet["mailing_groups"], smet["comment"]) == ([], [], "")


def test_objects_of_other_programs_are_rows_under_their_own_names():
    text = json.dumps(
        [{"Naam": "Maes", "Plaats": "Gent", "Schoenmaat": 43}, {"Naam": "Smet", "Kleur": ["rood"]}]
    )

    record = plan(text, ending=".txt").record
    assert (record.format, outcomes(record), Contact.objects.count()) == ("json", {"created": 2}, 0)
    bring(text, ending=".txt")

    assert the_card("Maes").city == "Gent"
    assert any("43" in line for line in kept_on(the_card("Maes")))
    assert any("rood" in line for line in kept_on(the_card("Smet")))


@pytest.mark.parametrize("text", [
    '[{"name":"A"},{"name":"B"}]', '{"name":"A"}\n{"name":"B"}\n', '{"items":[{"name":"A"},{"name":"B"}],"next":null}',
    b'\xef\xbb\xbf [ {"name" : "A"} , {"name":"B"}, ]',
])  # fmt: skip
def test_arrays_lines_and_pages_of_the_api_are_read(text):
    assert format_of(a_file(text, ".dat")) == JSON
    assert as_rows(text) == [(2, "A"), (3, "B")]


@pytest.mark.parametrize(("text", "rows"), [
    ('[{"name":"A"},{"name"', [(2, "A"), (3, "json.broken")]), ('[{"name":"A"}', [(2, "A"), (3, "json.broken")]),
    ('[{"name":"A"},7,{}]', [(2, "A"), (3, "json.none"), (4, "json.none")]),
    ('[{"name":"A"} {"name":"B"}]', [(2, "A"), (3, "json.broken")]),
    ("[]", [(1, "table.empty")]), ("{", [(2, "json.broken")]), (b'{"name":"\xff"}', [(2, "json.broken")]),
    ("[" * 100_000, [(2, "json.broken")]), ('[{"name":"A\\u0000\\ud800"}]', [(2, "A")]),
])  # fmt: skip
def test_what_is_no_contact_is_told_in_its_place(text, rows):
    assert as_rows(text) == rows


def test_an_object_without_a_name_is_refused():
    assert outcomes(bring('[{"shoe": 43}]', ending=".json")) == {"rejected": 1}


def test_a_contact_that_is_too_large_ends_the_reading(monkeypatch):
    monkeypatch.setattr("kaartenbak.exchange.formats.json_records.LARGEST", 1 << 10)
    monkeypatch.setattr("kaartenbak.exchange.formats.json_records.CHUNK", 1 << 10)

    assert as_rows(f'[{{"name":"A"}},{{"name":"{"x" * 9_000}"}}]') == [(2, "A"), (3, "json.broken")]


def test_values_are_read_however_the_file_is_cut(monkeypatch):
    monkeypatch.setattr("kaartenbak.exchange.formats.json_records.CHUNK", 1)

    assert list(values_in(io.BytesIO('[{"é": "😀"}, [1, {}], "x"]'.encode()))) == [{"é": "😀"}, [1, {}], "x"]


def test_a_table_that_begins_with_a_bracket_stays_one():
    assert format_of(a_file("[Naam];[Plaats]\nMaes;Gent\n")) == CSV


@pytest.mark.parametrize("value", [7, "x", None, [1], {"a": 1}, [[{}]], [{"code": {}}], [None], True])
def test_values_of_any_shape_are_taken_or_told(value):
    names = ("channels", "address", "company", "follows", "alternative_addresses", "web_sources", "former_numbers",
             "different_from", "mailing_groups", "birthday", "minor", "kind", "number", "uid")  # fmt: skip
    text = json.dumps([{"name": f"Maes {name}", name: value} for name in names])

    assert bring(text, ending=".json").rows == len(names)
