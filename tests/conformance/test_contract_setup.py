"""Codes, the setup and the user (api.md §4 and §5, api-relationship.md §11 and §20), one test for each promise."""

import pytest

from tests.conformance.calling import a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

# The tables that there are, with the fields of their own and the field of a contact that holds their codes.
TABLES = {
    "salespeople": ({"name", "email", "privacy_blocked"}, "salesperson"),
    "territories": (set(), "territory"),
    "languages": ({"region_tag"}, "language"),
    "countries": ({"vat_formats"}, "country"),
    "currencies": (set(), "currency"),
    "organizational-levels": (set(), "organizational_level"),
    "salutations": (set(), "salutation"),
    "number-series": ({"next", "step", "manual"}, ""),
    "mailing-groups": (set(), ""),
    "industry-groups": (set(), ""),
    "business-relations": (set(), ""),
    "job-responsibilities": (set(), ""),
    "web-sources": ({"url"}, ""),
}
REQUIRED = {"number-series": {"next": "NR0001"}}


def a_code(admin, table, code, **fields):
    return made(
        admin, {"code": code, "description": "Om te testen"} | REQUIRED.get(table, {}) | fields, f"/{table}"
    )


def user_of_code(admin, table, code):
    """A contact that holds the code."""
    field = TABLES[table][1]
    if field == "country":
        return a_company(admin, address={"country": code})
    return (a_person if field == "organizational_level" else a_company)(admin, **{field: code})


def code_of(card, field):
    return card["address"]["country"] if field == "country" else card[field]


@pytest.mark.parametrize("table", TABLES)
def test_a_code_is_added_listed_read_changed_and_removed(admin, table):
    path = f"/{table}/ZQ1"

    answer = admin.post(f"/{table}", json={"code": "zq1", "description": "Een"} | REQUIRED.get(table, {}))
    added = answer.json()
    changed = admin.patch(path, json={"description": "Twee"})
    listed = admin.get(f"/{table}?q=ZQ1").json()["items"]
    removed = admin.delete(path)

    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1{path}")
    assert {"code", "description", "contacts"} | TABLES[table][0] <= set(added)
    assert (added["code"], added["contacts"]) == ("ZQ1", 0)
    assert (changed.json()["description"], listed[0]["description"]) == ("Twee", "Twee")
    assert removed.status_code == 204
    assert refusal(admin.get(path))[:2] == (404, "record.not_found")


@pytest.mark.parametrize("table", [name for name, (_own, field) in TABLES.items() if field])
def test_a_code_in_use_is_counted_renamed_replaced_but_not_removed(admin, table):
    field = TABLES[table][1]
    a_code(admin, table, "ZQ2")
    a_code(admin, table, "ZQ3")
    card = user_of_code(admin, table, "ZQ2")
    path = f"/contacts/{card['number']}"

    counted = admin.get(f"/{table}/ZQ2").json()["contacts"]
    in_use = admin.delete(f"/{table}/ZQ2")
    renamed = admin.patch(f"/{table}/ZQ2", json={"code": "ZQ4"})
    after_renaming = admin.get(path).json()
    replaced = admin.delete(f"/{table}/ZQ4?replace_by=ZQ3")
    after_replacing = admin.get(path).json()

    assert counted == 1
    assert refusal(in_use)[:2] == (409, "code.in_use")
    assert renamed.json()["code"] == "ZQ4"
    assert code_of(after_renaming, field) == "ZQ4"
    assert replaced.status_code == 204
    assert code_of(after_replacing, field) == "ZQ3"
    assert admin.get(f"/{table}/ZQ4").status_code == 404
    admin.post(f"/operations/{replaced.headers['Operation']}/undo", json={})
    assert code_of(admin.get(path).json(), field) == "ZQ4"


