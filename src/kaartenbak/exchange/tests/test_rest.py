"""Files in and out over REST."""

import io

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.formats import read_vcards
from kaartenbak.exchange.formats.json_cards import read_json_cards
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.tests.workbooks import a_workbook
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, READER
from kaartenbak.testing.clients import Answer, Api, api

pytestmark = pytest.mark.django_db

FILE = "external_id,name,city,email\nK1,Maes,Gent,info@maes.be\nK2,Peeters,Aalst,none\n,,x,\n"
BOUNDARY = "8d7f"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def sent(
    program: Api,
    text: str,
    *,
    name: str = "klanten.csv",
    boundary: str = BOUNDARY,
    key: str = "",
    **fields: str,
) -> Answer:
    """Send a file with fields, as a form does; `key` makes sure it is done once."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()
    ]
    parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}')
    body = ("".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n").encode(
        errors="surrogateescape"
    )
    headers = {"Content_Type": f"multipart/form-data; boundary={boundary}"}
    headers |= {"Idempotency_Key": key} if key else {}
    return program.post("/imports", body, **headers)


def counts(shown: dict[str, object]) -> dict[str, object]:
    names = ("state", "rows", "created", "updated", "linked", "skipped", "rejected")
    return {name: shown[name] for name in names if shown[name]}


def test_a_file_is_brought_in_by_the_worker_and_told_row_by_row():
    program = api(EDITOR)

    answer = sent(program, FILE)
    do_all()

    shown = program.get(f"/imports/{answer.body['id']}").body
    assert (answer.status, answer.body["state"], answer.body["file"]) == (202, "waiting", "klanten.csv")
    assert counts(shown) == {"state": "done", "rows": 3, "created": 2, "rejected": 1}
    assert Contact.objects.count() == 2
    job = program.get(f"/jobs/{answer.body['job']['id']}").body
    assert (job["state"], job["result"]["operation"]) == ("done", shown["operation"])


def test_a_file_that_is_sent_twice_with_one_key_is_taken_once():
    program = api(EDITOR)

    first = sent(program, FILE, key="one")
    second = sent(program, FILE, key="one", boundary="another-line-between")

    assert (second.status, second.body) == (202, first.body)
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "text", "fields"),
    [
        ("another file of the same length", FILE.replace("Maes", "Smet"), {}),
        ("the same file, to be taken in another way", FILE, {"mode": "upsert"}),
    ],
)
def test_a_key_that_was_used_for_another_file_is_refused(case, text, fields):
    program = api(EDITOR)
    sent(program, FILE, key="one")

    answer = sent(program, text, key="one", **fields)

    assert (answer.status, answer.code) == (409, "idempotency.other_body"), case
    assert Import.objects.count() == 1


def test_the_rows_that_need_a_word_are_listed_and_the_rejected_ones_can_be_mended():
    program = api(EDITOR)
    number = sent(program, FILE).body["id"]
    do_all()

    rows = program.get(f"/imports/{number}/rows").body["items"]
    rejected = program.get(f"/imports/{number}/rows?outcome=rejected").body["items"]
    table = program.get(f"/imports/{number}/rejects.csv").content.decode()

    assert [(row["line"], row["outcome"], row["notes"][0]["code"]) for row in rows] == [
        (3, "created", "email.invalid"),
        (4, "rejected", "name.required"),
    ]
    assert [row["line"] for row in rejected] == [4]
    assert table.splitlines() == [
        "\ufeffline,reason,external_id,name,city,email",
        "4,A contact needs a name.,,,x,",
    ]


def test_a_plan_writes_nothing_until_it_is_applied():
    program = api(EDITOR)
    number = sent(program, FILE, dry_run="true").body["id"]
    do_all()
    planned = program.get(f"/imports/{number}").body
    assert counts(planned) == {"state": "planned", "rows": 3, "created": 2, "rejected": 1}
    assert not Contact.objects.exists()
    rows = program.get(f"/imports/{number}/rows?outcome=created").body["items"]
    assert [(row["line"], row["title"]) for row in rows] == [(2, "Maes"), (3, "Peeters")]
    assert rows[0]["changes"][:2] == [
        {"field": "name", "old": "", "new": "Maes"},
        {"field": "city", "old": "", "new": "Gent"},
    ]

    assert program.post(f"/imports/{number}/apply").status == 200
    do_all()

    assert counts(program.get(f"/imports/{number}").body) == counts(planned) | {"state": "done"}
    assert Contact.objects.count() == 2
    assert program.post(f"/imports/{number}/apply").code == "import.done"


def test_a_sheet_of_a_workbook_is_brought_in():
    octets = a_workbook(["Lees mij"], more={"Klanten": [["Naam", "Gsm"], ["Maes", 470123456]]})
    text = octets.decode(errors="surrogateescape")
    program = api(EDITOR)

    refused = sent(program, text, name="klanten.xlsx", format="xlsx", sheet="Blad9")
    answer = sent(program, text, name="klanten.xlsx", format="xlsx", sheet="Klanten")
    do_all()

    assert (refused.status, refused.errors) == (422, [("sheet.unknown", "sheet")])
    assert (answer.status, answer.body["format"]) == (202, "xlsx")
    assert [each.value for each in Contact.objects.get(name="Maes").channels.all()] == ["0470123456"]
    (row,) = program.get(f"/imports/{answer.body['id']}/rows").body["items"]
    assert row["notes"][0]["code"] == "cell.zero"


def test_an_import_is_taken_back():
    program = api(EDITOR)
    number = sent(program, FILE).body["id"]
    do_all()

    answer = program.post(f"/imports/{number}/undo")

    assert (answer.status, answer.body["conflicts"]) == (200, [])
    assert not Contact.objects.exists()


def test_mode_match_and_mapping_come_with_the_file():
    a_company("Maes", external_id="K1", city="Gent")
    program = api(EDITOR)

    sent(
        program,
        "Klant,Naam,Plaats\nK1,Maes,Aalst\n",
        mode="upsert",
        match="external_id",
        mapping='{"Klant": "external_id"}',
    )
    do_all()

    assert Contact.objects.get().city == "Aalst"


def test_how_a_table_is_read_comes_with_the_file():
    how = {
        "delimiter": "bar",
        "quote": "none",
        "decimal": "comma",
        "dates": "month",
        "header": "2",
        "encoding": "cp1252",
    }
    fixed = '{"city": "Gent", "language": "NLB"}'

    sent(api(EDITOR), 'Naam|x\nNaam|Postcode|Geboortedatum\n"Maes|9.000|3/4/1980\n', fixed=fixed, **how)
    do_all()

    contact = Contact.objects.get()
    assert (contact.name, contact.postcode, contact.city, contact.birthday) == (
        '"Maes',
        "9000",
        "Gent",
        "1980-03-04",
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mode": "destroy"}, "mode"),
        ({"match": "shoe_size"}, "match"),
        ({"mapping": "[1]"}, "mapping"),
        ({"fixed": "[" * 3000}, "fixed"),
        ({"fixed": '{"shoe_size": "43"}'}, "mapping"),
        ({"decimal": "dot"}, "decimal"),
        ({"header": "-1"}, "header"),
        ({"shoe_size": "43"}, "shoe_size"),
    ],
)
def test_what_does_not_exist_is_refused_and_nothing_is_kept(fields, field):
    answer = sent(api(EDITOR), FILE, **fields)

    assert answer.status == 422
    assert answer.errors[0][1] == field
    assert do_all() == 0


def test_a_reader_may_export_and_not_import():
    program = api(READER)
    a_company("Maes")

    assert sent(program, FILE).status == 403
    assert program.get("/exports/contacts.json").body[0]["name"] == "Maes"


def test_an_import_of_somebody_else_is_not_there():
    number = sent(api(EDITOR), FILE).body["id"]

    assert api(MANAGER).get(f"/imports/{number}").code == "import.not_found"
    assert api(ADMIN).get(f"/imports/{number}").status == 200
    assert api(EDITOR).get("/imports/x").code == "import.not_found"
    assert api(EDITOR).get("/jobs/99999").code == "job.not_found"


def test_exports_take_the_filters_of_the_list():
    a_company("Maes", city="Gent")
    a_company("Peeters", city="Aalst")
    program = api(READER)

    table = program.get("/exports/contacts.csv?city=Gent&columns=name,city&headings=nl")
    cards = program.get("/exports/contacts.vcf?q=peeters&version=4.0")

    assert table.content.decode("utf-8-sig").splitlines() == ["Naam,Plaats", "Maes,Gent"]
    assert table.headers["Content-Disposition"] == 'attachment; filename="contacts.csv"'
    assert [card.name for card in read_vcards(io.BytesIO(cards.content))] == ["Peeters"]  # type: ignore[union-attr]
    assert program.get("/exports/contacts.csv?shoe_size=1").errors == [("field.unknown", "shoe_size")]
    assert program.get("/exports/contacts.csv?columns=shoe_size").errors == [("field.unknown", "columns")]


def test_a_contact_has_a_vcard_that_is_not_sent_twice():
    person = a_person("An Claes", email="an@claes.be")
    program = api(READER)

    answer = program.get(f"/contacts/{person.number}.vcf?version=4.0")

    assert answer.content.startswith(b"BEGIN:VCARD\r\nVERSION:4.0")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    again = program.get(f"/contacts/{person.uid}.vcf?version=4.0", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.content) == (304, b"")
    assert program.get("/contacts/CT999999.vcf").code == "contact.not_found"


@pytest.mark.parametrize(
    ("format", "kind"), [("jcard", "application/vcard+json"), ("jscontact", "application/jscontact+json")]
)
def test_a_contact_is_one_card_of_json_that_is_not_sent_twice(format, kind):
    person = a_person("An Claes", email="an@claes.be")
    program = api(READER)

    answer = program.get(f"/contacts/{person.number}.{format}")

    (card,) = read_json_cards(io.BytesIO(answer.content))
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        kind,
        f'attachment; filename="{person.number}.{format}"',
    )
    assert isinstance(card, Card)
    assert (card.name, card.channel("email"), card.uid) == ("An Claes", "an@claes.be", str(person.uid))
    again = program.get(f"/contacts/{person.uid}.{format}", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.content) == (304, b"")
    assert program.get(f"/contacts/CT999999.{format}").code == "contact.not_found"