@pytest.mark.parametrize("table", TABLES)
def test_a_code_that_is_there_is_409_and_a_bad_one_422(admin, table):
    a_code(admin, table, "ZQ5")
    required = REQUIRED.get(table, {})

    assert refusal(admin.post(f"/{table}", json={"code": "zq5"} | required)) == (409, "code.exists", "code")
    assert refusal(admin.post(f"/{table}", json={"code": " "} | required)) == (422, "value.required", "code")
    assert refusal(admin.post(f"/{table}", json={"code": "A/B"} | required))[:2] == (422, "code.signs")
    assert refusal(admin.post(f"/{table}", json={"code": "Z" * 30} | required))[:2] == (422, "value.too_long")
    assert refusal(admin.post(f"/{table}", json=required))[:2] == (422, "value.required")


def test_a_code_is_changed_only_as_it_was_seen(admin):
    a_code(admin, "territories", "ZQ6")
    seen = admin.get("/territories/ZQ6").headers["ETag"]
    admin.patch("/territories/ZQ6", json={"description": "Anders"})

    for answer in (
        admin.patch("/territories/ZQ6", json={"description": "Fout"}, headers={"If-Match": seen}),
        admin.delete("/territories/ZQ6", headers={"If-Match": seen}),
    ):
        assert refusal(answer)[:2] == (412, "version.stale")
    assert admin.get("/territories/ZQ6").json()["description"] == "Anders"
    present = {"If-Match": answer.headers["ETag"]}
    assert admin.patch("/territories/ZQ6", json={"description": "Goed"}, headers=present).status_code == 200


def test_the_formulas_of_a_salutation(admin):
    a_code(admin, "salutations", "ZQ7")
    path = "/salutations/ZQ7/formulas"
    body = {"language": "NLB", "type": "formal", "text": "Beste %1 %2", "names": ["first_name", "surname"]}

    added = made(admin, body, path)
    default = made(admin, {"type": "informal", "text": "Dag %1", "names": ["first_name"]}, path)
    card = a_person(admin, name="Ann Claes", salutation="ZQ7", language="NLB")
    greeting = f"/contacts/{card['number']}/salutation"

    assert set(added) >= {"id", "language", "type", "text", "names"}
    assert (added["language"], default["language"]) == ("NLB", "")
    assert admin.get(f"{greeting}?type=formal").json() == {"text": "Beste Ann Claes"}
    assert refusal(admin.get(f"{greeting}?type=informal"))[:2] == (422, "salutation.no_formula")
    changed = admin.patch(f"{path}/{added['id']}", json={"text": "Waarde %1 %2"})
    assert (changed.status_code, changed.json()["text"]) == (200, "Waarde %1 %2")
    assert [each["id"] for each in admin.get(path).json()["items"]] == [added["id"], default["id"]]
    assert admin.delete(f"{path}/{default['id']}").status_code == 204
    assert admin.get(f"{path}/{default['id']}").status_code == 404
    assert refusal(admin.post(path, json={"type": "formal", "text": "Dag %9"}))[0] == 422


def test_postcodes_have_a_city_a_county_and_a_country(admin):
    added = made(admin, {"code": "ZQ 99", "city": "Nergenshuizen", "country": "GB"}, "/postcodes")

    assert added == {
        "code": added["code"],
        "city": "Nergenshuizen",
        "county": "",
        "country": "GB",
        "warnings": [],
    }
    path = f"/postcodes/{added['code']}?country=GB"
    assert admin.get(path).json()["city"] == "Nergenshuizen"
    assert admin.patch(path, json={"county": "Kent"}).json()["county"] == "Kent"
    assert admin.get("/postcodes?q=9000&country=BE").json()["items"][0]["city"]
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


def test_numbers_come_from_their_series(admin):
    series = made(admin, {"code": "ZQ8", "next": "ZZ0098", "step": 2, "manual": False}, "/number-series")
    assert {"code", "description", "next", "step", "manual"} <= set(series)
    before = admin.get("/setup").json()["number_series"]["contacts"]

    admin.patch("/setup", json={"number_series": {"contacts": "ZQ8"}})
    numbers = [a_company(admin)["number"] for _ in range(2)]
    refused = admin.post("/contacts", json={"name": "Zaak", "number": "EIGEN"})
    admin.patch("/setup", json={"number_series": {"contacts": before}})

    assert numbers == ["ZZ0098", "ZZ0100"]
    assert admin.get("/number-series/ZQ8").json()["next"] == "ZZ0102"
    assert refusal(refused) == (422, "number.manual_not_allowed", "number")


# -- The setup


def test_the_setup_has_the_groups_of_the_contract(reader):
    setup = reader.get("/setup").json()

    assert set(setup["inheritance"]) == {
        "salesperson", "territory", "country", "language", "format_region", "address", "communication",
    }  # fmt: skip
    assert set(setup["defaults"]) == {
        "salesperson", "territory", "country", "language", "format_region", "correspondence_type", "company_salutation",
        "person_salutation",
    }  # fmt: skip
    assert set(setup["relation_codes"]) == {"customer", "vendor", "bank_account", "employee"}
    assert set(setup["duplicates"]) == {"maintain", "automatic", "hit_percentage"}
    assert "contacts" in setup["number_series"]
    assert {"home_country", "country_required_in_addresses", "name_particles"} <= set(setup)


def test_the_setup_is_changed_in_part_and_that_can_be_undone(admin):
    before = admin.get("/setup").json()

    answer = admin.patch(
        "/setup", json={"inheritance": {"address": False}, "duplicates": {"hit_percentage": 75}}
    )

    after = answer.json()
    assert after["inheritance"] == before["inheritance"] | {"address": False}
    assert after["duplicates"]["hit_percentage"] == 75
    assert after["defaults"] == before["defaults"]
    admin.post(f"/operations/{answer.headers['Operation']}/undo", json={})
    assert admin.get("/setup").json() == before


def test_a_default_of_the_setup_is_what_a_new_card_gets(admin):
    a_code(admin, "territories", "ZQ9")
    answer = admin.patch("/setup", json={"defaults": {"territory": "zq9"}})

    card = a_company(admin)

    admin.post(f"/operations/{answer.headers['Operation']}/undo", json={})
    assert (answer.json()["defaults"]["territory"], card["territory"]) == ("ZQ9", "ZQ9")
    assert a_company(admin)["territory"] != "ZQ9"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"defaults": {"territory": "NEE"}}, "reference.unknown", "defaults.territory"),
        ({"inheritance": {"address": "ja"}}, "value.type", "inheritance.address"),
        ({"inheritance": {"colour": True}}, "field.unknown", "inheritance.colour"),
        ({"colour": True}, "field.unknown", "colour"),
        ({"home_country": "ZZ"}, "setup.home_country", "home_country"),
        ({"duplicates": {"hit_percentage": 101}}, "duplicates.setup_range", "duplicates.hit_percentage"),
        ({"number_series": {"contacts": "NEE"}}, "reference.unknown", "number_series.contacts"),
    ],
)
def test_bad_setup_is_refused_with_its_field(admin, body, code, field):
    before = admin.get("/setup").json()

    assert refusal(admin.patch("/setup", json=body)) == (422, code, field)
    assert admin.get("/setup").json() == before


def test_without_a_series_no_contact_gets_a_number(admin):
    answer = admin.patch("/setup", json={"number_series": {"contacts": None}})

    refused = admin.post("/contacts", json={"name": "Zaak"})

    admin.post(f"/operations/{answer.headers['Operation']}/undo", json={})
    assert refusal(refused)[:2] == (422, "setup.contact_nos_missing")


# -- The user


def test_me_tells_and_changes_what_a_user_may_change_of_himself(editor, reader):
    before = editor.get("/me").json()
    assert {"name", "role", "email", "salesperson", "language", "work_date"} <= set(before)
    assert before["role"] == "editor"

    day = {"work_date": "2020-02-03", "name": "Eddy", "language": "fr", "salesperson": None}
    changed = editor.patch("/me", json=day)

    note = made(editor, {"text": "Vandaag"}, f"/contacts/{a_company(editor)['number']}/comments")
    editor.patch("/me", json={"work_date": None, "name": before["name"], "language": before["language"]})
    assert changed.json() | {"warnings": []} == before | day | {"warnings": []}
    assert note["date"] == "2020-02-03"
    assert refusal(editor.patch("/me", json={"role": "admin"}))[:2] == (422, "field.read_only")
    assert refusal(reader.patch("/me", json={"salesperson": "NEE"}))[:2] == (422, "reference.unknown")
